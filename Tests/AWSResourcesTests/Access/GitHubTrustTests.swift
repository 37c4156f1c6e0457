import Deployer
import Testing

@testable import AWSResources

@Suite("The trust of a GitHub repository")
struct GitHubTrustTests {
    static let main = "ref:refs/heads/main"

    @Test(
        "names the runs that were asked for, or else those that are usual",
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
        "takes nothing that IAM could read in two ways, or that GitHub has not",
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
        "is of the account's own provider, and of whom the token is for",
        arguments: [
            ("aws", "sts.amazonaws.com"), ("aws-us-gov", "sts.amazonaws.com"), ("aws-cn", "sts.amazonaws.com.cn"),
        ])
    func document(_ partition: String, _ audience: String) throws {
        let home = PolicyHome(partition: partition, region: "x", account: "123456789012")
        let document = try GitHubTrust("github:o/r", otherwise: Self.main).document(at: home)
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
