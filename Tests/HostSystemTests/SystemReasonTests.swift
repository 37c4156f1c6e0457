import Foundation
import Testing

@testable import HostSystem

@Suite("The system's reason for an error")
struct SystemReasonTests {
    /// The system's words for an error, and a call that fails with it in Foundation.
    private static let tries: [(String, @Sendable () throws -> Void)] = [
        (ENOENT.words, { _ = try FileHandle(forReadingFrom: URL(filePath: "/nowhere/x")) }),
        (EISDIR.words, { _ = try FileHandle(forReadingFrom: URL(filePath: "/tmp")).read(upToCount: 1) }),
        (ENOENT.words, { try Data("x".utf8).write(to: URL(filePath: "/nowhere/x"), options: .atomic) }),
        (ENOSPC.words, { try FileHandle(forWritingTo: URL(filePath: "/dev/full")).write(contentsOf: Data("x".utf8)) }),
        (ENOENT.words, { _ = try FileManager.default.contentsOfDirectory(atPath: "/nowhere") }),
        (EACCES.words, { throw POSIXError(.EACCES) }),
        ("The given data was not valid JSON", { _ = try JSONDecoder().decode(Int.self, from: Data("{".utf8)) }),
        ("Expected to decode Int", { _ = try JSONDecoder().decode(Int.self, from: Data("\"a\"".utf8)) }),
    ]

    @Test("is given in the system's words", arguments: tries.indices)
    func words(_ index: Int) throws {
        let (words, attempt) = Self.tries[index]
        let error = try #require(#expect(throws: (any Error).self) { try attempt() })
        #expect(SystemReason.text(error).hasPrefix(words), "\(SystemReason.text(error))")
    }

    @Test("is the error's number if there are no words")
    func number() {
        #expect(SystemReason.text(NSError(domain: "Some", code: 7)) == "Some 7")
    }

    @Test("is used by every source, since Foundation's own text says that an operation could not be completed")
    func everywhere() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Sources")
        let files = try #require(FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil))
        var asking: [String] = []
        for case let file as URL in files where file.pathExtension == "swift" {
            let text = try String(contentsOf: file, encoding: .utf8)
            if text.contains("localizedDescription") { asking.append(file.lastPathComponent) }
        }
        #expect(asking == ["SystemReason.swift"])
    }
}

extension Int32 {
    fileprivate var words: String { String(cString: strerror(self)) }
}
