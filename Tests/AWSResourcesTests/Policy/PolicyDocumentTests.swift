import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer

@Suite("A policy")
struct PolicyDocumentTests {
    @Test("that is described equals the same one that exists, whichever of them knows the account")
    func withoutScope() throws {
        let aws = try AWS.silent()
        let described = PolicyDocument([
            PolicyStatement(actions: ["sqs:SendMessage"], resources: ["arn:aws:sqs:a:1:jobs"])
        ])
        let existing = PolicyDocument(json: described.json, in: aws)
        #expect(described == existing && described.hashValue == existing.hashValue)
        #expect(PolicyDocument(json: "", in: aws) == PolicyDocument() && PolicyDocument(json: "", in: aws).isEmpty)
        #expect(PolicyDocument(json: "no policy", in: aws) != PolicyDocument())
    }

    let scope = ARNScope(partition: "aws", region: "eu-west-1", account: "123456789012")
    let table = "arn:aws:dynamodb:eu-west-1:123456789012:table/visits"

    func read(_ json: String) -> PolicyDocument { PolicyDocument(json: json, scope: scope) }

    func lines(_ document: PolicyDocument) -> [String] {
        guard case .list(let values) = document.planValue else { return [] }
        return values.map { if case .text(let text) = $0 { text } else { "" } }
    }

    func statement(_ members: String) -> PolicyDocument {
        read("{\"Version\": \"2012-10-17\", \"Statement\": [{\(members)}]}")
    }

