import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer

@Suite("A table's stream")
struct TableStreamTests {
    private func table(_ stream: TableStream?) -> Table {
        Table(
            "visits", partitionKey: .string("id"), stream: stream, deletionProtection: true, pointInTimeRecovery: true,
            tags: ["team": "web"])
    }

    private func script(_ stream: String?) -> [String: [ScriptedAWS.Answer]] {
        TableTests.script(
            further: stream.map { "\"StreamSpecification\": {\($0)}, \"LatestStreamArn\": \"x\"," } ?? "")
    }

    private static let keysOnly = #""StreamEnabled": true, "StreamViewType": "KEYS_ONLY""#

    @Test(
        "that is as described, or off, is no change",
        arguments: [
            (TableStream.keysOnly, keysOnly), (nil, nil), (nil, #""StreamEnabled": false"#),
            (.newAndOldImages, #""StreamEnabled": true, "StreamViewType": "NEW_AND_OLD_IMAGES""#),
            (.newImages, #""StreamEnabled": true, "StreamViewType": "NEW_IMAGE""#),
            (.oldImages, #""StreamEnabled": true, "StreamViewType": "OLD_IMAGE""#),
        ] as [(TableStream?, String?)])
    func asDescribed(_ described: TableStream?, _ seen: String?) async throws {
        #expect(try await table(described).round(in: try AWS.answered(by: ScriptedAWS(script(seen)))) == [])
    }

    @Test(
        "is an output by its ARN while it is on", arguments: [(keysOnly, ["x"]), (#""StreamEnabled": false"#, [])])
    func output(_ seen: String, _ arns: [String]) async throws {
        let context = try AWS.answered(by: ScriptedAWS(script(seen)))
        let found = try #require(try await table(.keysOnly).observe(in: context))
        #expect(found.outputs.filter { $0.kind == "stream" }.map(\.value) == arns)
        #expect(found.outputs.first == Output("table", "visits"))
    }

    /// What is described, what AWS has, what is sent, and the plan's remark.
    @Test(
        "is switched on or off; what it says changes by switching it off first",
        arguments: [
            (.newImages, nil, #"{"StreamEnabled":true,"StreamViewType":"NEW_IMAGE"}"#, []),
            (nil, keysOnly, #"{"StreamEnabled":false}"#, ["its stream ends (who reads it gets no further changes)"]),
            (
                .newImages, keysOnly, #"{"StreamEnabled":false}"#,
                ["its stream ends and another one begins (who reads it must be pointed to its ARN)"]
            ),
            (
                .newImages, #""StreamEnabled": true, "StreamViewType": "LATER""#, #"{"StreamEnabled":false}"#,
                ["its stream ends and another one begins (who reads it must be pointed to its ARN)"]
            ),
        ] as [(TableStream?, String?, String, [String])])
    func drift(_ described: TableStream?, _ seen: String?, _ sent: String, _ remarks: [String]) async throws {
        let aws = ScriptedAWS(script(seen))
        let changes = try await table(described).round(in: try AWS.answered(by: aws))
        #expect(changes.map(\.property) == ["stream"])
        #expect(aws.request("UpdateTable")?.body == ["TableName": "visits", "StreamSpecification": sent])
        #expect(table(described).remarks(on: changes) == remarks)
    }

    @Test("is created with the table, or not at all")
    func create() async throws {
        for (stream, sent) in [
            (.newAndOldImages, #"{"StreamEnabled":true,"StreamViewType":"NEW_AND_OLD_IMAGES"}"#), (nil, nil),
        ] as [(TableStream?, String?)] {
            let aws = ScriptedAWS(["CreateTable": [.empty]])
            try await table(stream).create(in: try AWS.answered(by: aws))
            #expect(aws.request("CreateTable")?.body["StreamSpecification"] == sent)
        }
    }

    @Test("is looked at again if AWS says that it is what it should be")
    func already() async throws {
        for (described, seen, message) in [
            (.newImages, nil, "Table already has an enabled stream: TableName: visits"),
            (nil, Self.keysOnly, "Table has no stream to disable: TableName: visits"),
        ] as [(TableStream?, String?, String)] {
            let answers = script(seen).merging(["UpdateTable": [.error("ValidationException", message)]]) { $1 }
            await #expect(throws: NotYet("the change cannot be seen everywhere yet")) {
                try await table(described).round(in: try AWS.answered(by: ScriptedAWS(answers)))
            }
        }
    }
}
