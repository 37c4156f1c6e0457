import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer

@Suite("A policy on a resource")
struct ResourcePolicyTests {
    private static let arn = "arn:aws:lambda:eu-west-1:123456789012:function:f"

    private func statement(_ members: String) throws -> ResourceStatement {
        try #require(try ResourcePolicy("{\"Statement\": {\(members)}}", from: LambdaClient.getPolicy).statements.first)
    }

    @Test(
        "shows whom it covers, in every form of everyone",
        arguments: [
            (#""Principal": "*""#, true), (#""Principal": {"AWS": "*"}"#, true),
            (#""Principal": {"AWS": ["*"]}"#, true), (#""Principal": {"AWS": ["123456789012", "*"]}"#, true),
            (#""NotPrincipal": {"AWS": "123456789012"}"#, true), (#""NotPrincipal": "*""#, false),
            (#""Principal": {"AWS": "123456789012"}"#, false),
            (#""Principal": {"Service": "events.amazonaws.com"}"#, false),
            (#""Principal": {"AWS": "arn:aws:iam::123456789012:role/*"}"#, false),
        ])
    func everyone(_ principal: String, _ isEveryone: Bool) throws {
        let allow = try statement(#""Effect": "Allow", "Action": "a:X", \#(principal)"#)
        #expect(allow.isPublic == isEveryone)
        let deny = try statement(#""Effect": "Deny", "Action": "a:X", \#(principal)"#)
        #expect(!deny.isPublic && deny.statement.isAboutEveryone == isEveryone)
    }

    @Test(
        "shows which actions it covers, in any case and by patterns",
        arguments: [
            (#""Action": "lambda:InvokeFunction""#, true), (#""Action": ["a:X", "Lambda:invoke*"]"#, true),
            (#""Action": "*""#, true), (#""Action": "lambda:*""#, true), (#""Action": "lambda:Invoke""#, false),
            (#""Action": "lambda:InvokeFunctionUrl""#, false), (#""NotAction": "lambda:InvokeFunction""#, false),
            (#""NotAction": ["lambda:GetFunction"]"#, true), (#""NotAction": "lambda:*""#, false),
        ])
    func actions(_ action: String, _ isMeant: Bool) throws {
        let read = try statement(#""Effect": "Allow", "Principal": "*", \#(action)"#)
        #expect(read.statement.isAbout(action: "lambda:InvokeFunction") == isMeant)
    }

    @Test(
        "shows which resources it covers: the function, one of its aliases, or any of them by a pattern",
        arguments: [
            (#""Resource": "\#(arn)""#, true, false, false), (#""Resource": "\#(arn):*""#, false, true, true),
            (#""Resource": "\#(arn):li?e""#, false, true, true), (#""Resource": "\#(arn):live""#, false, true, false),
            (#""Resource": "\#(arn)*""#, true, true, true), (#""Resource": "*""#, true, true, true),
            (#""Resource": "arn:aws:lambda:*:*:function:*""#, true, true, true),
            (#""Resource": ["\#(arn)2:*", "x"]"#, false, false, false),
            (#""Resource": "\#(arn):other*""#, false, false, true), (#""NotResource": "x""#, true, true, true),
            (#""NotResource": "\#(arn)""#, false, true, true), (#""NotResource": "\#(arn):*""#, true, false, false),
        ])
    func resources(_ resource: String, _ function: Bool, _ alias: Bool, _ byPattern: Bool) throws {
        let read = try statement(#""Effect": "Allow", "Principal": "*", "Action": "a:X", \#(resource)"#).statement
        #expect(read.isAbout(resource: Self.arn) == function)
        #expect(read.isAbout(resource: "\(Self.arn):live") == alias)
        #expect(read.isAboutQualified(function: Self.arn) == byPattern)
    }

    @Test(
        "is shown in a few words",
        arguments: [
            (
                #""Sid": "open", "Effect": "Allow", "Principal": "*", "Action": "lambda:InvokeFunction", "Resource": "r""#,
                "lambda:InvokeFunction for everyone (statement open)"
            ),
            (
                #""Effect": "Deny", "Principal": {"AWS": "*"}, "Action": ["b:Y", "a:X"], "Resource": "r:*""#,
                "a:X, b:Y denied to everyone on r:* (a statement without Sid)"
            ),
            (
                #""Sid": "s", "Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "Action": "a:X", "#
                    + #""Condition": {"ArnLike": {"aws:SourceArn": "rule"}}"#,
                "a:X for Service: events.amazonaws.com, if aws:sourcearn arnlike rule (statement s)"
            ),
            (
                #""Sid": "s", "Effect": "Allow", "NotPrincipal": {"AWS": "1"}, "NotAction": "a:X", "NotResource": "r""#,
                "everything but a:X for everyone but AWS: 1 on everything but r (statement s)"
            ),
            (
                #""Sid": "s", "Effect": "Allow", "Principal": "*", "Action": "a:X", "Condition": []"#,
                "a:X for everyone, with Condition [] (statement s)"
            ),
        ])
    func texts(_ members: String, _ text: String) throws {
        #expect(try statement(members).text == text)
    }

    @Test("is the same however its members are written, and differs if a member has another meaning")
    func same() throws {
        let one = try statement(
            #""Effect": "Allow", "Principal": "*", "Action": ["a:X"], "Condition": {"Bool": {"k:V": [true]}}"#)
        let other = try statement(
            #""Sid": "x", "Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "a:X", "#
                + #""Condition": {"bool": {"K:v": "true"}}"#)
        #expect(one.says(theSameAs: other) && one != other)
        for member in [#""NotAction": "a:Y""#, #""NotResource": "r""#, #""NotPrincipal": {"AWS": "1"}"#, #""More": 1"#]
        {
            let further = try statement(
                #""Effect": "Allow", "Principal": "*", "Action": ["a:X"], "Condition": {"Bool": {"k:V": [true]}}, "#
                    + member)
            #expect(!one.says(theSameAs: further), "\(member)")
        }
    }

    @Test(
        "has ids that RemovePermission accepts, or not",
        arguments: [("open.to-all_1", true), ("", false), ("a b", false)])
    func removable(_ id: String, _ isRemovable: Bool) {
        #expect(ResourceStatement(id: id, PolicyStatement(actions: [])).isRemovable == isRemovable)
        let long = String(repeating: "a", count: 101)
        #expect(!ResourceStatement(id: long, PolicyStatement(actions: [])).isRemovable)
    }
}
