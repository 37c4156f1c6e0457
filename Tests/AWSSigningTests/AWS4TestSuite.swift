import Foundation
import Testing

/// One case of AWS's public test suite for Signature Version 4, as botocore's source distribution carries it.
struct AWS4TestCase: Sendable, CustomTestStringConvertible {
    let name: String
    let request: String
    let canonicalRequest: String
    let stringToSign: String
    let authorization: String

    var testDescription: String { name }
}

/// The folder of the suite's cases, which `scripts/test` puts into the build folder.
enum AWS4TestSuite {
    /// The cases that this signer is not asked to pass, each with the reason: none.
    ///
    /// botocore itself leaves out four: `normalize-path/get-space`, whose request line with a space in its path
    /// Python's HTTP parser refuses, and the three `get-vanilla-query-order-*` with a repeated name, which its tests
    /// read into a dictionary. Both are matters of how its tests read a request: the signer here takes the path and the
    /// query as text, so all four apply. `post-sts-header-after` adds the token behind the signature; what is compared
    /// is the signature, which is then made without a token, as botocore does.
    static let notApplicable: [String: String] = [:]

    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: ".build/fixtures/aws4_testsuite")

    /// The names of all cases in the folder, sorted; none where it is missing.
    static func names() -> [String] {
        let files = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        return files.filter { $0.hasSuffix(".req") }.map { ($0 as NSString).deletingLastPathComponent }.sorted()
    }

    static func load(_ name: String) throws -> AWS4TestCase {
        func text(_ ending: String) throws -> String {
            let file = folder.appending(path: name).appending(path: (name as NSString).lastPathComponent + ending)
            return try String(contentsOf: file, encoding: .utf8).replacing("\r", with: "")
        }
        return AWS4TestCase(
            name: name, request: try text(".req"), canonicalRequest: try text(".creq"),
            stringToSign: try text(".sts"), authorization: try text(".authz"))
    }
}
