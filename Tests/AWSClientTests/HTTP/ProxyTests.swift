import Foundation
import Testing

@testable import AWSClient

@Suite("Proxies")
struct ProxyTests {
    private func proxy(_ url: String, _ environment: [String: String]) throws -> String? {
        ProxySettings(environment: environment).proxy(for: try #require(RequestURL(url)))?.address?.url
    }

    private func transport(_ environment: [String: String]) -> CurlTransport {
        CurlTransport(CurlConfiguration(proxies: ProxySettings(environment: environment)))
    }

    private func error(_ environment: [String: String], _ url: String) async throws -> TransportError {
        let transport = transport(environment)
        return try await transportError { _ = try await transport.send(HTTPRequest(method: "GET", url: url)) }
    }

    @Test(
        "are parsed with or without a scheme and a port, with a user up to the last @",
        arguments: [
            ("http://proxy.example:3128", "http://proxy.example:3128", nil, nil),
            ("proxy.example:3128", "http://proxy.example:3128", nil, nil), ("//p", "http://p:80", nil, nil),
            ("https://p/", "https://p:443", nil, nil), ("SOCKS5h://p", "socks5h://p:1080", nil, nil),
            ("http://[::1]:8/", "http://[::1]:8", nil, nil), (" http://p:8 ", "http://p:8", nil, nil),
            ("http://ann:hush@p:8", "http://p:8", "ann", "hush"), ("ann:hu@sh@p:8", "http://p:8", "ann", "hu@sh"),
            ("http://ann:h:u:sh@p", "http://p:80", "ann", "h:u:sh"), ("http://ann@p", "http://p:80", "ann", nil),
            ("http://a%40b:h%2Fu%25@p", "http://p:80", "a@b", "h/u%"),
            ("http://ann:hu/s?h#@p:8", "http://p:8", "ann", "hu/s?h#"),
            ("http://ann:100%@p", "http://p:80", "ann", "100%"),
        ] as [(String, String, String?, String?)])
    func addresses(text: String, url: String, user: String?, password: String?) throws {
        let address = try #require(ProxyAddress(text))
        #expect(address.url == url)
        #expect(address.user == user)
        #expect(address.password == password)
    }

    /// Invalid addresses, with a secret wherever someone may have typed one.
    static let broken = [
        "http://user:hush@[bad", "user:hush@[bad", "http://a@b:hush@[bad", "gopher://user:hush@proxy.example",
        "http://user:hush@\u{301}[bad", "http://user:hush", "user:hush", "http://user:hush:proxy.example:3128",
        "http://user:hush@", "http://user:hush@p:99999", "http://user:hush@p:port", "hush://p", "http://hu\u{301}sh",
        "http://user:p@hush word", "http://",
    ]

    @Test("are reported by the variable's name if they are invalid, and the value is not shown", arguments: broken)
    func unreadable(text: String) async throws {
        #expect(ProxyAddress(text) == nil)
        let error = try await error(["https_proxy": text], "https://counter.invalid/")
        #expect(error.message.hasPrefix("the variable https_proxy holds no proxy's address"))
        #expect(error.cause == .proxy(variable: "https_proxy", status: nil))
        #expect(!error.mayHaveArrived && !"\(error)".contains("hush"))
    }

    @Test("may be invalid if no request uses them")
    func unused() async throws {
        try await withLoopbackServer { server in
            let response = try await transport(["HTTPS_PROXY": "http://user:hush"]).send(
                HTTPRequest(method: "GET", url: server.url("/")))
            #expect(response.status == 200)
        }
    }

    @Test("get the user and the password, percent-encoded or not")
    func password() async throws {
        try await withLoopbackServer { proxy in
            for typed in ["ann:p@s%3As", "ann:p%40s%3As", "ann:p@s:s"] {
                let transport = transport(["HTTP_PROXY": "http://\(typed)@127.0.0.1:\(proxy.port)"])
                _ = try await transport.send(HTTPRequest(method: "GET", url: "http://counter.invalid/"))
                let expected = Data("ann:p@s:s".utf8).base64EncodedString()
                #expect(proxy.requests.last?.header("proxy-authorization") == "Basic \(expected)")
            }
        }
    }

    @Test(
        "are reported without libcurl's text about the address if they cannot be resolved or reached")
    func unknown() async throws {
        let free = try await withLoopbackServer { $0.port }
        for address in ["http://ann:hush@hush-\(unresolvableHost):3128", "http://ann:hush@127.0.0.1:\(free)"] {
            for (scheme, variable) in [("http", "HTTP_PROXY"), ("https", "HTTPS_PROXY")] {
                let error = try await error([variable: address], "\(scheme)://counter.invalid/")
                #expect(error.message.contains(variable))
                #expect(!"\(error)".contains("hush") && !error.message.contains("\(free)"))
                #expect(!error.mayHaveArrived)
            }
        }
    }

    @Test("that require a login or deny access are reported as such, and are not asked again", arguments: [403, 407])
    func refusals(status: Int) async throws {
        try await withLoopbackServer({ _ in .answer(status) }) { proxy in
            let environment = [
                "HTTP_PROXY": "http://127.0.0.1:\(proxy.port)", "HTTPS_PROXY": "http://127.0.0.1:\(proxy.port)",
            ]
            let tunnel = try await error(environment, "https://counter.invalid/")
            #expect(tunnel.cause == .proxy(variable: "HTTPS_PROXY", status: status))
            #expect(!tunnel.mayHaveArrived)
            #expect(RetryTable.failure(of: tunnel) == .final)
            guard status == 407 else { return }
            let plain = try await error(environment, "http://counter.invalid/")
            #expect(plain.cause == .proxy(variable: "HTTP_PROXY", status: 407))
            #expect(plain.message.contains("asks for a user and a password"))
            #expect(RetryTable.failure(of: plain) == .final)
        }
    }

    @Test("that fail temporarily are asked again")
    func passing() async throws {
        try await withLoopbackServer({ _ in .answer(502) }) { proxy in
            let error = try await error(
                ["HTTPS_PROXY": "http://127.0.0.1:\(proxy.port)"], "https://counter.invalid/")
            #expect(error.cause == .proxy(variable: "HTTPS_PROXY", status: 502))
            #expect(RetryTable.failure(of: error) == .transient)
        }
    }

    @Test("are taken from variables in both cases, the lower one first, separately for each scheme")
    func variables() throws {
        let both = ["HTTP_PROXY": "u", "http_proxy": "l", "HTTPS_PROXY": "s"]
        #expect(try proxy("http://a.example", both) == "http://l:80")
        #expect(try proxy("https://a.example", both) == "http://s:80")
        #expect(try proxy("https://a.example", ["HTTP_PROXY": "u"]) == nil)
        #expect(try proxy("https://a.example", ["HTTP_PROXY": "u", "ALL_PROXY": "a"]) == "http://a:80")
        #expect(try proxy("http://a.example", [:]) == nil)
    }

    @Test("are disabled by an empty lower-case variable, but not by an empty upper-case one")
    func empty() throws {
        #expect(try proxy("https://a.example", ["HTTPS_PROXY": "s", "https_proxy": ""]) == nil)
        #expect(try proxy("https://a.example", ["https_proxy": "", "ALL_PROXY": "a"]) == nil)
        #expect(try proxy("https://a.example", ["HTTPS_PROXY": "", "ALL_PROXY": "a"]) == "http://a:80")
        #expect(try proxy("https://a.example", ["all_proxy": "", "ALL_PROXY": "a"]) == nil)
        #expect(try exceptions(["NO_PROXY": "x", "no_proxy": ""]) == "")
        #expect(try exceptions(["NO_PROXY": "x", "no_proxy": "y"]) == "y")
        #expect(try exceptions(["NO_PROXY": "x"]) == "x")
    }

    private func exceptions(_ environment: [String: String], _ url: String = "https://a.example") throws -> String {
        ProxySettings(environment: environment).exceptions(for: try #require(RequestURL(url)))
    }

    @Test("are bypassed for a host with a port only if the request is to that port")
    func ports() throws {
        let environment = ["no_proxy": "a.example:8443, .b.example:443 c,[::1]:8443,[::2],::3,10.0.0.0/8"]
        #expect(try exceptions(environment, "https://a.example:8443") == "a.example,c,::1,::2,::3,10.0.0.0/8")
        #expect(try exceptions(environment) == ".b.example,c,::2,::3,10.0.0.0/8")
    }

    @Test("on another machine get no plain http request to this machine")
    func staysHere() throws {
        let elsewhere = ["ALL_PROXY": "http://proxy.example"]
        for host in ["localhost:1", "x.localhost", "127.0.0.1", "[::1]:9"] {
            #expect(try proxy("http://\(host)", elsewhere) == nil)
            #expect(try proxy("https://\(host)", elsewhere) == "http://proxy.example:80")
            #expect(try proxy("http://\(host)", ["ALL_PROXY": "http://localhost:8"]) == "http://localhost:8")
        }
        #expect(try proxy("http://a.example", elsewhere) == "http://proxy.example:80")
    }

    @Test("are not taken from a header that a CGI server made a variable of")
    func cgi() throws {
        let cgi = ["HTTP_PROXY": "evil.example", "REQUEST_METHOD": "GET"]
        #expect(try proxy("http://a.example", cgi) == nil)
        #expect(try proxy("http://a.example", cgi.merging(["http_proxy": "l"]) { $1 }) == "http://l:80")
    }

    @Test("get a plain http request completely")
    func absoluteForm() async throws {
        try await withLoopbackServer { proxy in
            let transport = transport(["HTTP_PROXY": "http://127.0.0.1:\(proxy.port)"])
            let response = try await transport.send(HTTPRequest(method: "GET", url: "http://counter.invalid/a?b"))
            #expect(response.status == 200)
            #expect(proxy.requests.map(\.line) == ["GET http://counter.invalid/a?b HTTP/1.1"])
        }
    }

    @Test("are asked for a tunnel for TLS, and do not see the request's own headers")
    func tunnel() async throws {
        try await withLoopbackServer({ _ in .answer(403) }) { proxy in
            let transport = transport(["HTTPS_PROXY": "http://127.0.0.1:\(proxy.port)"])
            let request = HTTPRequest(
                method: "GET", url: "https://counter.invalid/a", headers: [("Authorization", "secret")])
            let error = try await transportError { _ = try await transport.send(request) }
            #expect(error.host == "counter.invalid")
            let seen = try #require(proxy.requests.first)
            #expect(seen.line == "CONNECT counter.invalid:443 HTTP/1.1")
            #expect(seen.header("authorization") == nil)
        }
    }

    @Test("are bypassed for hosts that NO_PROXY names")
    func except() async throws {
        try await withLoopbackServer { proxy in
            let environment = ["HTTP_PROXY": "http://127.0.0.1:\(proxy.port)", "NO_PROXY": "x.example,.invalid:80"]
            #expect(try await error(environment, "http://\(unresolvableHost)/").code == 6)
            #expect(proxy.requests.isEmpty)
            let server = try LoopbackServer()
            defer { server.end() }
            let here = environment.merging(["NO_PROXY": "[::1],127.0.0.1:\(server.port)"]) { $1 }
            _ = try await transport(here).send(HTTPRequest(method: "GET", url: server.url("/")))
            #expect(server.requests.count == 1 && proxy.requests.isEmpty)
        }
    }
}
