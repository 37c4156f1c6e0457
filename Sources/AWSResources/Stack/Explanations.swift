import AWSClient
import Deployer

/// What the AWS client's errors mean to people: what happened, why, and what to do.
enum Explanations {
    /// An explanation; nil for an error that is not of the AWS client.
    static func explain(_ error: any Error) -> Explanation? {
        switch error {
        case let error as CredentialError: explain(error)
        case let error as EndpointError:
            Explanation(
                "\(error.setting) cannot be used" + (error.value.isEmpty ? "" : ": it is \"\(error.value)\""),
                why: sentence(error.reason), advice: "Correct it, or remove it.")
        case let error as TransportError: explain(error)
        case let error as ServiceError: explain(error)
        case let error as UnreadableResponse: explain(error)
        default: nil
        }
    }

    private static func explain(_ error: CredentialError) -> Explanation {
        if let broken = error.broken {
            return Explanation(
                "The AWS login cannot be used", why: sentence("\(broken.provider): \(broken.reason)"),
                advice: "Nothing else was tried, so that nothing is done under another identity.")
        }
        let tried = error.declined.map { "\($0.provider) (\($0.reason))" }.joined(separator: ", ")
        return Explanation(
            "There are no AWS credentials", why: tried.isEmpty ? "" : "Tried: \(tried).",
            advice: "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or put keys into a profile of ~/.aws/credentials "
                + "and name it with --profile or AWS_PROFILE.")
    }

    private static func explain(_ error: TransportError) -> Explanation {
        Explanation(
            "\(error.host) could not be reached", why: sentence(error.message),
            advice: "Look at the network, the region, and where they are set AWS_ENDPOINT_URL and the proxy; then run the "
                + "same command again.")
    }

    private static func explain(_ error: UnreadableResponse) -> Explanation {
        Explanation(
            "\(error.service) answered \(error.operation) with something that cannot be read", why: sentence(error.reason),
            advice: "Look at what stands between: a proxy, or AWS_ENDPOINT_URL. Then run the same command again.")
    }

    private static func explain(_ error: ServiceError) -> Explanation {
        var why = "\(error.service) answered \(error.operation) with \(error.code) (\(error.status))"
        why += error.message.isEmpty ? "." : ": \(sentence(error.message))"
        if let id = error.requestID { why += " Request id \(id)." }
        return Explanation(what(error), why: why, advice: advice(error))
    }

    private static func what(_ error: ServiceError) -> String {
        if error.isExpiredCredentials { return "The AWS credentials have expired" }
        if error.isCredentialProblem { return "AWS does not accept the credentials" }
        if error.isAccessDenied { return "This login is not allowed to do that" }
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
        if error.code == "PublicPolicyException" {
            return "The account or its organization forbids public functions: ask its administrator to allow this one."
        }
        return error.status >= 500 || error.status == 429
            ? "Run the same command again in a while." : "Correct what AWS names, then run the same command again."
    }

    /// Text with a full stop at its end.
    private static func sentence(_ text: String) -> String {
        guard let last = text.last else { return "" }
        return ".!?".contains(last) ? text : text + "."
    }
}
