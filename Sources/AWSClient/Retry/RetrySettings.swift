/// The user's retry settings: `AWS_RETRY_MODE` and `AWS_MAX_ATTEMPTS`.
///
/// If a variable is not set, the profile's `retry_mode` and `max_attempts` apply.
struct RetrySettings: Sendable, Equatable {
    /// AWS's own modes (<https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html>).
    enum Mode: String, Sendable, CaseIterable {
        case legacy, standard, adaptive
    }

    /// Nil if none is set: the default is ``RetryPolicy/deployer(for:maxAttempts:)``.
    let mode: Mode?
    /// Nil to use each mode's own number.
    let maxAttempts: Int?

    /// - Throws: ``InvalidSetting`` for an invalid setting.
    init(environment: [String: String], configuration: SharedConfiguration) throws {
        func setting(_ variable: String, _ key: String) -> (name: String, value: String)? {
            if let value = environment[variable], !value.isEmpty { return (variable, value) }
            return configuration.value(key).map { ("\(key) of profile \(configuration.profile.name)", $0) }
        }
        mode = try setting("AWS_RETRY_MODE", "retry_mode").map { setting in
            guard let mode = Mode(rawValue: setting.value) else {
                throw InvalidSetting(
                    setting: setting.name, value: setting.value,
                    reason: "it must be legacy, standard or adaptive; without it throttled requests are sent again"
                        + " for minutes")
            }
            return mode
        }
        maxAttempts = try setting("AWS_MAX_ATTEMPTS", "max_attempts").map { setting in
            guard let number = Int(setting.value), (1...100).contains(number) else {
                throw InvalidSetting(
                    setting: setting.name, value: setting.value, reason: "it must be a whole number from 1 to 100")
            }
            return number
        }
    }

    /// The resulting policy for one service.
    func policy(for service: Service) -> RetryPolicy {
        switch mode {
        case nil: .deployer(for: service, maxAttempts: maxAttempts)
        case .legacy: .legacy(for: service, maxAttempts: maxAttempts)
        case .standard: .standard(for: service, maxAttempts: maxAttempts)
        case .adaptive: .adaptive(for: service, maxAttempts: maxAttempts)
        }
    }
}
