/// DynamoDB's numbers: decimal text with up to 38 digits; large ones have an exponent.
///
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html>
public enum DecimalNumber {
    /// The integer in `text`, such as `43`, `43.0` or `4.3E+1`; nil for any other text and if it does not fit an `Int`.
    public static func integer(_ text: String) -> Int? {
        let isNegative = text.utf8.first == UInt8(ascii: "-")
        let parts = split(isNegative ? text.utf8.dropFirst() : text.utf8[...], at: { $0 == 69 || $0 == 101 })
        let mantissa = split(parts.front, at: { $0 == UInt8(ascii: ".") })
        let whole = Array(mantissa.front)
        let fraction = Array(mantissa.back ?? Substring().utf8[...])
        let exponentText = parts.back.map { Substring($0) } ?? "0"
        guard !whole.isEmpty, whole.count + fraction.count <= 200, (whole + fraction).allSatisfy(\.isDigit),
            mantissa.back == nil || !fraction.isEmpty, let exponent = Int(exponentText), (-200...200).contains(exponent)
        else { return nil }
        // The digits before the decimal point, after the exponent moved it; all digits after it must be zero.
        let digits = (whole + fraction).map { Int($0 - 48) }
        let wholeCount = whole.count + exponent
        guard digits.dropFirst(max(0, wholeCount)).allSatisfy({ $0 == 0 }) else { return nil }
        var result = 0
        for index in 0..<max(0, wholeCount) {
            let digit = index < digits.count ? digits[index] : 0
            let (tenfold, overflow) = result.multipliedReportingOverflow(by: 10)
            let (sum, overflowToo) = tenfold.subtractingReportingOverflow(digit)
            guard !overflow, !overflowToo else { return nil }
            result = sum
        }
        // The sum is negative, since an Int reaches one further below zero.
        if isNegative { return result }
        return result == Int.min ? nil : -result
    }

    /// The text before and after the first separator.
    private static func split(
        _ text: Substring.UTF8View, at isSeparator: (UInt8) -> Bool
    ) -> (front: Substring.UTF8View, back: Substring.UTF8View?) {
        guard let index = text.firstIndex(where: isSeparator) else { return (text, nil) }
        return (text[..<index], text[text.index(after: index)...])
    }
}
