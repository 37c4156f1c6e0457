import Foundation
import Testing

@testable import AWSClient

@Suite("Endpoint settings")
struct EndpointSettingsTests {
    private let files = """
        [default]
        services = mine
        endpoint_url = https://profile.example
        [services mine]
        dynamodb =
          endpoint_url = https://profile-dynamodb.example
        cloudwatch_logs =
          endpoint_url = https://profile-logs.example
        """

    private func url(
        _ service: Service, config: String? = nil, _ environment: [String: String]
    ) throws -> String {
        let settings = EndpointSettings(
            environment: environment,
            configuration: try SharedConfiguration.parsing(config ?? "", environment: environment))
        return try settings.endpoint(for: service, region: "eu-west-1").url
    }

    @Test("prefer the service's variable, then the common one, then the profile's service, then the profile")
    func order() throws {
        let own = ["AWS_ENDPOINT_URL_DYNAMODB": "https://own.example"]
        let common = ["AWS_ENDPOINT_URL": "https://common.example"]
        #expect(try url(.dynamoDB, config: files, own.merging(common) { $1 }) == "https://own.example")
        #expect(try url(.iam, config: files, own.merging(common) { $1 }) == "https://common.example")
        #expect(try url(.dynamoDB, config: files, common) == "https://common.example")
        #expect(try url(.dynamoDB, config: files, [:]) == "https://profile-dynamodb.example")
        #expect(try url(.logs, config: files, [:]) == "https://profile-logs.example")
        #expect(try url(.iam, config: files, [:]) == "https://profile.example")
        #expect(try url(.dynamoDB, [:]) == "https://dynamodb.eu-west-1.amazonaws.com")
    }

    @Test("name CloudWatch Logs by its full name")
    func logs() throws {
        #expect(try url(.logs, ["AWS_ENDPOINT_URL_CLOUDWATCH_LOGS": "https://l.example"]) == "https://l.example")
        #expect(
            try url(.logs, ["AWS_ENDPOINT_URL_LOGS": "https://l.example"]) == "https://logs.eu-west-1.amazonaws.com")
    }

    @Test("are not used if they are disabled or empty")
    func ignored() throws {
        let common = ["AWS_ENDPOINT_URL": "https://common.example"]
        let standard = "https://sts.eu-west-1.amazonaws.com"
        #expect(try url(.sts, common.merging(["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "True"]) { $1 }) == standard)
        #expect(
            try url(.sts, common.merging(["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "false"]) { $1 })
                == "https://common.example")
        #expect(try url(.sts, config: "[default]\nignore_configured_endpoint_urls = true", common) == standard)
        #expect(try url(.sts, ["AWS_ENDPOINT_URL": "", "AWS_ENDPOINT_URL_STS": ""]) == standard)
    }

    @Test("choose between AWS's own endpoints, the variable before the profile, and do not affect a custom endpoint")
    func variants() throws {
        let fips = ["AWS_USE_FIPS_ENDPOINT": "TRUE"]
        let profile = "[default]\nuse_fips_endpoint = true\nuse_dualstack_endpoint = true"
        #expect(try url(.sts, fips) == "https://sts-fips.eu-west-1.amazonaws.com")
        #expect(try url(.sts, config: profile, [:]) == "https://sts-fips.eu-west-1.api.aws")
        #expect(
            try url(.sts, config: profile, ["AWS_USE_FIPS_ENDPOINT": "false"]) == "https://sts.eu-west-1.api.aws")
        let both = fips.merging(["AWS_ENDPOINT_URL": "https://common.example"]) { $1 }
        #expect(try url(.sts, both) == "https://common.example")
    }

    @Test("report an invalid setting by its name")
    func wrong() throws {
        let error = try #require(
            #expect(throws: InvalidSetting.self) { _ = try url(.iam, ["AWS_ENDPOINT_URL_IAM": "localhost:4566"]) })
        #expect(error.setting == "AWS_ENDPOINT_URL_IAM")
        let inFile = try #require(
            #expect(throws: InvalidSetting.self) { _ = try url(.iam, config: "[default]\nendpoint_url = nope", [:]) })
        #expect(inFile.setting == "endpoint_url of profile default")
        let noSection = try #require(
            #expect(throws: InvalidSetting.self) { _ = try url(.iam, config: "[default]\nservices = nope", [:]) })
        #expect(noSection.setting == "services of profile default")
    }
}
