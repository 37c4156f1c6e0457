import COpenSSL

/// SHA-256, computed by OpenSSL.
public enum SHA256 {
    /// The digest of `bytes`, 32 bytes.
    public static func digest(of bytes: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        let done = copenssl_sha256(bytes, bytes.count, &digest)
        requireOpenSSL(done == 1, "SHA-256")
        return digest
    }

    /// The digest of `bytes` in lower-case hexadecimal, 64 characters.
    public static func hex(of bytes: [UInt8]) -> String { hexadecimal(digest(of: bytes)) }
}

/// SHA-1, computed by OpenSSL: for file names that other tools chose, never for security.
public enum SHA1 {
    /// The digest of `bytes` in lower-case hexadecimal, 40 characters.
    public static func hex(of bytes: [UInt8]) -> String {
        var digest = [UInt8](repeating: 0, count: 20)
        let done = copenssl_sha1(bytes, bytes.count, &digest)
        requireOpenSSL(done == 1, "SHA-1")
        return hexadecimal(digest)
    }
}

/// HMAC with SHA-256 (RFC 2104), computed by OpenSSL.
public enum HMACSHA256 {
    /// The code of `bytes` under `key`, 32 bytes.
    public static func code(of bytes: [UInt8], key: [UInt8]) -> [UInt8] {
        var code = [UInt8](repeating: 0, count: 32)
        let done = copenssl_hmac_sha256(key, key.count, bytes, bytes.count, &code)
        requireOpenSSL(done == 1, "HMAC")
        return code
    }
}

/// Lower-case hexadecimal, two characters a byte.
public func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in bytes {
        text.append(digits[Int(byte >> 4)])
        text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
}

/// Stops the process if OpenSSL failed.
///
/// No input makes OpenSSL fail here, only a lack of memory or an OpenSSL without its default provider. A wrong digest
/// would be worse than stopping.
private func requireOpenSSL(_ done: Bool, _ what: String) {
    guard done else { fatalError("OpenSSL cannot compute \(what): it has no memory or no default provider") }
}
