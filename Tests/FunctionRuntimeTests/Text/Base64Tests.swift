import Foundation
import Testing

@testable import FunctionRuntime

@Suite("Base64")
struct Base64Tests {
    @Test("is encoded and decoded, whatever the bytes and their number", arguments: 0..<12)
    func bytes(_ count: Int) {
        for first in stride(from: 0, through: 255, by: 5) {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: first + 77 * $0) }
            let text = Data(bytes).base64EncodedString()
            #expect(Base64.encoded(bytes) == text)
            #expect(Base64.decoded(text) == bytes)
        }
    }

    @Test(
        "is rejected if it is incomplete, has another character or bits behind its end",
        arguments: [
            "A", "AA", "AAA", "AAAAA", "=", "====", "A===", "AA=A", "=AAA", "AAAA====", "AA-A", "AA_A", "AA A", "AAA\n",
            "AB==", "AAB=", "é",
        ])
    func malformed(_ text: String) {
        #expect(Base64.decoded(text) == nil)
    }
}
