import AWSSigning
import Foundation

@testable import AWSResources

extension FuzzedParser {
    /// Policies as AWS or a stranger wrote them, and binaries that someone built.
    static let resources = [
        FuzzedParser(name: "policy", check: checkPolicy),
        FuzzedParser(name: "resource-policy", check: checkResourcePolicy),
        FuzzedParser(name: "elf", check: checkELF),
        FuzzedParser(name: "percent", check: checkPercent),
    ]

    /// What is read whole, written and read again says the same.
    private static func checkPolicy(_ bytes: [UInt8]) throws {
        let policy = PolicyDocument(json: text(bytes).policyPercentDecoded, home: nil)
        _ = policy.planValue
        let isWhole = policy.unread.isEmpty && policy.statements.allSatisfy(\.others.isEmpty)
        guard isWhole else { return }
        let written = policy.json
        try always(written.utf8.allSatisfy { $0 >= 32 && $0 < 127 }, "a policy outside of ASCII")
        try same(PolicyDocument(json: written, home: nil), policy, "read, written, read")
    }

    private static func checkResourcePolicy(_ bytes: [UInt8]) throws {
        guard let policy = try? ResourcePolicy(text(bytes)) else { return }
        for statement in policy.statements {
            _ = statement.text
            try always(statement.says(theSameAs: statement), "a statement differs from itself")
        }
    }

    /// A binary's offsets may point anywhere.
    private static func checkELF(_ bytes: [UInt8]) throws {
        _ = try? ELFImage(bytes)
        _ = try? BinaryCheck.architecture(of: bytes, path: "bootstrap")
    }

    /// What is encoded comes back.
    private static func checkPercent(_ bytes: [UInt8]) throws {
        let text = text(bytes)
        let encoded = PercentEncoding.encoded(text)
        try same(PercentEncoding.decoded(encoded), Array(text.utf8), "encoded and decoded")
        _ = PercentEncoding.decoded(text)
    }
}
