import Foundation
import Testing

/// One case of AWS's public test suite for Signature Version 4, from botocore's source distribution.
struct AWS4TestCase: Sendable, CustomTestStringConvertible {
    let name: String
    let request: String
    let canonicalRequest: String
    let stringToSign: String
    let authorization: String

    var testDescription: String { name }
}

/// The folder with the suite's cases, which `scripts/test` puts into the build folder.
enum AWS4TestSuite {
    /// The cases that this signer need not pass, each with the reason: none.
    ///
    /// botocore itself skips four. Its Python HTTP parser rejects the space in the path of `normalize-path/get-space`.
    /// Its tests read the repeated names of the three `get-vanilla-query-order-*` into a dictionary. The signer here
    /// takes path and query as text, so all four apply. `post-sts-header-after` adds the token after signing; as in
    /// botocore, the compared signature is made without a token.
    static let notApplicable: [String: String] = [:]

    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: ".build/fixtures/aws4_testsuite")

    /// The names of all cases in the folder, sorted; empty if it is missing.
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
