import Testing

@testable import FunctionRuntime

@Suite("A host name")
struct HostNameTests {
    @Test(
        "is recognised as this machine",
        arguments: ["localhost", "a.localhost", "a.b.localhost", "127.0.0.1", "127.255.0.9", "::1", "0:0:0:0:0:0:0:1"])
    func thisMachine(_ host: String) {
        #expect(HostName.isThisMachine(host))
    }

    @Test(
        "is not taken for this machine",
        arguments: [
            "", "localhost.", "localhost.example.com", "xlocalhost", "127.1", "127.0.0.1.example.com", "128.0.0.1",
            "0.0.0.0",
            "::", "::2", "::ffff:127.0.0.1", "10.0.0.1", "example.com", "0177.0.0.1", "2130706433",
        ])
    func otherMachine(_ host: String) {
        #expect(!HostName.isThisMachine(host))
    }

    @Test("is distinguished from an address")
    func addresses() {
        #expect(HostName.isAddress("10.0.0.1"))
        #expect(HostName.isAddress("2001:db8::1"))
        #expect(!HostName.isAddress("10.0.0"))
        #expect(!HostName.isAddress("example.com"))
    }
}
