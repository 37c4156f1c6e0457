import AWSSigning
import Foundation

@testable import AWSClient

extension FuzzedParser {
    /// The parsers of logins, for keys from a program, an agent or a file.
    static let logins = [
        FuzzedParser(name: "login-keys", check: checkKeys),
        FuzzedParser(name: "login-sso-token", check: checkSSOToken),
        FuzzedParser(name: "login-time", check: checkTime),
        FuzzedParser(name: "login-words", check: checkWords),
    ]

    private static func checkKeys(_ bytes: [UInt8]) throws {
        guard let document = CredentialDocument(Data(bytes)), let found = try? document.credentials(from: "x") else {
            return
        }
        let keys = found.credentials
        try always(!keys.accessKeyID.isEmpty && !keys.secretAccessKey.isEmpty, "half a pair of keys")
    }

    /// A file that is read, written and read again is the same.
    private static func checkSSOToken(_ bytes: [UInt8]) throws {
        guard let token = try? JSONDecoder().decode(SSOToken.self, from: Data(bytes)) else { return }
        _ = Timestamp.seconds(token.expiresAt)
        let written = try JSONEncoder().encode(token)
        let again = try JSONDecoder().decode(SSOToken.self, from: written)
        try same(again.accessToken, token.accessToken, "read, written, read")
        try same(again.refreshToken, token.refreshToken, "read, written, read")
    }

    private static func checkTime(_ bytes: [UInt8]) throws {
        guard let seconds = Timestamp.seconds(text(bytes)) else { return }
        try same(Timestamp.seconds(Timestamp.text(seconds)), seconds, "read, written, read")
    }

    /// Text that is split, quoted and split again is the same.
    private static func checkWords(_ bytes: [UInt8]) throws {
        guard let words = ShellWords.split(text(bytes)) else { return }
        try same(ShellWords.split(words.map(quoted).joined(separator: " ")), words, "split, quoted, split")
    }

    /// The word in double quotes, scalar by scalar, since a combining character may follow a quote.
    private static func quoted(_ word: String) -> String {
        var result = String.UnicodeScalarView(["\""])
        for scalar in word.unicodeScalars {
            if scalar == "\"" || scalar == "\\" { result.append("\\") }
            result.append(scalar)
        }
        result.append("\"")
        return String(result)
    }
}
