// What a failed login reports when one of its own calls failed.

extension ServiceError: LoginFailure {
    var inWords: String {
        summary + (requestID.map { " (request id \($0))" } ?? "")
            + (regionToEnable.map { "; the region \($0) may have to be enabled for the account first" } ?? "")
    }
}

extension UnreadableResponse: LoginFailure {
    var inWords: String { "\(service) answered \(operation) with something that cannot be read: \(reason)" }
}

extension LostResponse: LoginFailure {
    var inWords: String { BrokenCredentials(cause).reason }
}

extension InvalidSetting: LoginFailure {
    var inWords: String { "\(setting) cannot be used: \(reason)" }
}
