import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer

@Suite("An owner")
struct OwnershipTests {
    let owner = Owner(stack: "visitor-counter", stage: "test")

    @Test("recognises its own by both tags, whatever other tags there are")
    func ours() {
        #expect(owner.ownership(of: ownerTags) == .ours)
        #expect(owner.ownership(of: ownerTags.merging(["team": "web"]) { $1 }) == .ours)
    }

    @Test(
        "does not own a resource that lacks a tag or has another stage's",
        arguments: [
            [:], ["deployer:stack": "visitor-counter"],
            ["deployer:stack": "visitor-counter", "deployer:stage": "prod"],
            ["deployer:stack": "other", "deployer:stage": "test"],
            ["Deployer:Stack": "visitor-counter", "Deployer:Stage": "test"],
        ])
    func foreign(tags: [String: String]) {
        #expect(owner.ownership(of: tags) == .foreign(tags: tags))
    }

    @Test("marks what it describes, and no description can override that")
    func marking() {
        #expect(owner.marking(["team": "web"]) == marked(["team": "web"]))
        #expect(owner.marking(["deployer:stage": "prod"]) == ownerTags)
        #expect(owner.marking([:]) == ownerTags)
    }

    @Test("adds the common tags after a description's own; marking twice is the same as once")
    func common() {
        let owner = Owner(
            stack: "visitor-counter", stage: "test",
            commonTags: ["CostCenter": "42", "team": "web", "deployer:stack": "other"])
        let all = owner.marking(["team": "ops"])
        #expect(all == marked(["CostCenter": "42", "team": "ops"]))
        #expect(owner.marking(all) == all)
    }

    @Test(
        "refuses a description's tag under its own names and AWS's, and says where it is described",
        arguments: ["deployer:stack", "deployer:tags", "deployer:x", "Deployer:x", "aws:x", "AWS:x"])
    func reserved(key: String) throws {
        let own = errors([key: "x"], of: owner).first
        #expect(own?.resource.name == "visits" && own?.property == "tags" && own?.value == key)
        #expect(own?.allowed.contains("without aws: or deployer: at the start") == true)
        let common = errors([:], of: Owner(stack: "visitor-counter", stage: "test", commonTags: [key: "x"])).first
        #expect(common?.resource.description == "stack visitor-counter" && common?.value == key)
    }

    private func errors(
        _ tags: [String: String], of owner: Owner, keptFor region: String? = nil
    ) -> [InvalidDescription] {
        var errors = DescriptionErrors(of: ResourceID(kind: "table", name: "visits"))
        errors.check(tags: tags, of: owner, keptFor: region)
        return errors.all
    }

    @Test("accepts as many tags as AWS does, including its own, and not one more")
    func most() throws {
        func tags(_ count: Int) -> [String: String] {
            Dictionary(uniqueKeysWithValues: (0..<count).map { ("\($0)" + String(repeating: "k", count: 120), "v") })
        }
        let all = owner.marking(tags(Owner.mostTags), keptFor: "eu-west-1")
        #expect(all.count == 50)
        #expect(all["deployer:tags"]?.utf8.count == Owner.mostTags * 5)
        #expect(errors(tags(Owner.mostTags), of: owner, keptFor: "eu-west-1").isEmpty)
        let one = errors(tags(Owner.mostTags + 1), of: owner, keptFor: "eu-west-1")
        #expect(one.map(\.value) == ["51 tags"])
    }
}

@Suite("The tags that are compared")
struct ComparedTagsTests {
    let owner = Owner(stack: "visitor-counter", stage: "test", commonTags: ["CostCenter": "42"])

