import Deployer
import Foundation

/// Turns any error into an explanation for people: the only place where errors become text.
package struct ErrorText: Sendable {
    /// Explain errors that the engine does not know; asked in this order, those that depend on the stage first.
    let explainers: [@Sendable (any Error) -> Explanation?]
    /// The command's stack and stage, if known.
    let owner: (stack: String, stage: String)?

    /// An explanation of the error, whatever it is.
    func explanation(of error: any Error) -> Explanation {
        switch error {
        case let error as DeployError: return deploy(error)
        case let error as Refusal: return RefusalText(refusal: error, owner: owner).explanation
        case let error as GraphError: return graph(error)
        case let error as TimedOut: return timeout(error)
        case let error as ChangeDidNotStick: return stubborn(error)
        case let error as ConcurrentDeployment: return concurrentDeployment(error)
        case let error as Reappeared:
            return Explanation(
                "it stood there again each time, after it was removed \(Words.count(error.removals, "time"))",
                why: "Most likely something still uses it and makes it anew.",
                advice: "Find out what does, or wait until that has ended; then run the same command again.")
        case let error as ResourceFailed:
            return Explanation(
                "the cloud reports it as failed", why: Words.wholeSentence(Phrase(words: error.reason)),
                advice: error.holdsData
                    ? "Its data is not touched. Correct what the cloud names, then run the same command again."
                    : "Correct what the cloud names, then run the same command again. Where that is not possible, remove "
                        + "what failed, and the next deploy makes it anew.")
        case let error as NotYet:
            return Explanation(
                "it is not ready yet", why: Words.wholeSentence(Phrase(words: error.reason)),
                advice: "Wait a little, then run the same command again.")
        case is CancellationError:
            return Explanation(
                "interrupted before everything was done",
                advice: "Run the same command again: it continues where it stopped.", exitCode: .interrupted)
        default: break
        }
        for explain in explainers {
            if let known = explain(error) { return known }
        }
        if let error = error as? any Explainable { return error.explanation }
        return unknown(error)
    }

    private func deploy(_ error: DeployError) -> Explanation {
        let cause = explanation(of: error.cause)
        let what: Phrase = "\(error.resource) in stage \(error.stage) could not be \(error.activity.past)"
        let why = [Words.wholeSentence(cause.phrase), cause.why].filter { !$0.isEmpty }
        return Explanation(
            what, why: why.joined(separator: " "), advice: cause.advice, exitCode: cause.exitCode,
            details: cause.details)
    }

    private func graph(_ error: GraphError) -> Explanation {
        let advice = "This is a mistake in the program that describes the stack: "
        switch error {
        case .duplicate(let id):
            return Explanation(
                "\(id) is described twice", why: "Two resources of one kind cannot have one name.",
                advice: advice + "give one of them another name, or list it once.")
        case .unknown(let id, let user):
            return Explanation(
                "\(user) uses \(id), which the stack does not list",
                why: "Only what is listed is made, so it would never stand.",
                advice: advice + "add \(id) to the stack's resources.")
        case .circle(let ids):
            return Explanation(
                "resources use each other in a circle",
                why: Words.sentence((ids + ids.prefix(1)).map(\.description).joined(separator: " → ")),
                advice: advice + "take one of these uses out.")
        case .duplicateOutput(let name, let id, let other):
            return Explanation(
                "the output of \(id) cannot be called \(name)",
                why: other.map {
                    "The output of \($0) is called so, or nearly: where a CI system reads them, the two "
                        + "would be one."
                } ?? "Every job of a CI system has an output of that name.",
                advice: advice + "give it another name with named(output:).")
        case .badOutputName(let name, let id):
            return Explanation(
                "the output of \(id) cannot be called \"\(Printable.cut(name, to: 60))\"",
                why: "A name is 1 to 64 letters, digits, - and _, a letter first.",
                advice: advice + "give it another name with named(output:).")
        }
    }

    private func timeout(_ error: TimedOut) -> Explanation {
        Explanation(
            "it was not ready after \(Words.wholeSeconds(error.waited))",
            why: error.reason.isEmpty ? "" : Words.sentence("What was waited for at last: \(error.reason)"),
            advice: "Nothing is lost: run the same command again, it goes on waiting where this one stopped. "
                + "With --timeout it waits longer, as --timeout 30m.")
    }

    private func concurrentDeployment(_ error: ConcurrentDeployment) -> Explanation {
        let moved = error.moved.first == error.moved.last ? Array(error.moved.prefix(1)) : error.moved
        return Explanation(
            "someone else is deploying the same stage",
            why: Words.sentence(
                "It was changed by another twice while this run was at it: \(Words.list(moved, last: "then"))"),
            advice: "Wait until the other one is done, then run the same command again: nothing of yours is lost, and "
                + "it continues from what stands then.")
    }

    private func stubborn(_ error: ChangeDidNotStick) -> Explanation {
        let changes = error.changes.map { change in
            let (from, to) = ValueText.pair(change.from, change.to)
            return "\(change.property) was set to \(to) and reads back as \(from)"
        }
        return Explanation(
            "a change was written \(Words.count(error.rounds, "time")) without effect",
            why: Words.sentence(changes.joined(separator: "; ")),
            advice: "Something else may be setting it back, or the cloud does not take this value: "
                + "look at who changes it, or describe another value.")
    }

    private func unknown(_ error: any Error) -> Explanation {
        let text: String
        if error is any LocalizedError || error is CocoaError || error is POSIXError
            || type(of: error as Any) is NSError.Type
        {
            text = SystemReason.text(error)
        } else {
            text = "\(String(reflecting: type(of: error))): \(String(describing: error))"
        }
        return Explanation(
            "something went wrong that this program has no words for",
            why: Words.sentence("It says: \(Printable.cut(text, to: 600))"),
            advice: "Run the same command again; if it happens again, report it with this text.")
    }
}

extension DeployError.Activity {
    /// The word for it once it is done.
    fileprivate var past: String {
        switch self {
        case .preparing: "prepared"
        case .observing: "looked at"
        case .creating: "created"
        case .updating: "changed"
        case .deleting: "removed"
        }
    }
}
