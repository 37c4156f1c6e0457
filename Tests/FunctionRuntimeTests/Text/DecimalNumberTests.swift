import Testing

@testable import FunctionRuntime

@Suite("A number of DynamoDB")
struct DecimalNumberTests {
    @Test(
        "is an integer in any notation",
        arguments: [
            ("0", 0), ("43", 43), ("007", 7), ("-5", -5), ("-0", 0), ("43.0", 43), ("43.000", 43), ("1E+3", 1000),
            ("1e3", 1000), ("4.3E+1", 43), ("4300E-2", 43), ("0E+100", 0), ("0.00", 0), ("9223372036854775807", .max),
            ("-9223372036854775808", .min), ("9.223372036854775807E+18", .max), ("0.5E1", 5), ("0.05E+2", 5),
        ])
    func whole(_ text: String, _ expected: Int) {
        #expect(DecimalNumber.integer(text) == expected)
    }

    @Test(
        "is rejected if it would have to be rounded or is malformed",
        arguments: [
            "", "-", "+1", "a", "1a", ".", ".5", "5.", "1.5", "1E-1", "0.5", "1E", "1E+", "E5", "1E5E5", "1.2.3", "--1",
            "9223372036854775808", "-9223372036854775809", "1E+19", "9.99E+125", "1E-130", "1E+999999999999999999999",
            "1E-999999999999999999999", " 1", "1 ", "٣", "0x10", "1_000", "NaN", "Infinity",
            "99999999999999999999999999999999999999",
        ])
    func noInteger(_ text: String) {
        #expect(DecimalNumber.integer(text) == nil)
    }
}
