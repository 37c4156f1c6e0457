import Foundation
import Testing

@testable import AWSClient

@Suite("Proxies")
struct ProxyTests {
    private func proxy(_ url: String, _ environment: [String: String]) throws -> String? {
        ProxySettings(environment: environment).proxy(for: try #require(RequestURL(url)))
    }

    @Test(
        "shows no user and password in an error of libcurl's",
        arguments: [
            "http://user:hush@[bad", "user:hush@[bad", "http://a@b:hush@[bad", "gopher://user:hush@proxy.example",
            "http://user:hush@\u{301}[bad",
        ])
    func password(proxy: String) {
        let settings = ProxySettings(environment: ["http_proxy": proxy])
        let shown = settings.hidingPasswords(in: "Unsupported proxy syntax in '\(proxy)'")
        #expect(!shown.contains("hush"))
        #expect(shown.utf8.contains("[redacted]@".utf8))
    }

    @Test("are taken from variables in both cases, the lower one first, for each scheme its own")
    func variables() throws {
        let both = ["HTTP_PROXY": "U", "http_proxy": "l", "HTTPS_PROXY": "S", "https_proxy": ""]
        #expect(try proxy("http://a.example", both) == "l")
        #expect(try proxy("https://a.example", both) == "S")
        #expect(try proxy("https://a.example", ["HTTP_PROXY": "U"]) == nil)
        #expect(try proxy("https://a.example", ["HTTP_PROXY": "U", "ALL_PROXY": "A"]) == "A")
        #expect(try proxy("http://a.example", [:]) == nil)
        #expect(ProxySettings(environment: ["NO_PROXY": "x", "no_proxy": "y"]).except == "y")
        #expect(ProxySettings(environment: ["NO_PROXY": "x"]).except == "x")
    }

    @Test("are not taken from a header that a CGI server made a variable of")
    func cgi() throws {
        let cgi = ["HTTP_PROXY": "evil", "REQUEST_METHOD": "GET"]
        #expect(try proxy("http://a.example", cgi) == nil)
        #expect(try proxy("http://a.example", cgi.merging(["http_proxy": "l"]) { $1 }) == "l")
    }

    @Test(
        "are asked for this machine too, which NO_PROXY can except",
        arguments: [
            "http://localhost:1", "http://x.localhost", "http://127.0.0.1", "http://[::1]:9",
        ])
    func thisMachine(url: String) throws {
        #expect(try proxy(url, ["ALL_PROXY": "A"]) == "A")
    }

    @Test("get a plain request whole")
    func absoluteForm() async throws {
        try await withLoopbackServer { proxy in
            let transport = CurlTransport(
                CurlConfiguration(environment: ["HTTP_PROXY": "http://127.0.0.1:\(proxy.port)"]))
            let response = try await transport.send(HTTPRequest(method: "GET", url: "http://counter.invalid/a?b"))
            #expect(response.status == 200)
            #expect(proxy.requests.map(\.line) == ["GET http://counter.invalid/a?b HTTP/1.1"])
        }
    }

    @Test("are asked for a tunnel for TLS, and see nothing of the request's own headers")
    func tunnel() async throws {
        try await withLoopbackServer({ _ in .answer(403) }) { proxy in
            let transport = CurlTransport(
                CurlConfiguration(environment: ["HTTPS_PROXY": "http://127.0.0.1:\(proxy.port)"]))
            let request = HTTPRequest(
                method: "GET", url: "https://counter.invalid/a", headers: [("Authorization", "secret")])
            let error = try await transportError { _ = try await transport.send(request) }
            #expect(error.host == "counter.invalid")
            let seen = try #require(proxy.requests.first)
            #expect(seen.line == "CONNECT counter.invalid:443 HTTP/1.1")
            #expect(seen.header("authorization") == nil)
        }
    }

    @Test("are passed by for hosts that NO_PROXY names")
    func except() async throws {
        try await withLoopbackServer { proxy in
            let environment = ["HTTP_PROXY": "http://127.0.0.1:\(proxy.port)", "NO_PROXY": "x.example,.invalid"]
            let transport = CurlTransport(CurlConfiguration(environment: environment))
            let request = HTTPRequest(method: "GET", url: "http://\(unresolvableHost)/")
            let error = try await transportError { _ = try await transport.send(request) }
            #expect(error.code == 6)
            #expect(proxy.requests.isEmpty)
        }
    }

    @Test("that cannot be reached are an error without their password")
    func unreachable() async throws {
        let port = try await withLoopbackServer { $0.port }
        let transport = CurlTransport(
            CurlConfiguration(environment: ["HTTP_PROXY": "http://ann:hush@127.0.0.1:\(port)"]))
        let request = HTTPRequest(method: "GET", url: "http://counter.invalid/")
        let error = try await transportError { _ = try await transport.send(request) }
        #expect(!error.mayHaveArrived)
        #expect(!"\(error)".contains("hush"))
    }
}
