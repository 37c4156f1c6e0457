import Foundation
import Testing

@testable import AWSClient

@Suite("The shared configuration")
struct SharedConfigurationTests {
    private let config = """
        [default]
        region = eu-west-1
        [profile dev]
        region = eu-west-2
        [profile "two words"]
        region = eu-west-3
        [dev2]
        region = eu-north-1
        [sso-session dev]
        region = nowhere
        """

    private func region(_ environment: [String: String] = [:], profile: String? = nil) async throws -> String? {
        try await SharedFiles.with(config: config) { files in
            let environment = files.environment.merging(environment) { $1 }
            return try await SharedConfiguration(environment: environment, profile: profile).region?.name
        }
    }

    @Test("takes the region from AWS_REGION, AWS_DEFAULT_REGION, then the profile")
    func regions() async throws {
        #expect(try await region(["AWS_REGION": "a", "AWS_DEFAULT_REGION": "b"]) == "a")
        #expect(try await region(["AWS_REGION": "", "AWS_DEFAULT_REGION": "b"]) == "b")
        #expect(try await region() == "eu-west-1")
        #expect(try await region(["AWS_PROFILE": "dev"]) == "eu-west-2")
        #expect(try await region(["AWS_PROFILE": "dev"], profile: "two words") == "eu-west-3")
        #expect(try await SharedConfiguration(environment: ["HOME": "/nowhere"]).region == nil)
    }

    @Test("names the source of the region")
    func regionSource() throws {
        let ofProfile = try SharedConfiguration.parsing(config)
        #expect(ofProfile.region?.source == "profile default")
        let ofVariable = try SharedConfiguration.parsing(config, environment: ["AWS_DEFAULT_REGION": "b"])
        #expect(ofVariable.region?.source == "AWS_DEFAULT_REGION")
    }

    @Test("prefers the old name of AWS_PROFILE, and ignores an empty variable")
    func profileVariables() async throws {
        #expect(try await region(["AWS_DEFAULT_PROFILE": "dev", "AWS_PROFILE": "default"]) == "eu-west-2")
        #expect(try await region(["AWS_PROFILE": ""]) == "eu-west-1")
    }

    @Test(
        "rejects a named profile that does not exist, and names the files",
        arguments: [
            ("nope", ""), ("dev2", ": write [profile dev2] for [dev2] in the first"),
            ("other", ": write [other] for [profile other] in the second"),
            ("sso-session dev", ": write [profile 'sso-session dev'] for [sso-session dev] in the first"), ("", ""),
        ])
    func missing(name: String, hint: String) async throws {
        try await SharedFiles.with(config: config, credentials: "[profile other]") { files in
            let error = await #expect(throws: CredentialError.self) {
                _ = try await SharedConfiguration(environment: files.environment, profile: name)
            }
            let reason = error?.broken?.reason
            #expect(reason == "there is no profile \(name) in \(files.configPath) or \(files.credentialsPath)\(hint)")
        }
        await #expect(throws: CredentialError.self) {
            _ = try await SharedConfiguration(environment: ["HOME": "/nowhere", "AWS_PROFILE": "nope"])
        }
    }

    @Test("prefers [profile default] to [default], and the later of two sections for one profile")
    func defaults() throws {
        let both = try SharedConfiguration.parsing("[profile default]\nregion = a\n[default]\nregion = b")
        #expect(both.region?.name == "a")
        for names in [["profile p", "profile \"p\""], ["profile 'p'", "profile p"]] {
            let text = names.enumerated().map { "[\($1)]\nregion = \($0)\n" }.joined()
            #expect(try SharedConfiguration.parsing(text, environment: ["AWS_PROFILE": "p"]).region?.name == "1")
        }
    }

    @Test("prefers the credentials file if both set a key, and finds a profile in either")
    func merged() async throws {
        let config = "[profile p]\nregion = a\nmax_attempts = 5\n"
        try await SharedFiles.with(config: config, credentials: "[p]\nregion = b\n[only]\nregion = c") { files in
            let both = try await SharedConfiguration(environment: files.environment, profile: "p")
            #expect(both.region?.name == "b")
            #expect(both.value("max_attempts") == "5")
            #expect(both.value("other") == nil)
            let only = try await SharedConfiguration(environment: files.environment, profile: "only")
            #expect(only.region?.name == "c")
        }
    }

    @Test("names the malformed file and line, without a secret from it")
    func malformed() async throws {
        try await SharedFiles.with(credentials: "[default]\naws_access_key_id = A\nhush hush") { files in
            let error = await #expect(throws: CredentialError.self) {
                _ = try await SharedConfiguration(environment: files.environment)
            }
            let reason = try #require(error?.broken?.reason)
            #expect(reason.hasPrefix("\(files.credentialsPath), line 3: "))
            #expect(!"\(String(describing: error))".contains("hush"))
        }
    }
}
