import Foundation
import Testing

@testable import Deployer
@testable import DeployerCLI

@Suite("An error as text")
struct ExplainerTests {
    private let texts = Explainer(owner: ("visitor-counter", "prod"))
    private let table = ResourceID(kind: "table", name: "VisitorCount")

    private func text(_ error: any Error, width: Int = 80) -> String {
        ExplanationText.error(texts.explanation(of: error), width: width).map(\.text).joined(separator: "\n")
    }

    @Test("names what is foreign, its tags, the tags that it would need, and what to do")
    func foreign() {
        #expect(
            text(Refusal(reasons: [.foreign(table, tags: ["team": "web", "cost": "7"])])) == """
                Error: visitor-counter · prod was not touched. Table VisitorCount exists and
                does not belong to this stack. It has the tags cost=7 and team=web; it would
                need deployer:stack=visitor-counter and deployer:stage=prod. Give yours another
                name, remove the one that is there, or take it over knowingly with --adopt
                VisitorCount.
                """)
        #expect(text(Refusal(reasons: [.foreign(table, tags: [:])])).contains("It has no tags; it would"))
        let known = Refusal(reasons: [.foreign(table, tags: [:], origin: "A restore leaves such tables")])
        #expect(text(known, width: 400).contains("deployer:stage=prod. A restore leaves such tables. Give yours"))
    }

    @Test("names the stack or stage that owns a resource, and says that adopting takes it away from there")
    func othersResource() {
        let tags = ["deployer:stack": "guestbook", "deployer:stage": "prod"]
        let theirs = text(Refusal(reasons: [.foreign(table, tags: tags)]), width: 400)
        #expect(
            theirs.contains(
                "Table VisitorCount exists and belongs to stage prod of the stack guestbook, and not to this one."))
        #expect(theirs.hasSuffix("or take it away from there knowingly with --adopt VisitorCount."))
        #expect(!theirs.contains("remove the one"))
        let stage = text(Refusal(reasons: [.foreign(table, tags: ["deployer:stage": "dev"])]), width: 400)
        #expect(stage.contains("belongs to stage dev, and not to this one"))
    }

    @Test(
        "of a resource that lost one of the owner's two tags does not call it another's",
        arguments: [
            (["deployer:stack": "visitor-counter"], "is marked for the stack visitor-counter alone"),
            (["deployer:stage": "prod"], "is marked for stage prod alone"),
        ])
    func lostTag(tags: [String: String], words: String) {
        let text = text(Refusal(reasons: [.foreign(table, tags: tags)]), width: 400)
        #expect(text.contains("Table VisitorCount exists and \(words). It has the tags"), "\(text)")
        #expect(text.hasSuffix("take it over knowingly with --adopt VisitorCount."))
    }

    @Test("names the options that adopt everything refused; each option adopts only one resource")
    func options() {
        let ids = [table, ResourceID(kind: "role", name: "it's"), ResourceID(kind: "logGroup", name: "VisitorCount")]
        let all = text(Refusal(reasons: ids.map { .foreign($0, tags: [:]) }), width: 400)
        #expect(
            all.hasSuffix(
                "To take over all that do not belong to this stack, add --adopt 'table VisitorCount' --adopt 'it'\\''s' "
                    + "--adopt 'logGroup VisitorCount'. Then run the same command again."))
        #expect(all.contains("take it over knowingly with --adopt 'it'\\''s'."))
    }

    @Test("keeps the case of a name at the start of a sentence, but capitalises a word there")
    func names() {
        struct Unreachable: Explainable {
            let explanation = Explanation("\("host.example") gave no answer", advice: "Look.")
        }
        let error = DeployError(resource: table, stage: "prod", activity: .observing, cause: Unreachable())
        #expect(text(error, width: 400).contains("could not be looked at. host.example gave no answer. Look."))
        let stubborn = ChangeDidNotStick(changes: [Change("memory", from: .number(1), to: .number(2))], rounds: 3)
        #expect(text(stubborn, width: 400).contains("without effect. memory was set to 2 and reads back as 1."))
        #expect(Words.wholeSentence("it is \("a")") == "It is a." && Words.wholeSentence("\("")it is") == "It is.")
        #expect(Words.wholeSentence("\("visitor-counter") is") == "visitor-counter is.")
        #expect(UsageError("\("deploy") asks", advice: "").explanation.phrase.capitalised == "deploy asks")
    }

    @Test("lists every reason of a refusal")
    func reasons() {
        let change = Change("partitionKey", from: .text("key"), to: .text("id"))
        let refusal = Refusal(reasons: [
            .foreign(ResourceID(kind: "role", name: "R"), tags: [:]),
            .immutable(table, change, advice: "Give the table another name."),
            .obstacle(table, "It is protected: turn that off and deploy first"),
        ])
        #expect(
            text(refusal) == """
                Error: visitor-counter · prod was not touched. There are 3 reasons:
                  1. Role R exists and does not belong to this stack. It has no tags; it would
                    need deployer:stack=visitor-counter and deployer:stage=prod. Give yours
                    another name, remove the one that is there, or take it over knowingly with
                    --adopt R.
                  2. The partitionKey of table VisitorCount cannot be changed once it is made;
                    it is key and should become id. Give the table another name.
                  3. Table VisitorCount cannot be removed as it is. It is protected: turn that
                    off and deploy first.
                Then run the same command again.
                """)
    }

    @Test("says what cannot be brought to what is described, and what to do")
    func changeObstacle() {
        let refusal = Refusal(reasons: [.changeObstacle(table, "It is stuck. Pull first")])
        #expect(
            text(refusal, width: 200)
                == "Error: visitor-counter · prod was not touched. Table VisitorCount cannot be brought to what is "
                + "described. It is stuck. Pull first.")
    }

    @Test("says what failed for which resource in which stage, then why, then what to do")
    func deploy() {
        let cause = TimedOut(reason: "role not assumable yet", waited: .seconds(605))
        let error = DeployError(resource: table, stage: "prod", activity: .creating, cause: cause)
        #expect(
            text(error) == """
                Error: table VisitorCount in stage prod could not be created. It was not ready
                after 10 min 5 s. What was waited for at last: role not assumable yet. Nothing
                is lost: run the same command again, it goes on waiting where this one stopped.
                With --timeout it waits longer, as --timeout 30m.
                """)
    }

    @Test("names the lines that describe what is wrong, for people and for programs")
    func described() {
        let places = [CodeLocation(file: "Shop/Shop.swift", line: 9), CodeLocation(file: "Shop/Shop.swift", line: 12)]
        let error = DescriptionError(GraphError.duplicate(table), at: places)
        #expect(
            text(error, width: 300)
                == "Error: table VisitorCount is described twice. Two resources of one kind cannot have one name. It is "
                + "described in Shop/Shop.swift:9 and Shop/Shop.swift:12. This is a mistake in the program that describes "
                + "the stack: give one of them another name, or list it once.")
        let json = ReportJSON.explanation(texts.explanation(of: error))
        let lines: [JSONValue] = [
            ["file": "Shop/Shop.swift", "line": .integer(9)], ["file": "Shop/Shop.swift", "line": .integer(12)],
        ]
        #expect(json["describedIn"] == .array(lines))
        let nowhere = DescriptionError(GraphError.duplicate(table), at: [])
        #expect(!text(nowhere, width: 300).contains("described in"))
        #expect(ReportJSON.explanation(texts.explanation(of: nowhere))["describedIn"] == nil)
    }

    @Test("give the same advice once, after the last of those that it is for")
    func sameAdvice() {
        let errors = [("one", "Do this."), ("two", "Do this."), ("three", "Do that."), ("four", "Do this.")]
        let lines = ExplanationText.errors(errors.map { Explanation(Phrase(words: $0.0), advice: $0.1) }, width: 80)
        #expect(
            lines.map(\.text) == [
                "Error: one.", "Error: two. Do this.", "Error: three. Do that.", "Error: four. Do this.",
            ])
    }

    @Test("says which change has no effect")
    func stubborn() {
        let change = Change("memory", from: .number(128), to: .number(256), unit: "MiB")
        let text = text(ChangeDidNotStick(changes: [change], rounds: 3), width: 200)
        #expect(text.hasPrefix("Error: a change was written 3 times without effect. memory was set to 256 and reads"))
    }

    @Test("lets an error explain itself, but asks the program first")
    func explained() {
        struct Known: Explainable {
            let explanation = Explanation("it is known", advice: "Do this.", exitCode: .badUsage)
        }
        #expect(text(Known()) == "Error: it is known. Do this.")
        #expect(texts.explanation(of: Known()).exitCode == .badUsage)
        let program = Explainer(known: { _ in Explanation("the program knows", advice: "Do that.") })
        #expect(program.explanation(of: Known()).what == "the program knows")
        let wrapped = DeployError(resource: table, stage: "dev", activity: .deleting, cause: Known())
        #expect(
            text(wrapped, width: 100)
                == "Error: table VisitorCount in stage dev could not be removed. It is known. Do this.")
    }

    private struct Strange: Error { let code = 7 }

    static let all: [any Error] = [
        GraphError.duplicate(ResourceID(kind: "a", name: "b")),
        GraphError.unknown(ResourceID(kind: "a", name: "b"), usedBy: ResourceID(kind: "c", name: "d")),
        GraphError.circle([ResourceID(kind: "a", name: "b"), ResourceID(kind: "c", name: "d")]),
        ResourceFailed(reason: "InternalError"), NotYet("CREATING"), CancellationError(), Strange(),
        CocoaError(.fileNoSuchFile), Refusal(reasons: []),
        UsageError("it is wrong", advice: "Do it right."), Reappeared(removals: 3),
        ConcurrentDeployment(moved: ["size was changed meanwhile", "size was changed meanwhile"]),
        Interrupted(signal: .interrupt, progress: .untouched), Interrupted(signal: .termination, progress: .applying),
        Interrupted(signal: .interrupt, progress: .complete), TimedOut(reason: "", waited: .seconds(3)),
    ]

    @Test("ends with what to do, and is more than a name", arguments: all.indices)
    func advice(_ index: Int) {
        let error = Self.all[index]
        let explanation = texts.explanation(of: error)
        #expect(!explanation.advice.isEmpty)
        #expect(explanation.what.contains(" "))
        #expect(text(error).hasSuffix("."))
        #expect(!explanation.what.contains("Error"))
    }

    @Test("says of an unknown error what it is")
    func unknown() {
        #expect(
            text(Strange(), width: 400).contains("Strange: Strange(code: 7). Run the same command again; if it happens")
        )
    }

    @Test("ends with 130 after an interruption, also during work on a resource")
    func interrupted() {
        let error = DeployError(resource: table, stage: "dev", activity: .updating, cause: CancellationError())
        #expect(texts.explanation(of: error).exitCode == .interrupted)
    }

    @Test("does not let a service's message control the terminal")
    func escapes() {
        #expect(text(ResourceFailed(reason: "\u{1B}[2Jgone")).contains("\\u{1b}[2Jgone"))
    }
}
