/// The address of the demo page on this machine, and whether a browser lets it count there.
///
/// A browser shows a page the counter's answer only if the counter allows the page's origin. So the page must be served
/// at an allowed origin.
struct PageAddress: Equatable {
    /// As the browser names it: `http://localhost:8080`.
    let origin: String
    /// The port to serve at.
    let port: UInt16
    /// Whether the counter allows it.
    let isAllowed: Bool

    /// The port if nothing names another.
    static let usualPort: UInt16 = 8080

    /// The page's address in the browser.
    var url: String { origin + "/" }

    /// The first allowed origin that is this machine, with the requested port if there is one.
    ///
    /// - Parameters:
    ///   - allowed: the origins that the counter allows.
    ///   - port: the requested port; nil for none.
    init(allowed: [String], port: UInt16?) {
        let here = allowed.compactMap { origin in Self.port(of: origin).map { (origin, $0) } }
        if let (origin, number) = here.first(where: { port == nil || port == $0.1 }) {
            self.init(origin: origin, port: number, isAllowed: true)
        } else {
            let number = port ?? Self.usualPort
            self.init(origin: Self.localhost(number), port: number, isAllowed: allowed.contains("*"))
        }
    }

    private init(origin: String, port: UInt16, isAllowed: Bool) {
        (self.origin, self.port, self.isAllowed) = (origin, port, isAllowed)
    }

    /// The address once the system has chosen a free port, if 0 was requested.
    func at(_ chosen: UInt16) -> PageAddress {
        port == chosen ? self : PageAddress(origin: Self.localhost(chosen), port: chosen, isAllowed: isAllowed)
    }

    /// The ports of this machine that the counter allows.
    static func ports(of allowed: [String]) -> [UInt16] { allowed.compactMap(port) }

    /// A browser leaves the usual port out of an origin.
    private static func localhost(_ port: UInt16) -> String {
        port == 80 ? "http://localhost" : "http://localhost:\(port)"
    }

    /// The port of an origin that can be served here, which is this machine without TLS; nil for any other.
    ///
    /// Anybody may have written the origins at AWS, and a browser reads an address differently from a parser. So the
    /// origin must be valid in the settings, and the same when it is put together again from its parts.
    private static func port(of origin: String) -> UInt16? {
        let scheme = "http://"
        guard CounterSettings.isOrigin(origin), origin.hasPrefix(scheme) else { return nil }
        let authority = String(origin.dropFirst(scheme.count))
        guard DemoSite.isThisMachine(host: authority) else { return nil }
        let host = authority.hasPrefix("[") ? "[::1]" : String(authority.prefix { $0 != ":" })
        guard host != authority else { return 80 }
        guard let port = UInt16(authority.dropFirst(host.count + 1)), port > 0, port != 80,
            origin == "\(scheme)\(host):\(port)"
        else { return nil }
        return port
    }
}
