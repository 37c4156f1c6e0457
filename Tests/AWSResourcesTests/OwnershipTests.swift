import Deployer
import Testing

@testable import AWSResources

@Suite("An owner")
struct OwnershipTests {
    let owner = Owner(stack: "visitor-counter", stage: "test")

    @Test("knows its own by both tags, whatever other tags there are")
    func ours() {
        #expect(owner.ownership(of: ownerTags) == .ours)
        #expect(owner.ownership(of: ownerTags.merging(["team": "web"]) { $1 }) == .ours)
    }

    @Test(
        "takes nothing for its own that lacks a tag or has another stage's",
        arguments: [
            [:], ["deployer:stack": "visitor-counter"],
            ["deployer:stack": "visitor-counter", "deployer:stage": "prod"],
            ["deployer:stack": "other", "deployer:stage": "test"],
            ["Deployer:Stack": "visitor-counter", "Deployer:Stage": "test"],
        ])
    func foreign(tags: [String: String]) {
        #expect(owner.ownership(of: tags) == .foreign(tags: tags))
    }

    @Test("marks what it describes, and no description can say otherwise")
    func marking() {
        #expect(owner.marking(["team": "web"]) == ownerTags.merging(["team": "web"]) { $1 })
        #expect(owner.marking(["deployer:stage": "prod"]) == ownerTags)
    }
}

@Suite("The name of a thing in all of AWS")
struct ARNTests {
    @Test("is known before the thing is made")
    func arns() throws {
        let aws = try AWS.silent()
        #expect(aws.arn(table: "visits") == "arn:aws:dynamodb:eu-west-1:123456789012:table/visits")
        #expect(aws.arn(logGroup: "/aws/lambda/f") == "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/f")
        #expect(aws.arn(role: "r") == "arn:aws:iam::123456789012:role/r")
        #expect(aws.arn(function: "f") == "arn:aws:lambda:eu-west-1:123456789012:function:f")
        #expect(aws.arn(function: "f", qualifier: "live") == "arn:aws:lambda:eu-west-1:123456789012:function:f:live")
    }
}
