import Testing

@testable import Deployer
@testable import DeployerCLI

@Suite("The outcome of a plan")
struct OutcomeTextTests {
    private let table = ResourceID(kind: "table", name: "VisitorCount")
    private let function = ResourceID(kind: "function", name: "visitor-counter")
    private let url = ResourceID(kind: "url", name: "visitor-counter:live")

    private func text(_ outcome: Outcome, isInterrupted: Bool = false, width: Int) -> String {
        OutcomeText.incomplete(outcome, isInterrupted: isInterrupted, width: width).map(\.text)
            .joined(separator: "\n")
    }

    private var outcome: Outcome {
        Outcome(
            finished: [Step(table, .create)], unfinished: [.init(function, reason: "role not assumable yet")],
            notBegun: [url])
    }

    @Test("says what was done, what is unfinished and why, and what was not begun, 80 columns wide")
    func wide() {
        #expect(
            text(outcome, width: 80) == """
                Done before that: table VisitorCount (created). Unfinished: function
                visitor-counter (role not assumable yet). Not begun: url visitor-counter:live.
                Running the same command again continues from here.
                """)
    }

    @Test("says the same 40 columns wide")
    func narrow() {
        #expect(
            text(outcome, isInterrupted: true, width: 40) == """
                Done before that: table VisitorCount
                (created). Unfinished: function
                visitor-counter (role not assumable
                yet). Not begun: url
                visitor-counter:live.
                """)
    }

    @Test("says that nothing was changed only if nothing is unfinished")
    func nothing() {
        #expect(text(Outcome(finished: []), width: 200).hasPrefix("Nothing else was changed."))
        let half = Outcome(finished: [], unfinished: [.init(function, reason: "")])
        #expect(
            text(half, isInterrupted: true, width: 200)
                == "Nothing else was finished. Unfinished: function visitor-counter.")
    }

    @Test("after a concurrent deploy names what changed, and what to do")
    func concurrentDeployment() {
        let texts = Explainer()
        let cause = ConcurrentDeployment(moved: ["the code was changed meanwhile", "memory was changed meanwhile"])
        let error = DeployError(resource: function, stage: "prod", activity: .updating, cause: cause)
        let lines = ExplanationText.error(texts.explanation(of: error), width: 80).map(\.text)
        #expect(
            lines.joined(separator: "\n") == """
                Error: function visitor-counter in stage prod could not be changed. Someone else
                is deploying the same stage. It was changed by another twice while this run was
                at it: the code was changed meanwhile then memory was changed meanwhile. Wait
                until the other one is done, then run the same command again: nothing of yours
                is lost, and it continues from what exists then.
                """)
    }
}
