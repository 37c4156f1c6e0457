import Foundation
import Testing

@testable import Deployer
@testable import DeployerCLI

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

    @Test("written privately is its owner's alone, even in place of a public one, and leaves no other file behind")
    func privately() throws {
        try Data("old and longer".utf8).write(to: folder.appending(path: "f"))
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path("f"))
        try OutputFile(path("f")).writePrivately(Data("new".utf8))
        #expect(try permissions("f") == 0o600)
        #expect(try Data(contentsOf: folder.appending(path: "f")) == Data("new".utf8))
        #expect(try names == ["f"])
    }

    @Test("is never writable for others: it has a new file's permissions, or the old one's without that right")
    func permissions() throws {
        try OutputFile(path("new")).write(Data("x".utf8))
        let mask = umask(0)
        umask(mask)
        #expect(try permissions("new") == Int(0o644 & ~mask))
        for (before, after) in [(0o666, 0o644), (0o600, 0o600), (0o777, 0o755), (0o400, 0o400)] {
            try Data("old".utf8).write(to: folder.appending(path: "f"))
            try FileManager.default.setAttributes([.posixPermissions: before], ofItemAtPath: path("f"))
            try OutputFile(path("f")).write(Data("new".utf8))
            #expect(try permissions("f") == after)
            try FileManager.default.removeItem(atPath: path("f"))
        }
        #expect(try names == ["new"])
    }

    @Test("replaces a link, and leaves the link's target as it was")
    func link() throws {
        try Data("old".utf8).write(to: folder.appending(path: "real"))
        try FileManager.default.createSymbolicLink(atPath: path("link"), withDestinationPath: "real")
        try OutputFile(path("link")).writePrivately(Data("new".utf8))
        try OutputFile(path("link")).write(Data("newer".utf8))
        #expect(try Data(contentsOf: folder.appending(path: "real")) == Data("old".utf8))
        #expect(try Data(contentsOf: folder.appending(path: "link")) == Data("newer".utf8))
    }

    @Test("is refused before any work if it could not be written")
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

    @Test("leaves nothing behind if writing fails after all")
    func failed() throws {
        let file = try OutputFile(path("f"))
        try FileManager.default.createDirectory(atPath: path("f"), withIntermediateDirectories: false)
        #expect(throws: UnwritableFile.self) { try file.writePrivately(Data("new".utf8)) }
        #expect(try names == ["f"])
    }
}