    @Test("distinguishes values, actions and resources by their bytes, and loses none of them")
    func bytes() {
        let (kelvin, letter) = ("page-\u{212A}", "page-K")
        func document(_ keys: [String]) -> PolicyDocument {
            PolicyDocument(
                [
                    PolicyStatement(
                        actions: ["a:X"], resources: Set(exactly: keys.map { "r/" + $0 }),
                        conditions: [PolicyCondition("StringEquals", "k", Set(exactly: keys))])
                ], scope: nil)
        }
        let written = document([letter, kelvin])
        #expect(written != document([letter]) && document([kelvin]) != document([letter]))
        #expect(PolicyDocument(json: written.json, scope: nil) == written)
        #expect(written.json.contains(#"["page-K","page-\u212a"]"#))
        #expect(document([kelvin]).planValue != document([letter]).planValue)
        let twice = read(
            #"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "a:X", "Condition": "#
                + #"{"StringEquals": {"tag/K": "a", "tag/\u212a": "b"}}}}"#)
        #expect(!twice.unread.isEmpty)
    }

    @Test("is the same in any order, with lists of one value, and with any statement ids")
    func sameMeaning() {
        let one = read(
            """
            {"Version": "2012-10-17", "Id": "x", "Statement": {"Sid": "Visits", "Effect": "Allow",
             "Action": ["b:Y", "a:X"], "Resource": ["\(table)"],
             "Condition": {"StringEquals": {"k": ["v"]}, "Bool": {"aws:SecureTransport": true}}}}
            """)
        let other = read(
            """
            {"Statement": [{"Condition": {"Bool": {"aws:SecureTransport": "true"}, "StringEquals": {"k": "v"}},
             "Resource": "\(table)", "Action": ["a:X", "b:Y"], "Effect": "Allow"}], "Version": "2012-10-17"}
            """)
        #expect(one == other)
        #expect(one.unread == [])
    }

    @Test(
        "differs from the description by anything that changes its meaning",
        arguments: [
            #""Effect": "Deny", "Action": "a:X", "Resource": "r""#,
            #""Effect": "Allow", "Action": "a:*", "Resource": "r""#,
            #""Effect": "Allow", "Action": ["a:X", "a:Y"], "Resource": "r""#,
            #""Effect": "Allow", "Action": "a:X", "Resource": "*""#,
            #""Effect": "Allow", "Action": "a:X""#,
            #""Effect": "Allow", "NotAction": "a:X", "Resource": "r""#,
            #""Effect": "Allow", "Action": "a:X", "NotResource": "r""#,
            #""Effect": "Allow", "Action": "a:X", "Resource": "r", "Principal": "*""#,
            #""Effect": "Allow", "Action": "a:X", "Resource": "r", "NotPrincipal": {"AWS": "x"}"#,
            #""Effect": "Allow", "Action": "a:X", "Resource": "r", "Condition": {"StringEquals": {"k": "v"}}"#,
            #""Effect": "Allow", "Action": "a:X", "Resource": "r", "Condition": {"StringEquals": "odd"}"#,
            #""Effect": "Allow", "Action": "a:X", "Resource": "r", "Condition": []"#,
            #""Effect": "Allow", "Action": {"odd": 1}, "Resource": "r""#,
            #""Effect": "Allow", "Action": "a:X", "Resource": "r", "Principal": {"AWS": {"odd": null}}"#,
            #""Action": "a:X", "Resource": "r""#,
        ])
    func differs(members: String) {
        let described = PolicyDocument([PolicyStatement(actions: ["a:X"], resources: ["r"])], scope: scope)
        #expect(statement(#""Effect": "Allow", "Action": "a:X", "Resource": "r""#) == described)
        #expect(statement(members) != described)
        #expect(statement(members).planValue != described.planValue)
    }

    @Test(
        "that cannot be read is shown, and differs from an empty one",
        arguments: [
            "", "no JSON", "[]", "null", #"{"Version": "2012-10-17", "Statement": ["odd"]}"#,
            #"{"Version": "2012-10-17", "Statement": [], "Further": 1}"#, #"{"Version": "2008-10-17"}"#,
            #"{"Statement": []}"#, String(repeating: "[", count: 100_000),
        ])
    func unreadable(json: String) {
        let document = read(json)
        #expect(document != PolicyDocument([], scope: scope))
        #expect(!document.isEmpty)
        #expect(lines(document).count == 1)
    }

    @Test(
        "is shown with one line for each statement",
        arguments: [
            (
                #""Effect": "Allow", "Action": "dynamodb:UpdateItem", "#
                    + #""Resource": "arn:aws:dynamodb:eu-west-1:123456789012:table/visits", "#
                    + #""Condition": {"ForAllValues:StringEquals": {"dynamodb:LeadingKeys": ["main_page", "about"]}}"#,
                "dynamodb:UpdateItem on table/visits when dynamodb:LeadingKeys in about, main_page"
            ),
            (#""Effect": "Deny", "Action": ["b:Y", "a:X"], "Resource": "*""#, "deny a:X, b:Y on *"),
            (
                #""Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "lambda.amazonaws.com"}"#,
                "sts:AssumeRole by lambda.amazonaws.com"
            ),
            (
                #""Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": ["2", "1"]}"#,
                "sts:AssumeRole by AWS 1, AWS 2"
            ),
            (
                #""Effect": "Allow", "NotAction": ["iam:*"], "Resource": "*""#,
                #"(no action) on * with NotAction ["iam:*"]"#
            ),
            (
                // Another account's table must not look like ours.
                #""Effect": "Allow", "Action": "a:X", "Resource": "arn:aws:dynamodb:eu-west-1:999999999999:table/visits""#,
                "a:X on arn:aws:dynamodb:eu-west-1:999999999999:table/visits"
            ),
            (
                #""Effect": "Allow", "Action": "a:X", "Resource": "r", "Condition": {"StringEquals": {"k": "v"}, "#
                    + #""Null": {"n": "false"}}"#,
                "a:X on r when k is v and n Null false"
            ),
        ])
    func shown(members: String, line: String) {
        #expect(lines(statement(members)) == [line])
    }

    @Test("is written so that it reads back as the same, and always as the same text")
    func written() {
        let document = PolicyDocument(
            [
                PolicyStatement(
                    actions: ["dynamodb:UpdateItem"], resources: ["\(table)"],
                    conditions: [
                        PolicyCondition("ForAllValues:StringEquals", "dynamodb:LeadingKeys", ["b", "a"]),
                        PolicyCondition("StringEquals", "x", ["1"]), PolicyCondition("StringEquals", "y", ["2"]),
                    ]),
                PolicyStatement(
                    principals: [
                        PolicyPrincipal(type: "Service", value: "b"), PolicyPrincipal(type: "Service", value: "a"),
                        PolicyPrincipal(type: "AWS", value: "*"),
                    ], actions: ["z:Z", "y:Y"]),
            ], scope: scope)
        #expect(read(document.json) == document)
        #expect(
            document.json == """
                {"Statement":[{"Action":"dynamodb:UpdateItem","Condition":{"ForAllValues:StringEquals":\
                {"dynamodb:LeadingKeys":["a","b"]},"StringEquals":{"x":"1","y":"2"}},"Effect":"Allow",\
                "Resource":"\(table)"},{"Action":["y:Y","z:Z"],"Effect":"Allow","Principal":{"AWS":"*",\
                "Service":["a","b"]}}],"Version":"2012-10-17"}
                """)
    }

    @Test("is written in ASCII, since IAM accepts few other characters")
    func ascii() {
        let document = PolicyDocument(
            [PolicyStatement(actions: ["a:X"], resources: ["r/\u{e9}\u{20ac}\u{1F600}\u{7F}\"\\\n"])], scope: scope)
        #expect(document.json.unicodeScalars.allSatisfy { (0x20...0x7E).contains($0.value) })
        #expect(read(document.json) == document)
    }

    @Test("is percent-decoded as IAM encodes it: a plus sign stays a plus sign")
    func percentDecoded() {
        #expect("%7B%22a%22%3A%20%221+1%22%7D".policyPercentDecoded == #"{"a": "1+1"}"#)
        #expect("100% no encoding".policyPercentDecoded == "100% no encoding")
    }

    @Test(
        "that is larger than any policy is no policy, and differs from every described one", .timeLimit(.minutes(1)),
        arguments: [String(repeating: "[", count: 100), String(repeating: " ", count: 200_000) + "{}"])
    func tooLarge(text: String) {
        let document = PolicyDocument(json: text, scope: nil)
        #expect(document.statements.isEmpty && document.unread.texts.first?.hasPrefix("not a policy: ") == true)
    }
}
