import Foundation
import HostTestSupport
import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer
@testable import DeployerCLI

@Suite("A function's zip")
struct ZipArchiveTests {
    private let content = (0..<50_000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 3) }

    @Test("has the same bytes for the same content, at any time")
    func reproducible() throws {
        #expect(try ZipArchive.bootstrap(content) == ZipArchive.bootstrap(content))
        #expect(try ZipArchive.bootstrap(content) != ZipArchive.bootstrap(content + [0]))
    }

    @Test("has one executable file named bootstrap, without traces of machine and time")
    func entry() throws {
        let entries = try CentralDirectory(try ZipArchive.bootstrap(content)).entries
        let entry = try #require(entries.first)
        #expect(entries.count == 1)
        #expect(entry.name == "bootstrap")
        #expect(entry.unixMode == 0o100755)
        #expect(entry.madeOn == 3)
        #expect(entry.date == 33)
        #expect(entry.time == 0)
        #expect(entry.size == content.count)
        #expect(entry.method == 8)
        #expect(entry.extraBytes == 0)
    }

    @Test("has the other files after the program, readable by all, sorted by their names' bytes")
    func files() throws {
        let files = ["b.resources/z", "b.resources/a", "a.resources/é", "Z.resources/x"].map {
            ZipArchive.Entry(name: $0, content: Data($0.utf8))
        }
        let zip = try ZipArchive.bootstrap(content, files: files)
        #expect(try ZipArchive.bootstrap(content, files: files.reversed()) == zip)
        let entries = try CentralDirectory(zip).entries
        #expect(
            entries.map(\.name) == ["bootstrap", "Z.resources/x", "a.resources/é", "b.resources/a", "b.resources/z"])
        #expect(entries.map(\.unixMode) == [0o100755, 0o100644, 0o100644, 0o100644, 0o100644])
        #expect(entries.allSatisfy { $0.date == 33 && $0.time == 0 && $0.extraBytes == 0 && $0.madeOn == 3 })
        #expect(try ZipArchive.bootstrap(content, files: []) == ZipArchive.bootstrap(content))
    }

    @Test("unpacks to the content")
    func unpacks() async throws {
        let folder = try TemporaryFolder()
        try folder.write(Array(try ZipArchive.bootstrap(content)), as: "function.zip")
        let program = "import sys, zipfile; zipfile.ZipFile(sys.argv[1]).extractall(sys.argv[2])"
        try await run(["python3", "-c", program, folder.path("function.zip"), folder.path])
        #expect(FileManager.default.contents(atPath: folder.path("bootstrap")) == Data(content))
    }
}

/// The entries of a zip, parsed by the test itself (PKWARE's APPNOTE, 4.3.12).
private struct CentralDirectory {
    struct Entry {
        let name: String
        let madeOn: UInt8
        let method: UInt16
        let time: UInt16
        let date: UInt16
        let size: Int
        let extraBytes: UInt16
        let unixMode: UInt32
    }

    var entries: [Entry] = []

    init(_ zip: Data) throws {
        let bytes = [UInt8](zip)
        let reader = ByteReader(bytes)
        let end = UInt64(bytes.count - 22)
        #expect(reader.uint32(at: end) == 0x0605_4B50)
        var at = UInt64(try #require(reader.uint32(at: end + 16)))
        for _ in 0..<(try #require(reader.uint16(at: end + 10))) {
            #expect(reader.uint32(at: at) == 0x0201_4B50)
            let length = UInt64(try #require(reader.uint16(at: at + 28)))
            let extra = try #require(reader.uint16(at: at + 30))
            entries.append(
                Entry(
                    name: String(decoding: try #require(reader.bytes(at: at + 46, count: length)), as: UTF8.self),
                    madeOn: try #require(reader.byte(at: at + 5)), method: try #require(reader.uint16(at: at + 10)),
                    time: try #require(reader.uint16(at: at + 12)), date: try #require(reader.uint16(at: at + 14)),
                    size: Int(try #require(reader.uint32(at: at + 24))), extraBytes: extra,
                    unixMode: try #require(reader.uint32(at: at + 38)) >> 16))
            at += 46 + length + UInt64(extra)
        }
    }
}
