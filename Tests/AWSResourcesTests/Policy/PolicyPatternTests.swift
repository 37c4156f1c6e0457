import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer

@Suite("A pattern in a policy")
struct PolicyPatternTests {
    @Test(
        "matches an ARN as in IAM",
        arguments: [
            ("a:b", "a:b", true), ("a:b", "a:bc", false), ("a:*", "a:b:c", true), ("a:*", "b:a:", false),
            ("a-*:x", "a-1:x", true), ("a-*:x", "a-1:y", false), ("a*b*c", "a1b2c", true), ("a*b*c", "ac", false),
            ("ab*b", "ab", false), ("*", "", true), ("a?c", "abc", true), ("a?c", "ac", false), ("a?c", "abbc", false),
            ("?*", "", false), ("?*", "a", true), ("**", "x", true), ("a:${aws:PrincipalAccount}:c", "a:1:c", true),
            ("a${b", "a${b", true), ("", "", true), ("", "a", false), ("A", "a", false),
        ])
    func covers(_ pattern: String, _ arn: String, _ covers: Bool) {
        #expect(PolicyPattern(pattern).covers(arn) == covers)
    }

    @Test(
        "matches a common text with another pattern, or none",
        arguments: [
            ("f:*", "f:live", true), ("f:li*", "f:*", true), ("f:li?e", "f:*", true), ("*:live", "f:*", true),
            ("f", "f:*", false), ("g:*", "f:*", false), ("f*", "f:*", true), ("*", "f:*", true), ("a*b", "*c", false),
            ("a*", "*b", true), ("a?", "?b", true), ("a?", "b?", false),
        ])
    func overlaps(_ one: String, _ other: String, _ overlaps: Bool) {
        #expect(PolicyPattern(one).overlaps(PolicyPattern(other)) == overlaps)
        #expect(PolicyPattern(other).overlaps(PolicyPattern(one)) == overlaps)
    }

    @Test("with many stars is matched against a long text quickly", .timeLimit(.minutes(1)))
    func long() {
        let pattern = String(repeating: "a*", count: 500) + "b"
        #expect(!PolicyPattern(pattern).covers(String(repeating: "a", count: 2_000)))
    }

    @Test("is parsed in linear time", .timeLimit(.minutes(1)))
    func unclosed() {
        let open = String(repeating: "${", count: 100_000)
        #expect(PolicyPattern(open).isPlain)
        #expect(!PolicyPattern(open + "}").isPlain)
        #expect(PolicyPattern("}${").isPlain && PolicyPattern("a${b}${").covers("ax${"))
    }
}
