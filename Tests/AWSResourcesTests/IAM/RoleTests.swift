import AWSClient
import Foundation
import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer

@Suite("A role")
struct RoleTests {
    let role = Role("counter-role", trusts: .lambda, allows: [.update(RoleScript.table, keys: ["main_page"])])

    func writes(_ aws: ScriptedAWS) -> [String] { aws.operations.filter { !RoleScript.reads.contains($0) } }

    @Test(
        "without differences has no changes, is ours, and is observed with four reads in one wave",
        .timeLimit(.minutes(1)))
    func asDescribed() async throws {
        let aws = ScriptedAWS(RoleScript.answers(), together: 4)
        let context = try AWS.answered(by: aws)
        let described = try await role.prepared(in: context)
        let found = try #require(try await described.observe(in: context))
        #expect(described.changes(from: found.value) == [])
        #expect(found.ownership == .ours)
        #expect(found.outputs == [Output("role", "counter-role")])
        #expect(Set(aws.operations) == RoleScript.reads)
    }

    @Test("that does not exist is nil, whatever the other responses say")
    func absent() async throws {
        let gone = ScriptedAWS.Answer.error("NoSuchEntity", status: 404)
        let aws = ScriptedAWS(RoleScript.answers().merging(["GetRole": [gone], "ListRolePolicies": [gone]]) { $1 })
        #expect(try await role.observe(in: try AWS.answered(by: aws)) == nil)
    }

