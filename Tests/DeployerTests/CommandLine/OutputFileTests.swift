import Foundation
import Testing

@testable import Deployer

@Suite("A file that a command writes")
struct OutputFileTests: ~Copyable {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "output-\(UUID().uuidString)")

    init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(at: folder) }

    private func path(_ name: String) -> String { folder.appending(path: name).path(percentEncoded: false) }

    private func permissions(_ name: String) throws -> Int? {
        let attributes = try FileManager.default.attributesOfItem(atPath: path(name))
        return (attributes[.posixPermissions] as? NSNumber).map { $0.intValue & 0o777 }
    }

    private var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false)).sorted() }
    }

    @Test("privately is its owner's alone, also where one that all could read was there, and leaves no other behind")
    func privately() throws {
        try Data("old and longer".utf8).write(to: folder.appending(path: "f"))
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path("f"))
        try OutputFile(path("f")).writePrivately(Data("new".utf8))
        #expect(try permissions("f") == 0o600)
        #expect(try Data(contentsOf: folder.appending(path: "f")) == Data("new".utf8))
        #expect(try names == ["f"])
    }

    @Test("through a link replaces what the link names")
    func link() throws {
        try Data("old".utf8).write(to: folder.appending(path: "real"))
        try FileManager.default.createSymbolicLink(atPath: path("link"), withDestinationPath: "real")
        try OutputFile(path("link")).writePrivately(Data("new".utf8))
        #expect(try Data(contentsOf: folder.appending(path: "real")) == Data("new".utf8))
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: path("link")) == "real")
    }

    @Test("is refused before any work where it could not be written")
    func refused() throws {
        let cases = [
            (path(""), "It is a folder."), ("/dev/null", "It is a device, a pipe or a socket."),
            (path("none/f"), "There is no folder"), (path("none/"), "It is a folder."),
        ]
        for (path, reason) in cases {
            let error = #expect(throws: UnwritableFile.self) { try OutputFile(path) }
            #expect(error?.reason.hasPrefix(reason) == true, "\(path): \(error?.reason ?? "")")
        }
    }

    @Test("that cannot be written after all leaves nothing behind")
    func failed() throws {
        let file = try OutputFile(path("f"))
        try FileManager.default.createDirectory(atPath: path("f"), withIntermediateDirectories: false)
        #expect(throws: UnwritableFile.self) { try file.writePrivately(Data("new".utf8)) }
        #expect(try names == ["f"])
    }
}
