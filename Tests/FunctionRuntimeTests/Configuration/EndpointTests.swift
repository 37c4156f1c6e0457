import Testing

@testable import FunctionRuntime

@Suite("An endpoint")
struct EndpointTests {
    private func parse(_ url: String) throws(ConfigurationError) -> Endpoint {
        try Endpoint(parsing: url, from: "VARIABLE")
    }

    @Test(
        "is parsed from a URL",
        arguments: [
            ("https://a.example", "https", "a.example", 443, "/", "a.example"),
            ("HTTPS://A.Example:8443/", "https", "a.example", 8443, "/", "a.example:8443"),
            ("https://a.example:443", "https", "a.example", 443, "/", "a.example"),
            ("https://10.0.0.1/base/path", "https", "10.0.0.1", 443, "/base/path/", "10.0.0.1"),
            ("http://localhost:4566", "http", "localhost", 4566, "/", "localhost:4566"),
            ("http://x.localhost", "http", "x.localhost", 80, "/", "x.localhost"),
            ("http://127.1.2.3:1", "http", "127.1.2.3", 1, "/", "127.1.2.3:1"),
            ("http://[::1]:65535/", "http", "::1", 65535, "/", "[::1]:65535"),
            ("https://[2001:db8::1]", "https", "2001:db8::1", 443, "/", "[2001:db8::1]"),
        ])
    func parsed(_ url: String, _ scheme: String, _ host: String, _ port: UInt16, _ path: String, _ header: String)
        throws
    {
        let endpoint = try parse(url)
        #expect(endpoint.scheme.rawValue == scheme)
        #expect(endpoint.host == host)
        #expect(endpoint.port == port)
        #expect(endpoint.path == path)
        #expect(endpoint.hostHeader == header)
    }

    @Test(
        "is not parsed from anything else",
        arguments: [
            "", "a", "a.example", "//a.example", "ftp://a.example", "https:", "https:/", "https://", "https:///x",
            "https://:443", "https://a.example:", "https://a.example:0", "https://a.example:65536",
            "https://a.example:-1",
            "https://a.example:+1", "https://a.example:4x", "https://a.example:1:2", "https://[::1", "https://[a]",
            "https://[127.0.0.1]", "https://[::1]x", "https://[]", "https://a b", "https://a\r\nX: y",
            "https://é.example",
            "https://a.example/?q", "https://a.example/#f", "https://user@a.example", "https://a_b$", "https://a\\b",
        ])
    func refused(_ url: String) {
        #expect(throws: ConfigurationError.self) { try parse(url) }
    }

    @Test(
        "may be plain http only on this machine",
        arguments: [
            "http://example.com", "http://10.0.0.1:4566", "http://0.0.0.0:4566", "http://localhost.example.com",
            "http://[::2]", "http://host.docker.internal:4566",
        ])
    func plainHTTP(_ url: String) {
        do throws(ConfigurationError) {
            _ = try parse(url)
            Issue.record("\(url) was accepted")
        } catch {
            #expect(
                error.reason
                    == "\"\(url)\" is no endpoint: plain http is accepted for this machine alone; use https")
        }
    }

    @Test("does not show a URL that may hold a password")
    func password() {
        do throws(ConfigurationError) {
            _ = try parse("https://user:hush@a.example")
            Issue.record("it was accepted")
        } catch {
            #expect(!error.reason.contains("hush"))
        }
    }

    @Test("of the Runtime API is a host and a port, on any machine")
    func runtimeAPI() throws {
        #expect(
            try Endpoint(runtimeAPI: "127.0.0.1:9001", from: "V")
                == Endpoint(scheme: .http, host: "127.0.0.1", port: 9001))
        #expect(try Endpoint(runtimeAPI: "runtime.internal:80", from: "V").hostHeader == "runtime.internal")
        for address in ["", ":1", "a:b", "a b:1", "http://a"] {
            #expect(throws: ConfigurationError.self) { try Endpoint(runtimeAPI: address, from: "V") }
        }
    }
}
