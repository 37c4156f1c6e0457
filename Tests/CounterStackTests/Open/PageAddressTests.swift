import Testing

@testable import CounterStack

@Suite("The page's address")
struct PageAddressTests {
    private func address(_ allowed: [String], _ port: UInt16? = nil) -> String {
        let address = PageAddress(allowed: allowed, port: port)
        return "\(address.url) at \(address.port)" + (address.isAllowed ? "" : ", blocked")
    }

    @Test("is the first allowed origin that is this machine")
    func first() {
        #expect(address(["http://localhost:8080"]) == "http://localhost:8080/ at 8080")
        #expect(
            address(["https://a.example", "http://127.0.0.1:3000", "http://localhost:1"])
                == "http://127.0.0.1:3000/ at 3000")
        #expect(address(["http://[::1]:5000"]) == "http://[::1]:5000/ at 5000")
        #expect(address(["http://my.localhost:5000"]) == "http://my.localhost:5000/ at 5000")
        #expect(address(["http://localhost"]) == "http://localhost/ at 80")
    }

    @Test("has the requested port, whether its origin is allowed or not")
    func port() {
        let allowed = ["http://localhost:8080", "http://127.0.0.1:3000"]
        #expect(address(allowed, 3000) == "http://127.0.0.1:3000/ at 3000")
        #expect(address(allowed, 3001) == "http://localhost:3001/ at 3001, blocked")
        #expect(address(allowed, 80) == "http://localhost/ at 80, blocked")
    }

    @Test("is the usual one, and blocked, if no origin of this machine is allowed")
    func none() {
        for origin in [
            "https://www.example.com", "https://localhost:8080", "http://localhost.example:8080",
            "http://10.0.0.1:8080",
            "http://localhost:0", "http://localhost:99999", "http://", "nonsense", "",
        ] {
            #expect(address([origin]) == "http://localhost:8080/ at 8080, blocked", "\(origin)")
        }
        #expect(address([]) == "http://localhost:8080/ at 8080, blocked")
    }

    @Test(
        "is never an origin at AWS that a browser reads differently",
        arguments: [
            #"http://evil.example\@localhost:8080"#, "http://evil.example@localhost:8080",
            "http://a:b@localhost:8080", #"http://evil.example\.localhost:8080"#, "http://evil.example#.localhost:8080",
            "http://evil.example?.localhost", "http://evil.example/.localhost", "http://localhost:8080/evil",
            "http://localhost:08080", "http://localhost:+80", "http://localhost:8080:1", "http://localhost:80",
            "http://localhost:", "HTTP://localhost:8080", "http://LOCALHOST:8080", "http://[::1]:8080/",
            "http://[::1]x",
            "http://localhost:8080\u{301}", "http://localhost%2f.evil.localhost:8080", "http://\u{200B}localhost:8080",
            "javascript:alert(1)//localhost", "http://localhost\n:8080", " http://localhost:8080",
        ])
    func hostile(origin: String) {
        #expect(address([origin]) == "http://localhost:8080/ at 8080, blocked")
        #expect(address([origin, "http://127.0.0.1:7"]) == "http://127.0.0.1:7/ at 7")
    }

    @Test("is always allowed if every origin is")
    func any() {
        #expect(address(["*"]) == "http://localhost:8080/ at 8080")
        #expect(address(["*"], 9) == "http://localhost:9/ at 9")
        #expect(address(["*", "http://127.0.0.1:7"]) == "http://127.0.0.1:7/ at 7")
    }

    @Test("names the port that the system chose")
    func chosen() {
        #expect(PageAddress(allowed: ["*"], port: 0).at(4_000).url == "http://localhost:4000/")
        #expect(PageAddress(allowed: ["http://127.0.0.1:7"], port: nil).at(7).url == "http://127.0.0.1:7/")
    }
}
