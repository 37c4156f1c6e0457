import AWSSigning
import Testing

@testable import AWSClient

@Suite("Percent-encoding")
struct RequestEncodingTests {
    @Test(
        "leaves letters, digits and -_.~ alone and encodes every other byte",
        arguments: [
            ("AZaz09-_.~", "AZaz09-_.~"), ("a b", "a%20b"), ("a+b", "a%2Bb"), ("/:$*", "%2F%3A%24%2A"),
            ("é", "%C3%A9"), ("%20", "%2520"), ("", ""), ("\n\u{0}", "%0A%00"),
        ])
    func values(text: String, encoded: String) {
        #expect(PercentEncoding.encoded(text) == encoded)
    }

    @Test("keeps the order of pairs, and repeated ones")
    func pairs() {
        #expect(RequestEncoding.encode([("b", "1"), ("a", "&="), ("b", "")]) == "b=1&a=%26%3D&b=")
    }

    @Test("fills a path's parameters, each as one segment")
    func fill() {
        #expect(
            RequestEncoding.fill("/f/{Name}/a/{Alias}", with: ["Name": "x/../y", "Alias": "$L"])
                == "/f/x%2F..%2Fy/a/%24L")
        #expect(RequestEncoding.fill("/f", with: [:]) == "/f")
        #expect(RequestEncoding.fill("/f/{Name}", with: ["name": "x"]) == nil)
        #expect(RequestEncoding.fill("/f/{Name}", with: ["Name": ""]) == nil)
        #expect(
            RequestEncoding.fill("/f/{Name}", with: ["Name": "{Name}%2F?a=b#c"]) == "/f/%7BName%7D%252F%3Fa%3Db%23c")
        #expect(RequestEncoding.fill("/f/{Name", with: [:]) == "/f/{Name")
    }

    @Test(
        "rejects a dot segment, which would make another operation", arguments: [".", ".."])
    func dots(value: String) {
        #expect(RequestEncoding.fill("/functions/{Name}/policy/{Id}", with: ["Name": "f", "Id": value]) == nil)
        #expect(RequestEncoding.fill("/f/{Name}", with: ["Name": value + "."]) != "/f/" + value)
    }
}
