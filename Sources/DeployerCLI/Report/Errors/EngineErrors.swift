public import Deployer

// What the engine's errors mean to people.

extension GraphError: Explainable {
    /// What happened, why, and what to do.
    public var explanation: Explanation {
        let advice = "This is a mistake in the program that describes the stack: "
        switch self {
        case .duplicate(let id):
            return Explanation(
                "\(id) is described twice", why: "Two resources of one kind cannot have one name.",
                advice: advice + "give one of them another name, or list it once.")
        case .unknown(let id, let user):
            return Explanation(
                "\(user) uses \(id), which the stack does not list",
                why: "Only what is listed is made, so it would never exist.",
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
}

extension TimedOut: Explainable {
    /// What happened, why, and what to do.
    public var explanation: Explanation {
        Explanation(
            "it was not ready after \(Words.wholeSeconds(waited))",
            why: reason.isEmpty ? "" : Words.sentence("What was waited for at last: \(reason)"),
            advice: "Nothing is lost: run the same command again, it goes on waiting where this one stopped. "
                + "With --timeout it waits longer, as --timeout 30m.")
    }
}

extension ConcurrentDeployment: Explainable {
    /// What happened, why, and what to do.
    public var explanation: Explanation {
        let moved = moved.first == moved.last ? Array(moved.prefix(1)) : moved
        return Explanation(
            "someone else is deploying the same stage",
            why: Words.sentence(
                "It was changed by another twice while this run was at it: \(Words.list(moved, last: "then"))"),
            advice: "Wait until the other one is done, then run the same command again: nothing of yours is lost, and "
                + "it continues from what exists then.")
    }
}

extension ChangeDidNotStick: Explainable {
    /// What happened, why, and what to do.
    public var explanation: Explanation {
        let changes = changes.map { change in
            let (from, to) = ValueText.pair(change.from, change.to)
            return "\(change.property) was set to \(to) and reads back as \(from)"
        }
        return Explanation(
            "a change was written \(Words.count(rounds, "time")) without effect",
            why: Words.sentence(changes.joined(separator: "; ")),
            advice: "Something else may be setting it back, or the cloud does not take this value: "
                + "look at who changes it, or describe another value.")
    }
}

extension Reappeared: Explainable {
    /// What happened, why, and what to do.
    public var explanation: Explanation {
        Explanation(
            "it existed again each time, after it was removed \(Words.count(removals, "time"))",
            why: "Most likely something still uses it and makes it anew.",
            advice: "Find out what does, or wait until that has ended; then run the same command again.")
    }
}

extension ResourceFailed: Explainable {
    /// What happened, why, and what to do.
    public var explanation: Explanation {
        Explanation(
            "the cloud reports it as failed", why: Words.wholeSentence(Phrase(words: reason)),
            advice: holdsData
                ? "Its data is not touched. Correct what the cloud names, then run the same command again."
                : "Correct what the cloud names, then run the same command again. Where that is not possible, remove "
                    + "what failed, and the next deploy makes it anew.")
    }
}

extension NotYet: Explainable {
    /// What happened, why, and what to do.
    public var explanation: Explanation {
        Explanation(
            "it is not ready yet", why: Words.wholeSentence(Phrase(words: reason)),
            advice: "Wait a little, then run the same command again.")
    }
}
