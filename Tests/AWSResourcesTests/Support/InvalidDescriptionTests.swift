import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer

@Suite("A description that AWS would refuse")
struct InvalidDescriptionTests {
    let id = ResourceID(kind: "table", name: "a b")

    @Test("names the resource, the property, the value, and what is allowed")
    func sentence() {
        let error = InvalidDescription(id, property: "name", value: "a b", allowed: "3 to 255 of letters")
        #expect("\(error)" == "table a b: name is \"a b\"; name must be 3 to 255 of letters")
    }

    @Test(
        "is found by the length and the characters of a text",
        arguments: [
            ("abc", true), ("A_1.-", true), ("ab", false), ("abcdef", false), ("a b", false), ("a/b", false),
            ("ab\u{e9}", false), ("ab\u{0663}", false), ("", false), ("ab\n", false), ("ab\0", false),
        ])
    func text(_ text: String, isAllowed: Bool) {
        #expect(TextRule(3...5, lettersDigitsAnd: "_.-").allows(text) == isAllowed)
    }

    @Test("names the rule in words")
    func words() {
        #expect(TextRule(3...5, lettersDigitsAnd: "_.-").description == "3 to 5 of letters, digits, _ . -")
    }

    @Test(
        "is found by its tags",
        arguments: [
            (["": "x"], false), ([String(repeating: "k", count: 129): "x"], false),
            ([String(repeating: "k", count: 128): String(repeating: "v", count: 256)], true),
            (["k": String(repeating: "v", count: 257)], false),
            // Two letters each: one character in Swift, two in AWS.
            (["k": String(repeating: "\u{1100}\u{1161}", count: 129)], false), (["k": ""], true),
            (["aws:k": "v"], false),
            (["AWS:k": "v"], false), (["k": "a;b"], false), (["Größe 1": "a_b.c:d/e=f+g-h@i"], true),
            (Dictionary(uniqueKeysWithValues: (0..<47).map { ("k\($0)", "v") }), true),
            (Dictionary(uniqueKeysWithValues: (0..<48).map { ("k\($0)", "v") }), false),
        ])
    func tags(_ tags: [String: String], areAllowed: Bool) {
        var errors = DescriptionErrors(of: id)
        errors.check(tags: tags, of: Owner(stack: "s", stage: "t"))
        #expect(errors.all.isEmpty == areAllowed)
    }

    @Test("of a log group is never reported for an allowed number of days")
    func retentions() throws {
        let context = try AWS.silent()
        for days in LogRetention.allowedDays {
            #expect(LogGroup("lines", retention: .days(days)).errors(in: context).isEmpty)
        }
    }
}
