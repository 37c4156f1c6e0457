/// The folder of the demo page: its files by their exact names, and no other file of the machine.
struct PageFolder: Sendable {
    /// A larger file is not served; the files of a page are smaller.
    static let maximumBytes = 16 << 20

    /// The folder's path, without a slash at its end.
    let path: String

    /// A file as it is served.
    struct File: Equatable {
        let contentType: String
        let bytes: [UInt8]
    }

    /// The file of that name, as it is now, so that a reload shows a change; nil if there is none.
    ///
    /// A name is one path component of letters, digits, `.`, `_` and `-`, and begins with a letter or a digit. So it
    /// leads to no other folder and to no hidden file. Links and devices are not served.
    func file(named name: String) -> File? {
        guard let first = name.utf8.first, Self.isLetterOrDigit(first),
            name.utf8.allSatisfy({ Self.isLetterOrDigit($0) || "._-".utf8.contains($0) })
        else { return nil }
        guard let bytes = Descriptor.contents(ofFile: "\(path)/\(name)", atMost: Self.maximumBytes) else { return nil }
        return File(contentType: Self.contentType(of: name), bytes: bytes)
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: false
        }
    }

    private static func contentType(of name: String) -> String {
        let parts = name.split(separator: ".")
        let ending = parts.count > 1 ? parts.last?.lowercased() : nil
        return ending.flatMap { contentTypes[$0] } ?? "application/octet-stream"
    }

    /// By the name's ending (IANA, "Media Types"); browsers run a script only under its own type.
    private static let contentTypes = [
        "css": "text/css; charset=utf-8", "html": "text/html; charset=utf-8", "ico": "image/x-icon",
        "jpg": "image/jpeg", "js": "text/javascript; charset=utf-8", "json": "application/json",
        "png": "image/png", "svg": "image/svg+xml", "txt": "text/plain; charset=utf-8", "webp": "image/webp",
        "woff2": "font/woff2",
    ]
}
