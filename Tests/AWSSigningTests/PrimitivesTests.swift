import Testing

@testable import AWSSigning

@Suite("A hash")
struct HashTests {
    @Test(
        "is SHA-256 as in FIPS 180",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
        ])
    func sha256(_ text: String, _ expected: String) {
        #expect(SHA256.hex(of: Array(text.utf8)) == expected)
    }

    @Test("takes a million bytes")
    func million() {
        #expect(
            SHA256.hex(of: [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000))
                == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    }

    @Test("is HMAC as in RFC 4231, for short, long and empty keys")
    func hmac() {
        #expect(
            hexadecimal(HMACSHA256.code(of: Array("what do ya want for nothing?".utf8), key: Array("Jefe".utf8)))
                == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
        #expect(
            hexadecimal(
                HMACSHA256.code(
                    of: Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
                    key: [UInt8](repeating: 0xAA, count: 131)))
                == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")
        #expect(
            hexadecimal(HMACSHA256.code(of: [], key: []))
                == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad")
    }

    @Test("is written in lower case, with leading zeros")
    func hex() {
        #expect(hexadecimal([0, 15, 16, 255]) == "000f10ff")
        #expect(hexadecimal([]) == "")
    }
}

@Suite("Percent-encoding")
struct PercentEncodingTests {
    @Test(
        "leaves the unreserved characters alone and encodes all others",
        arguments: [
            ("", ""), ("AZaz09-._~", "AZaz09-._~"), (" ", "%20"), ("+", "%2B"), ("/", "%2F"), ("%", "%25"),
            ("é", "%C3%A9"), ("😀", "%F0%9F%98%80"), ("a\u{7F}b", "a%7Fb"), ("\r\n", "%0D%0A"),
        ])
    func encoded(_ text: String, _ expected: String) {
        #expect(PercentEncoding.encoded(text) == expected)
        #expect(PercentEncoding.decoded(expected) == Array(text.utf8))
    }

    @Test("keeps the slashes of a path")
    func path() {
        #expect(PercentEncoding.encodedPath("/a b/c:d") == "/a%20b/c%3Ad")
    }

    @Test("encodes every byte so that decoding gives it back")
    func everyByte() {
        let bytes = Array(UInt8.min...UInt8.max)
        #expect(PercentEncoding.decoded(PercentEncoding.encoded(bytes, keepingSlashes: false)) == bytes)
    }

    @Test("decodes either case, and leaves a plus sign a plus sign")
    func decoded() {
        #expect(PercentEncoding.decoded("%c3%A9+") == [0xC3, 0xA9, 0x2B])
    }

    @Test("rejects a broken escape", arguments: ["%", "%4", "%zz", "%4g", "a%", "%%41", "% 41", "%+1"])
    func broken(_ text: String) {
        #expect(PercentEncoding.decoded(text) == nil)
    }
}

@Suite("A signing time")
struct SigningTimeTests {
    @Test(
        "is written in UTC",
        arguments: [
            (0, "19700101T000000Z"), (-1, "19691231T235959Z"), (1_440_938_160, "20150830T123600Z"),
            (951_782_399, "20000228T235959Z"), (951_782_400, "20000229T000000Z"), (951_868_800, "20000301T000000Z"),
            (4_107_542_399, "21000228T235959Z"), (4_107_542_400, "21000301T000000Z"),
            (1_735_689_599, "20241231T235959Z"),
            (-62_135_596_800, "00010101T000000Z"), (253_402_300_799, "99991231T235959Z"),
        ])
    func amzDate(_ seconds: Int64, _ expected: String) {
        let time = SigningTime(unixSeconds: seconds)
        #expect(time.amzDate == expected)
        #expect(time.date == String(expected.prefix(8)))
        #expect(time.unixSeconds == seconds)
    }

    @Test("stays within the years 1 to 9999")
    func extremes() {
        #expect(SigningTime(unixSeconds: .max).amzDate == "99991231T235959Z")
        #expect(SigningTime(unixSeconds: .min).amzDate == "00010101T000000Z")
    }
}
