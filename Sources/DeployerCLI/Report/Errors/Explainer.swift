package import Deployer
import Foundation
import HostSystem

/// Turns any error into an explanation for people: the only way from an error to its words.
///
/// An error explains itself (``/Deployer/Explainable``), unless what it means depends on the stage: then ``known`` does.
package struct Explainer: Sendable {
    /// Explains errors that do not explain themselves, as those of a cloud's client.
    let known: @Sendable (any Error) -> Explanation?
    /// The command's stack and stage, if known.
    let owner: (stack: String, stage: String)?

    /// An explainer of a program's errors.
    package init(
        owner: (stack: String, stage: String)? = nil,
        known: @escaping @Sendable (any Error) -> Explanation? = { _ in nil }
    ) {
        self.owner = owner
        self.known = known
    }

    /// An explainer that knows the stage.
    init<Context>(_ deployment: Deployment<Context>) {
        self.init(owner: (deployment.stack, deployment.stage), known: deployment.explain)
    }

    /// An explanation of the error, whatever it is.
    func explanation(of error: any Error) -> Explanation {
        switch error {
        case let error as DeployError: deploy(error)
        case let error as DescriptionError: description(error)
        case let error as Refusal: RefusalText(refusal: error, owner: owner).explanation
        case is CancellationError:
            Explanation(
                "interrupted before everything was done",
                advice: "Run the same command again: it continues where it stopped.", exitCode: .interrupted)
        default: known(error) ?? (error as? any Explainable)?.explanation ?? unexpected(error)
        }
    }

    /// The cause, and where the program says what is wrong.
    private func description(_ error: DescriptionError) -> Explanation {
        let cause = explanation(of: error.cause)
        guard !error.locations.isEmpty else { return cause }
        let places = error.locations.map { Printable.escaped($0.description) }
        return Explanation(
            cause.phrase, why: "\(cause.why) It is described in \(Words.list(places)).", advice: cause.advice,
            exitCode: cause.exitCode,
            details: cause.details + [
                JSONValue.Member(
                    "describedIn",
                    .array(error.locations.map { ["file": .string($0.file), "line": .integer($0.line)] }))
            ])
    }

    private func deploy(_ error: DeployError) -> Explanation {
        let cause = explanation(of: error.cause)
        let what: Phrase = "\(error.resource) in stage \(error.stage) could not be \(error.activity.past)"
        let why = [Words.wholeSentence(cause.phrase), cause.why].filter { !$0.isEmpty }
        return Explanation(
            what, why: why.joined(separator: " "), advice: cause.advice, exitCode: cause.exitCode,
            details: cause.details)
    }

    private func unexpected(_ error: any Error) -> Explanation {
        let text: String
        if error is any LocalizedError || error is CocoaError || error is POSIXError
            || type(of: error as Any) is NSError.Type
        {
            text = SystemReason.text(error)
        } else {
            text = "\(String(reflecting: type(of: error))): \(String(describing: error))"
        }
        return Explanation(
            "unexpected error",
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
