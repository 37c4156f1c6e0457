import Testing

@testable import CounterStack

@Suite("The page as it is served")
struct DemoSiteTests {
    static let url = "http://abc.lambda-url.us-east-1.localhost:4566/"

    private let package: WebPackage
    private let site: DemoSite

    init() throws {
        package = try WebPackage(["index.html": "{{url}} and {{url}}, {{other}}", "page.js": "'{{url}}'"])
        site = try #require(DemoSite(folder: PageFolder(path: package.path + "/web"), url: Self.url))
    }

    private func get(_ path: String, host: String = "localhost:8080") -> Response {
        site.answer(to: Request(method: "GET", path: path, host: host))
    }

    private func text(_ response: Response) -> String { String(decoding: response.body, as: UTF8.self) }

    private func header(_ name: String, _ response: Response) -> String? {
        let values = response.headers.filter { $0.name == name }.map(\.value)
        return values.count == 1 ? values[0] : nil
    }

    @Test("has the URL at each of its places, only in pages")
    func filled() {
        #expect(text(get("/")) == "\(Self.url) and \(Self.url), {{other}}")
        #expect(get("/index.html") == get("/"))
        #expect(header("Content-Type", get("/")) == "text/html; charset=utf-8")
        #expect(text(get("/page.js")) == "'{{url}}'")
    }

    @Test("treats no part of a URL as markup")
    func escaped() throws {
        let site = try #require(
            DemoSite(folder: PageFolder(path: package.path + "/web"), url: #"https://a.example/?a=1&b='"#))
        let response = site.answer(to: Request(method: "GET", path: "/", host: "localhost"))
        #expect(text(response).hasPrefix("https://a.example/?a=1&amp;b=&#39; and "))
    }

    @Test("has strict headers on every answer", arguments: ["/", "/page.js", "/none", "/../Package.swift"])
    func headers(_ path: String) {
        let response = get(path)
        #expect(
            header("Content-Security-Policy", response)
                == "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
                + "connect-src http://abc.lambda-url.us-east-1.localhost:4566")
        #expect(header("X-Content-Type-Options", response) == "nosniff")
        #expect(header("Cache-Control", response) == "no-store")
        #expect(response.status == (path == "/" || path == "/page.js" ? 200 : 404))
    }

    @Test(
        "answers under every name that always means this machine",
        arguments: [
            "localhost", "localhost:8080", "LOCALHOST:1", "127.0.0.1", "127.0.0.1:65535", "[::1]", "[::1]:80",
            "a.localhost:3000",
        ])
    func ownNames(_ host: String) { #expect(get("/", host: host).status == 200) }

    @Test(
        "answers under no name that someone else could point here",
        arguments: [
            "", "example.com", "example.com:8080", "localhost.example.com", "notlocalhost", "127.0.0.1.example",
            "127.0.0.2",
            "localhost:", "localhost:x", "localhost:80:80", "localhost:99999", "[::1]x", "[::1]:x", "[::2]", "::1",
            "user@localhost", "localhost/", "0.0.0.0", "localhost.",
        ])
    func otherNames(_ host: String) {
        let response = get("/", host: host)
        #expect(response.status == 421)
        #expect(!text(response).contains("lambda-url"))
    }

    @Test(
        "is not made for a URL that could add to the policy",
        arguments: [
            "", "abc", "ftp://a/", "https://", "https://a;script-src */", "https://a b/", "https://*/",
            "javascript:alert(1)",
            "https://[::1]/", "https://a,b/",
        ])
    func unusable(_ url: String) {
        let site = DemoSite(folder: PageFolder(path: package.path + "/web"), url: url)
        #expect(site.map { _ in url } == nil)
    }
}