    @Test("is created with its trust, its policy and its tags, and shows no property that only an observed role has")
    func create() async throws {
        let aws = ScriptedAWS(RoleScript.answers())
        let context = try AWS.answered(by: aws)
        let described = try await role.prepared(in: context)
        try await described.create(in: context)
        #expect(aws.operations == ["CreateRole", "PutRolePolicy"])
        let body = try #require(aws.request("CreateRole")).body
        #expect(
            PolicyDocument(json: body["AssumeRolePolicyDocument"] ?? "", scope: context.scope)
                == PolicyDocument(json: RoleScript.trust, scope: context.scope))
        #expect(body["Tags.member.1.Key"] == "deployer:region" && body["Tags.member.1.Value"] == "eu-west-1")
        #expect(body["Tags.member.2.Key"] == "deployer:stack")
        #expect(body["Tags.member.3.Value"] == "test")
        #expect(aws.request("PutRolePolicy")?.body["PolicyName"] == "counter-role-permissions")
        #expect(
            described.changes(from: nil).map(\.property)
                == [
                    "path", "trust", "permissions", "tags.deployer:region", "tags.deployer:stack",
                    "tags.deployer:stage",
                ])
    }

    @Test("that IAM does not show everywhere yet is created, and gets its policy in the next round")
    func createLag() async throws {
        let script = RoleScript.answers().merging(["PutRolePolicy": [.error("NoSuchEntity", status: 404), .xml("")]]) {
            $1
        }
        let aws = ScriptedAWS(script.merging(["GetRolePolicy": [.error("NoSuchEntity", status: 404)]]) { $1 })
        let context = try AWS.answered(by: aws)
        try await role.prepared(in: context).create(in: context)
        #expect(try await role.round(in: context).map(\.property) == ["permissions"])
        #expect(aws.operations.filter { $0 == "PutRolePolicy" }.count == 2)
        #expect(aws.operations.filter { $0 == "CreateRole" }.count == 1)
    }

    @Test("gets its trust back if it was changed by hand")
    func trustDrift() async throws {
        let widened = RoleScript.trust.replacingOccurrences(
            of: "{\"Service\": \"lambda.amazonaws.com\"}", with: "{\"AWS\": \"*\"}")
        let aws = ScriptedAWS(RoleScript.answers(trust: widened))
        let changes = try await role.round(in: try AWS.answered(by: aws))
        #expect(
            changes == [
                Change(
                    "trust", from: .list([.text("sts:AssumeRole by AWS *")]),
                    to: .list([.text("sts:AssumeRole by lambda.amazonaws.com")]))
            ])
        #expect(writes(aws) == ["UpdateAssumeRolePolicy"])
        #expect(aws.request("UpdateAssumeRolePolicy")?.body["PolicyDocument"]?.contains("lambda.amazonaws.com") == true)
    }

    @Test("gets its policy back if it was widened by hand")
    func permissionDrift() async throws {
        let widened = RoleScript.permissions.replacingOccurrences(of: "dynamodb:UpdateItem", with: "dynamodb:*")
        let aws = ScriptedAWS(RoleScript.answers(permissions: widened))
        let changes = try await role.round(in: try AWS.answered(by: aws))
        #expect(
            changes == [
                Change(
                    "permissions",
                    from: .list([.text("dynamodb:* on table/visits when dynamodb:LeadingKeys in main_page")]),
                    to: .list([.text("dynamodb:UpdateItem on table/visits when dynamodb:LeadingKeys in main_page")]))
            ])
        #expect(writes(aws) == ["PutRolePolicy"])
    }

    @Test("gets its policy back if it was removed by hand")
    func permissionsRemoved() async throws {
        let aws = ScriptedAWS(RoleScript.answers(permissions: nil, inline: []))
        #expect(try await role.round(in: try AWS.answered(by: aws)).map(\.property) == ["permissions"])
        #expect(writes(aws) == ["PutRolePolicy"])
    }

    @Test("that allows nothing has no policy, and one added by hand is removed")
    func nothingAllowed() async throws {
        let nothing = Role("counter-role", trusts: .lambda, allows: [])
        let aws = ScriptedAWS(RoleScript.answers())
        #expect(try await nothing.round(in: try AWS.answered(by: aws)).map(\.property) == ["permissions"])
        #expect(writes(aws) == ["DeleteRolePolicy"])
        let fresh = ScriptedAWS(RoleScript.answers())
        let context = try AWS.answered(by: fresh)
        try await nothing.prepared(in: context).create(in: context)
        #expect(fresh.operations == ["CreateRole"])
    }

    @Test("loses the policies that others added only after its own policy is right, and before it trusts somebody new")
    func othersLast() async throws {
        let widened = RoleScript.trust.replacingOccurrences(of: "lambda.amazonaws.com", with: "ec2.amazonaws.com")
        let arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
        let aws = ScriptedAWS(
            RoleScript.answers(trust: widened, permissions: nil, inline: ["added"], attached: [arn]))
        _ = try await role.round(in: try AWS.answered(by: aws))
        #expect(
            writes(aws) == ["PutRolePolicy", "DeleteRolePolicy", "DetachRolePolicy", "UpdateAssumeRolePolicy"])
    }

    @Test("with another inline policy loses it")
    func furtherInline() async throws {
        let aws = ScriptedAWS(RoleScript.answers(inline: ["added", "counter-role-permissions"]))
        let changes = try await role.round(in: try AWS.answered(by: aws))
        #expect(changes == [Change("inlinePolicies.added", from: .text("added"), to: .none)])
        #expect(writes(aws) == ["DeleteRolePolicy"])
        #expect(aws.request("DeleteRolePolicy")?.body["PolicyName"] == "added")
    }

    @Test("with an attached policy loses it")
    func attached() async throws {
        let arn = "arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess"
        let aws = ScriptedAWS(RoleScript.answers(attached: [arn]))
        let changes = try await role.round(in: try AWS.answered(by: aws))
        #expect(changes == [Change("attachedPolicies.\(arn)", from: .text("attached"), to: .none)])
        #expect(writes(aws) == ["DetachRolePolicy"])
        #expect(aws.request("DetachRolePolicy")?.body["PolicyArn"] == arn)
    }

    @Test(
        "of the same stage in another region is that region's; without a region's tag it is ours and gets one")
    func otherRegion() async throws {
        let elsewhere = ScriptedAWS(
            RoleScript.answers(tags: RoleScript.globalTags.merging(["deployer:region": "us-east-1"]) { $1 }))
        #expect(try await role.observe(in: try AWS.answered(by: elsewhere))?.ownership == .ofAnotherRegion("us-east-1"))

        let old = ScriptedAWS(RoleScript.answers(tags: ownerTags))
        let context = try AWS.answered(by: old)
        #expect(try await role.observe(in: context)?.ownership == .ours)
        #expect(try await role.round(in: context).map(\.property) == ["tags.deployer:region"])
        #expect(
            old.request("TagRole")?.body == [
                "RoleName": "counter-role", "Tags.member.1.Key": "deployer:region", "Tags.member.1.Value": "eu-west-1",
            ])
    }

    @Test("of another stack is foreign, whatever region it names")
    func otherStack() async throws {
        let tags = RoleScript.globalTags.merging(["deployer:stack": "another", "deployer:region": "us-east-1"]) { $1 }
        let aws = ScriptedAWS(RoleScript.answers(tags: tags))
        #expect(try await role.observe(in: try AWS.answered(by: aws))?.ownership == .foreign(tags: tags))
    }

    @Test("with white space around a tag's value has no differences, since IAM keeps it")
    func spacedTag() async throws {
        var described = role
        described.tags = ["team": " web "]
        let aws = ScriptedAWS(RoleScript.answers(tags: marked(["team": " web "], keptFor: "eu-west-1")))
        #expect(try await described.round(in: try AWS.answered(by: aws)) == [])
    }

    @Test("gets its tags back if they were changed by hand, and loses its former ones")
    func tagDrift() async throws {
        var described = role
        described.tags = ["team": "web"]
        let record = TagRecord(of: ["team"]).text
        let tags = marked(["team": "web", "extra": "1"], keptFor: "eu-west-1")
            .merging(["team": "other", "theirs": "1"]) { $1 }
        let aws = ScriptedAWS(RoleScript.answers(tags: tags))
        #expect(
            try await described.round(in: try AWS.answered(by: aws)).map(\.property) == ["tags.extra", "tags.team"])
        #expect(
            aws.request("TagRole")?.body == [
                "RoleName": "counter-role", "Tags.member.1.Key": "deployer:tags", "Tags.member.1.Value": record,
                "Tags.member.2.Key": "team", "Tags.member.2.Value": "web",
            ])
        #expect(aws.request("UntagRole")?.body == ["RoleName": "counter-role", "TagKeys.member.1": "extra"])
    }

    @Test("at another path cannot be changed, and says what to do")
    func pathDrift() async throws {
        let context = try AWS.answered(by: ScriptedAWS(RoleScript.answers(path: "/service-role/")))
        let found = try #require(try await role.observe(in: context))
        let changes = try await role.prepared(in: context).changes(from: found.value)
        #expect(changes == [Change("path", from: .text("/service-role/"), to: .text("/"))])
        #expect(Role.schema.first { $0.name == "path" }?.immutable?.contains("another name") == true)
    }

    @Test("loses someone's tag whose key differs only in case before it gets its own: IAM takes both for one")
    func sameTagInOtherCase() async throws {
        var described = role
        described.tags = ["team": "web"]
        let aws = ScriptedAWS(
            RoleScript.answers(tags: ["Team": "web", "Else": "1"].merging(RoleScript.globalTags) { $1 }))
        #expect(try await described.round(in: try AWS.answered(by: aws)).map(\.property) == ["tags.Team", "tags.team"])
        #expect(aws.request("UntagRole")?.body == ["RoleName": "counter-role", "TagKeys.member.1": "Team"])
        #expect(aws.operations.suffix(2) == ["UntagRole", "TagRole"])
    }

    @Test("with two tags that IAM takes for one is refused before any request")
    func tagTwice() async throws {
        var described = role
        described.tags = ["team": "web", "Team": "web"]
        let aws = ScriptedAWS([:])
        let context = try AWS.answered(by: aws)
        let error = described.errors(in: context).first
        #expect(error?.property == "tags" && error?.value == "Team, team")
        #expect(aws.operations == [])
    }

    @Test("whose tags do not fit is reported in AWS's words, and is not waited for")
    func tooManyTags() async throws {
        var described = role
        described.tags = ["team": "web"]
        let aws = ScriptedAWS(
            RoleScript.answers().merging([
                "TagRole": [.error("LimitExceeded", "Cannot exceed quota for TagsPerRole", status: 409)]
            ]) { $1 })
        let error = await #expect(throws: ServiceError.self) {
            try await described.round(in: try AWS.answered(by: aws))
        }
        #expect(error?.message == "Cannot exceed quota for TagsPerRole")
        #expect(aws.operations.filter { $0 == "TagRole" }.count == 1)
    }

    @Test("without our tags is foreign")
    func foreign() async throws {
        let context = try AWS.answered(by: ScriptedAWS(RoleScript.answers(tags: ["team": "other"])))
        #expect(try await role.observe(in: context)?.ownership == .foreign(tags: ["team": "other"]))
    }

    @Test("has all pages of its policies read")
    func pages() async throws {
        let script = RoleScript.answers().merging([
            "ListRolePolicies": [
                .xml(
                    "<PolicyNames><member>a</member></PolicyNames><IsTruncated>true</IsTruncated><Marker>m&amp;1</Marker>"
                ),
                RoleScript.members("PolicyNames", ["b"]),
            ]
        ]) { $1 }
        let aws = ScriptedAWS(script)
        let found = try await role.observe(in: try AWS.answered(by: aws))
        #expect(found?.value.inlinePolicies.keys.sorted() == ["a", "b"])
        #expect(aws.requests.filter { $0.operation == "ListRolePolicies" }.map { $0.body["Marker"] } == [nil, "m&1"])
    }

    @Test("is deleted with everything on it, whoever added it, and parts that are already gone are no error")
    func delete() async throws {
        let gone = ScriptedAWS.Answer.error("NoSuchEntity", status: 404)
        let script = RoleScript.answers(inline: ["a", "b"], attached: ["arn:aws:iam::aws:policy/X"]).merging([
            "ListInstanceProfilesForRole": [
                RoleScript.members("InstanceProfiles", ["<InstanceProfileName>profile</InstanceProfileName>"])
            ],
            "DetachRolePolicy": [gone], "DeleteRolePolicy": [gone], "RemoveRoleFromInstanceProfile": [gone],
            "DeleteRole": [gone],
        ]) { $1 }
        let aws = ScriptedAWS(script)
        try await role.delete(role, in: try AWS.answered(by: aws))
        #expect(
            aws.operations.dropFirst(3) == [
                "DeleteRolePolicy", "DeleteRolePolicy", "DetachRolePolicy", "RemoveRoleFromInstanceProfile",
                "DeleteRole",
            ])
    }

    @Test("with something attached is waited for")
    func deleteConflict() async throws {
        let script = RoleScript.answers().merging(["DeleteRole": [.error("DeleteConflict", status: 409)]]) { $1 }
        await #expect(throws: NotYet("something is still attached to the role")) {
            try await role.delete(role, in: try AWS.answered(by: ScriptedAWS(script)))
        }
    }

    @Test("knows the resources that its permissions cover, each once")
    func subjects() {
        let logs = LogGroup("lines")
        let role = Role(
            "r", trusts: .lambda,
            allows: [
                .write(logs), .update(RoleScript.table), .allow(actions: ["logs:FilterLogEvents"], on: logs),
                .allow(actions: ["s3:GetObject"], on: "arn:aws:s3:::b/*"),
            ])
        #expect(role.subjects == [logs.id, RoleScript.table.id])
        #expect(role.dependencies == [])
    }

    @Test(
        "that IAM would refuse is refused before any request",
        arguments: [
            (Role("", trusts: .lambda, allows: []), "name"), (Role("a b", trusts: .lambda, allows: []), "name"),
            (Role(String(repeating: "a", count: 65), trusts: .lambda, allows: []), "name"),
            (Role("r", trusts: .services([]), allows: []), "trust"),
            (Role("r", trusts: .service("a b"), allows: []), "trust"),
            (Role("r", trusts: .lambda, allows: [.allow(actions: ["s3:GetObject"], on: "*")]), "permissions"),
            (
                Role(
                    "r", trusts: .lambda,
                    allows: [.update(RoleScript.table, keys: (0..<1000).map { "page-number-\($0)" })]), "permissions"
            ),
        ])
    func invalid(role: Role, property: String) async throws {
        let context = try AWS.silent()
        let error = role.errors(in: context).first
        #expect(error?.property == property)
    }
}
