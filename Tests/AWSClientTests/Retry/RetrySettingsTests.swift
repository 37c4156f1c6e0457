import Testing

@testable import AWSClient

@Suite("The retry settings")
struct RetrySettingsTests {
    private func settings(_ environment: [String: String], config: String? = nil) throws -> RetrySettings {
        try RetrySettings(
            environment: environment,
            configuration: SharedConfiguration.parsing(config ?? "", environment: environment))
    }

    @Test("default to the deployer's policy, and AWS_MAX_ATTEMPTS alone limits both kinds of failure")
    func ours() throws {
        for service in Service.all {
            #expect(try settings([:]).policy(for: service) == .deployer(for: service))
            #expect(
                try settings(["AWS_MAX_ATTEMPTS": "2"]).policy(for: service) == .deployer(for: service, maxAttempts: 2))
        }
    }

    @Test("choose AWS's modes, each with its own or the given number of attempts")
    func modes() throws {
        for service in Service.all {
            func policy(_ mode: String, _ more: [String: String] = [:]) throws -> RetryPolicy {
                try settings(more.merging(["AWS_RETRY_MODE": mode]) { $1 }).policy(for: service)
            }
            #expect(try policy("standard") == .standard(for: service))
            #expect(try policy("adaptive") == .adaptive(for: service))
            #expect(try policy("legacy") == .legacy(for: service))
            let nine = ["AWS_MAX_ATTEMPTS": "9"]
            #expect(try policy("standard", nine) == .standard(for: service, maxAttempts: 9))
            #expect(try policy("adaptive", nine) == .adaptive(for: service, maxAttempts: 9))
            #expect(try policy("legacy", nine) == .legacy(for: service, maxAttempts: 9))
        }
    }

    @Test("are the profile's if a variable is not set or empty")
    func profile() throws {
        let config = "[default]\nretry_mode = legacy\nmax_attempts = 6"
        #expect(try settings([:], config: config).policy(for: .iam) == .legacy(for: .iam, maxAttempts: 6))
        let empty = ["AWS_RETRY_MODE": "", "AWS_MAX_ATTEMPTS": ""]
        #expect(try settings(empty, config: config).policy(for: .iam) == .legacy(for: .iam, maxAttempts: 6))
        let set = ["AWS_RETRY_MODE": "standard", "AWS_MAX_ATTEMPTS": "1"]
        #expect(try settings(set, config: config).policy(for: .iam) == .standard(for: .iam, maxAttempts: 1))
    }

    @Test(
        "are rejected with the setting's name if they are invalid",
        arguments: [
            (["AWS_RETRY_MODE": "endless"], "", "AWS_RETRY_MODE"),
            (["AWS_RETRY_MODE": "Standard"], "", "AWS_RETRY_MODE"),
            (["AWS_MAX_ATTEMPTS": "0"], "", "AWS_MAX_ATTEMPTS"), (["AWS_MAX_ATTEMPTS": "101"], "", "AWS_MAX_ATTEMPTS"),
            (["AWS_MAX_ATTEMPTS": "-1"], "", "AWS_MAX_ATTEMPTS"), (["AWS_MAX_ATTEMPTS": "3.5"], "", "AWS_MAX_ATTEMPTS"),
            (["AWS_MAX_ATTEMPTS": "99999999999999999999"], "", "AWS_MAX_ATTEMPTS"),
            ([:], "[default]\nretry_mode = none", "retry_mode of profile default"),
            ([:], "[default]\nmax_attempts = many", "max_attempts of profile default"),
        ])
    func refused(environment: [String: String], config: String, setting: String) throws {
        let error = #expect(throws: InvalidSetting.self) { _ = try settings(environment, config: config) }
        #expect(error?.setting == setting)
        #expect(error?.reason.contains("it must be") == true)
    }
}
