/// Makes one line without secrets of any text, for a log or for Lambda.
struct LineCleaner {
    /// The secrets to hide, as bytes.
    private var secrets: [[UInt8]]

    /// Hides these secrets; an empty one hides nothing.
    init(hiding secrets: [String]) {
        self.secrets = secrets.filter { !$0.isEmpty }.map { Array($0.utf8) }
    }

    /// The same with more secrets to hide, before its own.
    func hiding(_ secrets: [String]) -> LineCleaner {
        var result = LineCleaner(hiding: secrets)
        result.secrets += self.secrets
        return result
    }

    /// The text's first line, without secrets, and with at most `limit` bytes as a JSON string.
    func line(_ text: String, bytes limit: Int) -> String {
        var bytes = Array(text.utf8)
        for secret in secrets { bytes = replacing(secret, in: bytes) }
        let line = bytes.prefix { $0 != 10 && $0 != 13 }
        return JSON.beginning(of: String(decoding: line, as: UTF8.self), bytes: limit)
    }

    /// Replaces each occurrence of `secret` in `bytes`.
    private func replacing(_ secret: [UInt8], in bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var rest = bytes[...]
        while let first = rest.first {
            if rest.starts(with: secret) {
                result += "[hidden]".utf8
                rest = rest.dropFirst(secret.count)
            } else {
                result.append(first)
                rest = rest.dropFirst()
            }
        }
        return result
    }
}
