import Testing

@testable import AWSSigning

@Suite("A canonical request")
struct CanonicalRequestTests {
    @Test(
        "normalises the path and encodes it once more",
        arguments: [
            ("", "/"), ("/", "/"), ("//", "/"), ("/..", "/"), ("/../..", "/"), ("/./", "/"), ("/a/..", "/"),
            ("/a/../b", "/b"), ("/a//b/", "/a/b/"), ("/a/.", "/a"), ("/a/./", "/a/"), ("a", "/a"),
            ("/a%3Ab", "/a%253Ab"), ("/%24LATEST", "/%2524LATEST"), ("/a b", "/a%20b"), ("/...", "/..."),
            ("/e\u{301}", "/e%CC%81"), ("/\u{301}/", "/%CC%81/"), ("/~-._", "/~-._"),
        ])
    func path(_ path: String, _ expected: String) {
        #expect(CanonicalRequest.path(path) == expected)
    }

    @Test(
        "encodes and sorts the query",
        arguments: [
            ("", ""), ("x", "x="), ("x=", "x="), ("=x", "=x"), ("b=1&a=2", "a=2&b=1"), ("a=2&a=1", "a=1&a=2"),
            ("a-b=1&a=1", "a=1&a-b=1"), ("a=1=2", "a=1%3D2"), ("a=%7e", "a=~"), ("a=%2f", "a=%2F"), ("a=/", "a=%2F"),
            ("a=+", "a=%2B"), ("a=%20", "a=%20"), ("a=%zz", "a=%25zz"), ("&&a=1&", "a=1"), ("A=1&a=1", "A=1&a=1"),
            ("a1=1&a=%EF%BF%BF", "a=%EF%BF%BF&a1=1"),
        ])
    func query(_ query: String, _ expected: String) {
        #expect(CanonicalRequest.query(query) == expected)
    }

    private func headers(_ headers: [(name: String, value: String)]) -> [String] {
        CanonicalRequest.headers(headers).map { "\($0.name):\($0.value)" }
    }

    @Test("joins repeated headers in the given order and collapses white space")
    func headerValues() {
        #expect(
            headers([("B", "  x  \t y "), ("a", "2"), ("A", "1"), ("c", ""), ("d", "   ")])
                == ["a:2,1", "b:x y", "c:", "d:"])
    }

    @Test("sorts header names by their bytes, even if one is a prefix of another")
    func headerOrder() {
        #expect(headers([("x-a-b", "1"), ("x-a", "2"), ("x-a1", "3")]) == ["x-a:2", "x-a-b:1", "x-a1:3"])
    }

    @Test(
        "omits headers that may change on the way",
        arguments: [
            "Connection", "Expect", "Keep-Alive", "Proxy-Authorization", "Proxy-Anything", "TE", "Trailer",
            "Transfer-Encoding", "Upgrade", "User-Agent", "X-Amzn-Trace-Id", "traceparent", "tracestate", "baggage",
            "Authorization",
        ])
    func unsigned(_ name: String) {
        #expect(headers([(name, "x"), ("host", "h")]) == ["host:h"])
    }

    @Test("signs everything else", arguments: ["content-type", "content-length", "x-amz-anything", "accept", "proxy"])
    func signed(_ name: String) {
        #expect(headers([(name, "x")]) == ["\(name):x"])
    }

    @Test("hashes the exact bytes of the body")
    func body() {
        let request = SignableRequest(method: "PUT", path: "/", headers: [("host", "h")], body: [0, 255, 10])
        let canonical = CanonicalRequest(request)
        let hash = "712450d3c4a79eea9509e75dc1dacdeff58034df538536cfae2da882bd8a0c50"
        #expect(canonical.text == "PUT\n/\n\nhost:h\n\nhost\n\(hash)")
        #expect(canonical.signedHeaders == "host")
    }
}