    @Test("are the owner's, the described, and those that the program set before; all others belong to someone else")
    func compared() {
        let existing = marked(["CostCenter": "42", "team": "web", "former": "1"]).merging([
            "awsApplication": "arn", "aws:cloudformation:stack-name": "s", "map-migrated": "m", "phase": "theirs",
            "deployer:formerRole:AROA": "1", "deployer:other": "1",
        ]) { $1 }
        let ours = marked(["CostCenter": "42", "team": "web", "former": "1"])
        #expect(owner.compared(existing, with: ["team": "web"]) == ours)
        // A described tag is compared, whoever set it before.
        #expect(
            owner.compared(existing, with: ["team": "web", "phase": "ours"])
                == ours.merging(["phase": "theirs"]) { $1 })
        // The same before and after a description is prepared.
        #expect(owner.compared(existing, with: owner.marking(["team": "web"])) == ours)
    }

    @Test("include no other tags, whatever their names, if the program set none")
    func theirs() {
        let others = Dictionary(uniqueKeysWithValues: (0..<48).map { ("organisation-\($0)", "v") })
        #expect(owner.compared(others.merging(ownerTags) { $1 }, with: [:]) == ownerTags)
    }

    @Test("are those whose keys have the same bytes")
    func bytes() {
        let (composed, decomposed) = ("caf\u{E9}", "cafe\u{301}")
        #expect(owner.compared([decomposed: "1"], with: [composed: "1"]) == [:])
        #expect(owner.compared([composed: "1"], with: [composed: "1"]) == [composed: "1"])
        #expect(owner.compared(marked([composed: "1"]), with: [:]) == marked([composed: "1"]))
        let record = TagRecord(of: [decomposed]).text
        #expect(owner.compared([composed: "1", "deployer:tags": record], with: [:]) == ["deployer:tags": record])
    }

    @Test("include those that IAM treats as the same as a described one")
    func ignoringCase() {
        let existing = ["Team": "x", "costcenter": "1", "else": "1"].merging(ownerTags) { $1 }
        #expect(owner.compared(existing, with: ["team": "x"]) == ownerTags)
        #expect(
            owner.compared(existing, with: ["team": "x"], ignoringCase: true)
                == ["Team": "x", "costcenter": "1"].merging(ownerTags) { $1 })
    }

    @Test(
        "include the record even if it was damaged by hand; it then names no tag of others",
        arguments: ["", "x", "abcde", "not a record at all", String(repeating: "=", count: 256)])
    func damaged(record: String) {
        let existing = ["deployer:tags": record, "theirs": "1"]
        #expect(owner.compared(existing, with: ["team": "web"]) == ["deployer:tags": record])
    }
}

@Suite("The record of the tags that the program set")
struct TagRecordTests {
    @Test("holds five characters of each key's digest, sorted, and all are allowed in a tag")
    func text() throws {
        // printf %s CostCenter | openssl dgst -sha256 -binary | base64 | tr '+/' '-_' | cut -c1-5
        #expect(TagRecord(of: ["CostCenter"]).text == "FHjN7")
        #expect(TagRecord(of: ["team"]).text == "yosi0")
        let both = TagRecord(of: ["team", "CostCenter"]).text
        #expect(both == TagRecord(of: ["CostCenter", "team"]).text)
        #expect(both == ["FHjN7", "yosi0"].sorted().joined())
        #expect(TextRule.tagValue.allows(both))
        #expect(TagRecord(of: []).text == "")
    }

    @Test("names exactly those keys again, at any position")
    func names() {
        let keys = (0..<47).map { "key \($0)" }
        let record = TagRecord(TagRecord(of: keys).text)
        #expect(keys.allSatisfy(record.names))
        #expect(!(47..<2000).contains { record.names("key \($0)") })
        #expect(record.text == TagRecord(of: keys).text)
    }
}

@Suite("A resource's ARN")
struct ARNTests {
    @Test("is known before the resource is created")
    func arns() throws {
        let aws = try AWS.silent()
        #expect(aws.scope.arn(table: "visits") == "arn:aws:dynamodb:eu-west-1:123456789012:table/visits")
        #expect(
            aws.scope.arn(logGroup: "/aws/lambda/f") == "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/f")
        #expect(aws.scope.arn(role: "r") == "arn:aws:iam::123456789012:role/r")
        #expect(aws.scope.arn(function: "f") == "arn:aws:lambda:eu-west-1:123456789012:function:f")
        #expect(
            aws.scope.arn(function: "f", qualifier: "live") == "arn:aws:lambda:eu-west-1:123456789012:function:f:live")
    }
}
