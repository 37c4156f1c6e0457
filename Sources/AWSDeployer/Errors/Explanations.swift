import AWSClient
import AWSResources
import Deployer
import Foundation

/// The explanation of errors from the AWS client and from AWS's rules: what happened, why, and what to do.
enum Explanations {
    /// An explanation; nil for any other error.
    ///
    /// - Parameter policy: the stage's needs, to name the missing ones; nil if no stage was loaded.
    static func explain(_ error: any Error, policy: StagePolicy? = nil) -> Explanation? {
        switch error {
        case let error as CredentialError: explain(error)
        case let error as InvalidSetting:
            Explanation(
                "\(error.setting) cannot be used\(error.value.isEmpty ? "" : ": it is \"\(error.value)\"")",
                why: Words.wholeSentence(Phrase(words: error.reason)), advice: "Correct it, or remove it.")
        case let error as TransportError: explain(error)
        case let error as ServiceError: explain(error, policy)
        case let error as UnreadableResponse: explain(error)
        case let error as LostResponse: explain(error)
        case let error as InvalidDescription:
            Explanation(
                "AWS would refuse \(error.resource) as it is described",
                why:
                    "Its property \(error.property) is \"\(error.value)\"; it must be \(Words.sentence(error.allowed))",
                advice: "Correct it in the stage's settings or in the program that describes the stack.")
        case let error as InvalidCall:
            Explanation(
                "\(error.operation) cannot be called in this way",
                why: Words.wholeSentence(Phrase(words: error.reason)),
                advice:
                    "This is a mistake in the program, not in the command: correct the kind that calls it, where it is "
                    + "the program's own, or report it with this text.")
        default: nil
        }
    }

    private static func explain(_ error: CredentialError) -> Explanation {
        if let broken = error.broken {
            // A login that requests credentials from AWS includes AWS's response in its reason.
            let denial = AccessDenial(message: broken.reason)
            let refusal = denial.action == nil ? nil : AccessAdvice.on(denial, by: nil)
            return Explanation(
                "The AWS login cannot be used",
                why: Words.wholeSentence(Phrase(words: "\(broken.provider): \(broken.reason)")),
                advice: "Correct that, or use another login (--profile, AWS_PROFILE). Nothing else was tried, so that "
                    + "nothing is done under another identity." + (refusal.map { " " + $0.advice } ?? ""),
                details: refusal?.details ?? [])
        }
        let tried = error.declined.map { "\($0.provider) (\($0.reason))" }.joined(separator: ", ")
        return Explanation(
            "There are no AWS credentials", why: tried.isEmpty ? "" : "Tried: \(tried).",
            advice: "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name a profile with --profile or AWS_PROFILE; "
                + "`aws configure sso` makes one for IAM Identity Center, and `aws configure` one with keys.")
    }

    private static func explain(_ error: TransportError) -> Explanation {
        Explanation(what(error), why: Words.wholeSentence(Phrase(words: error.message)), advice: advice(error))
    }

    private static func what(_ error: TransportError) -> Phrase {
        switch error.cause {
        case .endlessAnswer: "\(error.host) sends more than an answer of AWS can be"
        case .untrusted, .certificateTime: "\(error.host) cannot be trusted, so nothing was sent"
        case .unreadableRoots: "The root certificates cannot be read, so nothing was sent"
        case .network, .proxy:
            error.mayHaveArrived ? "\(error.host) gave no answer" : "\(error.host) could not be reached"
        }
    }

    private static func advice(_ error: TransportError) -> String {
        switch error.cause {
        case .endlessAnswer: return "Look at what is in between: a proxy, or AWS_ENDPOINT_URL."
        case .untrusted(rootsNamedBy: nil):
            return
                "Where a proxy or a private endpoint has a root certificate of its own, name its file in AWS_CA_BUNDLE; "
                + "otherwise someone may be listening in between."
        case .untrusted(let setting?):
            return
                "\(setting) names the root certificates that are trusted in place of the system's: look whether that "
                + "file has the one that vouches for the host. If it should, someone may be listening in between."
        case .certificateTime:
            return
                "Look at this machine's clock, which says \(Timestamp.text(Int64(Date().timeIntervalSince1970))). If "
                + "that is right, the host's certificate is out of date, and its owner has to renew it."
        case .unreadableRoots(nil):
            return "Install the system's root certificates, as Debian's package ca-certificates."
        case .unreadableRoots(let setting?): return "Correct \(setting)."
        case .proxy(let variable, _): return "Correct \(variable), or except the host from it with NO_PROXY."
        case .network:
            return
                "Look at the network and the region, and at AWS_ENDPOINT_URL and the proxy where they are set; then run "
                + "the same command again."
        }
    }

    private static func explain(_ error: LostResponse) -> Explanation {
        let cause = explain(error.cause)
        return Explanation(
            "It is not known whether \(error.operation.service.name) carried out \(error.operation.name)",
            why: cause.map { "\(Words.sentence($0.what)) \($0.why)" } ?? "No answer came that says so.",
            advice: "Run the same command again: it looks at what exists, and continues from there.")
    }

    private static func explain(_ error: UnreadableResponse) -> Explanation {
        Explanation(
            "\(error.service) answered \(error.operation) with something that cannot be read",
            why: Words.wholeSentence(Phrase(words: error.reason)) + requestID(error.requestID),
            advice:
                "Look at what is in between: a proxy, or AWS_ENDPOINT_URL. Where the program has kinds of its own, look "
                + "at the type that the answer is read as. Then run the same command again.")
    }

    private static func explain(_ error: ServiceError, _ policy: StagePolicy?) -> Explanation {
        if let known = ErrorDiagnosis(error) {
            return Explanation(
                Phrase(words: known.what), why: Words.sentence(error.summary) + requestID(error.requestID),
                advice: known.advice)
        }
        let refusal =
            error.isAccessDenied
            ? AccessAdvice.on(
                AccessDenial(message: error.message), by: policy, operation: (error.service, error.operation)) : nil
        return Explanation(
            what(error), why: Words.sentence(error.summary) + requestID(error.requestID),
            advice: refusal?.advice ?? advice(error), details: refusal?.details ?? [])
    }

    /// The request id for AWS's support, as a further sentence.
    private static func requestID(_ id: String?) -> String { id.map { " Request id \($0)." } ?? "" }

    private static func what(_ error: ServiceError) -> Phrase {
        if error.isExpiredCredentials { return "The AWS credentials have expired" }
        if error.isCredentialProblem { return "AWS does not accept the credentials" }
        if error.isAccessDenied { return "This login is not allowed to do that" }
        if error.isPassing { return "AWS could not do it now" }
        if isRedirect(error) { return "\(error.service) was asked at a place that sends elsewhere" }
        return "AWS refused"
    }

    private static func advice(_ error: ServiceError) -> String {
        if error.isExpiredCredentials { return "Log in again, then run the same command." }
        if error.isCredentialProblem {
            return "Look at the keys, whether they are of this partition, and at this machine's clock."
        }
        if error.isAccessDenied {
            return "Grant the action that AWS names to the login, or use another with --profile."
        }
        if let words = error.words { return words.advice(error.region) }
        if isRedirect(error) { return "Look at the region, AWS_ENDPOINT_URL and the proxy." }
        return error.isPassing
            ? "Run the same command again in a while." : "Correct what AWS names, then run the same command again."
    }

    private static func isRedirect(_ error: ServiceError) -> Bool { (300..<400).contains(error.status) }
}
