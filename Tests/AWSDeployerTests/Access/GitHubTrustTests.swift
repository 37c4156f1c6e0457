import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer
@testable import DeployerCLI

@Suite("The trust of a GitHub repository")
struct GitHubTrustTests {
    static let main = "ref:refs/heads/main"

    @Test(
        "names the requested runs, or else the default ones",
        arguments: [
            ("github:o/r", main), ("github:o/r:pull_request", "pull_request"),
            ("github:o/r:ref:refs/heads/release/1.x", "ref:refs/heads/release/1.x"),
            ("github:o/r:ref:refs/tags/v1.0", "ref:refs/tags/v1.0"),
            ("github:o/r:environment:prod-eu", "environment:prod-eu"),
        ])
    func runs(_ text: String, _ runs: String) throws {
        let trust = try GitHubTrust(text, otherwise: Self.main)
        #expect(trust.repository == "o/r" && trust.runs == runs)
    }

    @Test(
        "refuses any text that IAM could read in two ways, or that GitHub does not use",
        arguments: [
            "", "github", "github:", "gitlab:o/r", "github:o", "github:o/", "github:/r", "github:o/r/s", "github:*/r",
            "github:o/*", "github:o/r?", "github:o/r:", "github:o/r:*", "github:o/r:ref:refs/heads/*",
            "github:o/r:ref:refs/heads/", "github:o/r:environment:", "github:o/r:environment:${x}",
            "github:o/r:environment:a\"b", "github:o/r:pull_request:x", "github:o/r:ref:refs/heads/a b",
            "github:ö/r", "github:o/..", "GITHUB:o/r", "github:o/r\n", "github:\(String(repeating: "o", count: 40))/r",
        ])
    func refused(_ text: String) {
        #expect(throws: UsageError.self) { try GitHubTrust(text, otherwise: Self.main) }
    }

    @Test(
        "has GitHub's subject with both ids, if they were given",
        arguments: [
            ("github:o@1/r@2", "repo:o@1/r@2:ref:refs/heads/main"),
            (
                "github:octocat@583231/hello.world@1296269:pull_request",
                "repo:octocat@583231/hello.world@1296269:pull_request"
            ),
            ("github:o@1/r@20:ref:refs/tags/v1@2", "repo:o@1/r@20:ref:refs/tags/v1@2"),
        ])
    func ids(_ text: String, _ subject: String) throws {
        let trust = try GitHubTrust(text, otherwise: Self.main)
        #expect("repo:\(trust.repository):\(trust.runs)" == subject)
        #expect(trust.hasIDs && trust.warning == nil)
        let scope = ARNScope(partition: "aws", region: "x", account: "123456789012")
        #expect(trust.document(at: scope).canonicalText.contains(#":sub":"\#(subject)"}"#))
    }

    @Test("without ids says when they are needed, and how to get them")
    func withoutIDs() throws {
        let warning = try #require(try GitHubTrust("github:octocat/hello", otherwise: Self.main).warning)
        #expect(warning.why.contains("15 July 2026"))
        #expect(warning.advice.contains("`gh api repos/octocat/hello --jq '.owner.id, .id'`"))
        #expect(warning.advice.contains("github:OWNER@ID/REPO@ID"))
    }

    @Test(
        "takes both ids or none, with digits only",
        arguments: [
            "github:o@1/r", "github:o/r@2", "github:o@/r@", "github:o@1/r@", "github:o@/r@2", "github:o@a/r@2",
            "github:o@1/r@2x", "github:o@1/r@*", "github:o@*/r@2", "github:o@1@1/r@2", "github:o@1/r@2@2",
            "github:@1/r@2", "github:o@1/@2", "github:o@01/r@2", "github:o@1/r@0", "github:o@-1/r@2", "github:o@1 /r@2",
            "github:o@1/r@2/", "github:o@١/r@2", "github:o@1/r@\(String(repeating: "1", count: 21))", "github:o@1/r@2:",
            "github:o@1/r@1.5", "github:o@1/r@${x}", "github:o@?/r@2", "github:o@1/r@2\n",
        ])
    func wrongIDs(_ text: String) {
        #expect(throws: UsageError.self) { try GitHubTrust(text, otherwise: Self.main) }
    }

    @Test(
        "uses the account's own provider and the right audience",
        arguments: [
            ("aws", "sts.amazonaws.com"), ("aws-us-gov", "sts.amazonaws.com"), ("aws-cn", "sts.amazonaws.com.cn"),
        ])
    func document(_ partition: String, _ audience: String) throws {
        let scope = ARNScope(partition: partition, region: "x", account: "123456789012")
        let document = try GitHubTrust("github:o/r", otherwise: Self.main).document(at: scope)
        let issuer = "token.actions.githubusercontent.com"
        #expect(
            document.canonicalText
                == #"{"Statement":[{"Action":"sts:AssumeRoleWithWebIdentity","Condition":{"StringEquals":{"#
                + #""\#(issuer):aud":"\#(audience)","\#(issuer):sub":"repo:o/r:ref:refs/heads/main"}},"#
                + #""Effect":"Allow","Principal":{"Federated":"#
                + #""arn:\#(partition):iam::123456789012:oidc-provider/\#(issuer)"},"Sid":"GitHub"}],"#
                + #""Version":"2012-10-17"}"#)
    }
}
