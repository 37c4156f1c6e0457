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

    private func region(_ environment: [String: String] = [:], profile: String? = nil) throws -> String? {
        try SharedFiles.with(config: config) { files in
            let environment = files.environment.merging(environment) { $1 }
            return try SharedConfiguration(environment: environment, profile: profile).region?.name
        }
    }

    @Test("takes the region from AWS_REGION, AWS_DEFAULT_REGION, then the profile")
    func regions() throws {
        #expect(try region(["AWS_REGION": "a", "AWS_DEFAULT_REGION": "b"]) == "a")
        #expect(try region(["AWS_REGION": "", "AWS_DEFAULT_REGION": "b"]) == "b")
        #expect(try region() == "eu-west-1")
        #expect(try region(["AWS_PROFILE": "dev"]) == "eu-west-2")
        #expect(try region(["AWS_PROFILE": "dev"], profile: "two words") == "eu-west-3")
        #expect(try SharedConfiguration(environment: [:]).region == nil)
    }

    @Test("says who named the region")
    func regionSource() throws {
        try SharedFiles.with(config: config) { files in
            let ofProfile = try SharedConfiguration(environment: files.environment)
            #expect(ofProfile.region?.source == "profile default")
            let environment = files.environment.merging(["AWS_DEFAULT_REGION": "b"]) { $1 }
            let ofVariable = try SharedConfiguration(environment: environment)
            #expect(ofVariable.region?.source == "AWS_DEFAULT_REGION")
        }
    }

    @Test("takes the old name of AWS_PROFILE first, and an empty one for none")
    func profileVariables() throws {
        #expect(try region(["AWS_DEFAULT_PROFILE": "dev", "AWS_PROFILE": "default"]) == "eu-west-2")
        #expect(try region(["AWS_PROFILE": ""]) == "eu-west-1")
    }

    @Test(
        "refuses a profile that was named and is nowhere, naming the files",
        arguments: ["nope", "dev2", "sso-session dev", ""])
    func missing(name: String) throws {
        try SharedFiles.with(config: config) { files in
            let error = try #require(
                #expect(throws: CredentialError.self) {
                    _ = try SharedConfiguration(environment: files.environment, profile: name)
                })
            let reason = try #require(error.broken?.reason)
            #expect(reason == "there is no profile \(name) in \(files.configPath) or \(files.credentialsPath)")
        }
        #expect(throws: CredentialError.self) {
            _ = try SharedConfiguration(environment: ["AWS_PROFILE": "nope"])
        }
    }

    @Test("prefers [profile default] to [default]")
    func defaults() throws {
        try SharedFiles.with(config: "[profile default]\nregion = a\n[default]\nregion = b") { files in
            let configuration = try SharedConfiguration(environment: files.environment)
            #expect(configuration.region?.name == "a")
        }
    }

    @Test("prefers the credentials file for what both have, and finds a profile in either")
    func merged() throws {
        let config = "[profile p]\nregion = a\nmax_attempts = 5\n"
        try SharedFiles.with(config: config, credentials: "[p]\nregion = b\n[only]\nregion = c") { files in
            let both = try SharedConfiguration(environment: files.environment, profile: "p")
            #expect(both.region?.name == "b")
            #expect(both.value("max_attempts") == "5")
            #expect(both.value("other") == nil)
            #expect(try SharedConfiguration(environment: files.environment, profile: "only").region?.name == "c")
        }
    }

    @Test("reads the files that the variables name, from the home folder where they begin with ~")
    func otherFiles() throws {
        try SharedFiles.with { files in
            try "[default]\nregion = a".write(toFile: "\(files.home)/c", atomically: true, encoding: .utf8)
            for path in ["\(files.home)/c", "~/c"] {
                let environment = ["HOME": files.home, "AWS_CONFIG_FILE": path]
                #expect(try SharedConfiguration(environment: environment).region?.name == "a")
            }
            let gone = ["HOME": files.home, "AWS_CONFIG_FILE": "\(files.home)/gone"]
            #expect(try SharedConfiguration(environment: gone).region == nil)
        }
    }

    @Test("takes /dev/null for an empty file")
    func noPlainFile() throws {
        let environment = ["AWS_CONFIG_FILE": "/dev/null", "AWS_SHARED_CREDENTIALS_FILE": "/dev/null"]
        let configuration = try SharedConfiguration(environment: environment)
        #expect(configuration.region == nil)
    }

    @Test("names the file and line that it does not understand, without a secret in it")
    func malformed() throws {
        try SharedFiles.with(credentials: "[default]\naws_access_key_id = A\nhush hush") { files in
            let error = try #require(
                #expect(throws: CredentialError.self) {
                    _ = try SharedConfiguration(environment: files.environment)
                })
            let reason = try #require(error.broken?.reason)
            #expect(reason.hasPrefix("\(files.credentialsPath), line 3: "))
            #expect(!"\(error)".contains("hush"))
        }
    }

    @Test("refuses a file without an end, and one that is larger than any such file")
    func tooLarge() {
        for path in ["/dev/zero", "/dev/random"] {
            let error = #expect(throws: CredentialError.self) {
                _ = try SharedConfiguration(environment: ["AWS_CONFIG_FILE": path])
            }
            #expect(error?.broken?.reason.hasPrefix("\(path) is larger than 1 MiB") == true)
        }
    }

    @Test("refuses a file that cannot be read, and one that is no text")
    func unreadable() throws {
        try SharedFiles.with { files in
            try FileManager.default.createDirectory(atPath: files.configPath, withIntermediateDirectories: false)
            let error = #expect(throws: CredentialError.self) {
                _ = try SharedConfiguration(environment: files.environment)
            }
            #expect(error?.broken?.reason == "\(files.configPath) cannot be read: look at its permissions")
        }
        try SharedFiles.with { files in
            try Data([0xFF, 0xFE, 0xFF]).write(to: URL(fileURLWithPath: files.configPath))
            let error = #expect(throws: CredentialError.self) {
                _ = try SharedConfiguration(environment: files.environment)
            }
            #expect(error?.broken?.reason == "\(files.configPath) is not UTF-8 text")
        }
    }
}
