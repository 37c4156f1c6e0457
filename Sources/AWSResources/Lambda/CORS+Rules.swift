import Deployer

extension CORS {
    private static let listLimit = 100

    /// Refuses what Lambda would, and what would be open to every site without anyone having meant it.
    ///
    /// - Throws: ``InvalidDescription``.
    func check(for resource: ResourceID) throws {
        func refuse(_ property: String, _ value: String, _ allowed: String) throws {
            throw InvalidDescription(resource, property: "cors.\(property)", value: value, allowed: allowed)
        }
        for (property, list) in [("origins", origins), ("headers", headers), ("exposeHeaders", exposeHeaders)]
        where list.count > Self.listLimit {
            try refuse(property, "\(list.count) entries", "at most \(Self.listLimit) entries")
        }
        for origin in origins where origin != "*" && !Self.isOrigin(origin) {
            try refuse("origins", origin, "of a scheme, a host and maybe a port, as https://example.com, or *")
        }
        // Lambda then names whatever origin asks as allowed, with its cookies: every site may act as the visitor.
        if credentials, origins.contains("*") {
            try refuse("origins", "*", "named one by one where credentials are allowed")
        }
        for (property, list) in [("headers", headers), ("exposeHeaders", exposeHeaders)] {
            for header in list where header != "*" && !Self.isHeaderName(header) {
                try refuse(property, header, "one header's name an entry, in letters, digits and -")
            }
        }
        if !(0...86_400).contains(maxAgeSeconds) {
            try refuse("maxAge", "\(maxAgeSeconds)", "0 to 86400 seconds")
        }
    }

    /// A browser sends an origin without a path and in lower case, and Lambda compares it as text.
    private static func isOrigin(_ text: String) -> Bool {
        guard (1...253).contains(text.utf8.count), text == text.lowercased() else { return false }
        for scheme in ["https://", "http://"] where text.hasPrefix(scheme) {
            let rest = text.dropFirst(scheme.count)
            return !rest.isEmpty && rest.utf8.allSatisfy { $0 > 32 && $0 < 127 && !"/?#@*,\"\\".utf8.contains($0) }
        }
        return false
    }

    /// Of a token's characters (RFC 9110, 5.6.2), which leaves out commas: Lambda takes a list as one name.
    private static func isHeaderName(_ text: String) -> Bool {
        (1...1024).contains(text.utf8.count)
            && text.utf8.allSatisfy {
                $0 > 32 && $0 < 127 && !"\"(),/:;<=>?@[\\]{}*".utf8.contains($0)
            }
    }
}
