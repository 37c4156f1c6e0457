import Testing

@testable import AWSClient

@Suite("A request's URL")
struct RequestURLTests {
    @Test(
        "names the host that libcurl connects to, however it is written",
        arguments: [
            ("http://LOCALHOST:8000/a%2Fb/../c", "localhost:8000", true), ("https://127.1", "127.0.0.1", true),
            ("https://0x7f000001:443/", "127.0.0.1", true), ("http://[::1]:80", "[::1]", true),
            ("https://x.example", "x.example", false), ("http://a.localhost", "a.localhost", true),
            ("https://127.0.0.1.example", "127.0.0.1.example", false),
        ])
    func host(_ url: String, _ authority: String, _ isOnThisMachine: Bool) throws {
        let parts = try #require(RequestURL(url))
        #expect(parts.authority == authority)
        #expect(parts.isOnThisMachine == isOnThisMachine)
    }

    @Test("keeps its path as it is written")
    func path() throws {
        #expect(try #require(RequestURL("http://h/a%2Fb/../c//d/?q#f")).path == "/a%2Fb/../c//d/")
        #expect(try #require(RequestURL("http://h")).path == "/")
    }

    @Test(
        "is none with another scheme, with a user, without a host, or with a host that would be written differently",
        arguments: [
            "", "h", "http:/h/", "http:///h", "https://h/\u{e9}", "https://h/a b", "ftp://h/", "http://", "http://u@h/",
            "http://u:p@h/", "http://:p@h", "http://h:0/",
            "http://h:65536",
            "http://h:x", "http://[fe80::1%25eth0]/", "http://h h/", "http://h\u{0}x/", "http://é.example/",
            "http://[::1",
        ])
    func refused(_ url: String) {
        #expect(RequestURL(url) == nil)
        #expect(!RequestURL.hostForErrors(url).contains("u:p"))
    }
}
