import AWSClient
import Foundation
import HostTestSupport
import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer
@testable import DeployerCLI

@Suite("The command whoami")
struct WhoAmITests {
    private func package(_ environment: [String: String]) throws -> TestPackage {
        var package = try TestPackage([:], aws: ScriptedAWS(["GetCallerIdentity": [.caller(of: "123456789012")]]))
        package.environment.merge(environment) { $1 }
        return package
    }

    @Test("shows the account, the ARN, and the sources of login and region, without a stage")
    func shown() async throws {
        let ending = try await package(["AWS_REGION": "eu-west-1"]).run(Guestbook.self, "whoami")
        #expect(ending.code == .done, "\(ending.error)")
        #expect(
            ending.output == """
                account: 123456789012
                ARN: arn:aws:iam::123456789012:user/ci
                login: environment variables
                expires: not known to expire
                region: eu-west-1, from AWS_REGION

                """)
    }

    @Test("shows when the login expires")
    func expiry() async throws {
        let until = ["AWS_CREDENTIAL_EXPIRATION": "2999-01-01T00:00:00Z"]
        let ending = try await package(until).run(Guestbook.self, "whoami", "--region", "eu-west-2")
        #expect(ending.output.contains("\nexpires: 2999-01-01T00:00:00Z, in "))
        #expect(ending.output.contains("\nregion: eu-west-2, from --region\n"))
    }

    @Test("writes one object with --json")
    func json() async throws {
        let ending = try await package([:]).run(Guestbook.self, "whoami", "--json")
        var object = try #require(try JSONSerialization.jsonObject(with: Data(ending.output.utf8)) as? [String: Any])
        #expect(object.removeValue(forKey: "time") != nil)
        #expect(
            object as NSDictionary == [
                "event": "whoami",
                "account": "123456789012", "arn": "arn:aws:iam::123456789012:user/ci",
                "login": ["source": "environment variables", "expiresAt": NSNull()],
                "region": ["name": NSNull(), "source": NSNull()],
            ])
        #expect(!ending.output.contains("very-secret"))
    }

    @Test("writes its request to standard error with --verbose")
    func verbose() async throws {
        let ending = try await package([:]).run(Guestbook.self, "whoami", "--verbose")
        #expect(ending.error.hasPrefix("sts GetCallerIdentity, attempt 1: 200 in "), "\(ending.error)")
        #expect(try await package([:]).run(Guestbook.self, "whoami").error.isEmpty)
    }

    @Test("without a login says what was tried and what to do")
    func none() async throws {
        var package = try package([:])
        package.environment = ["HOME": package.folder.path, "AWS_EC2_METADATA_DISABLED": "true"]
        let ending = try await package.run(Guestbook.self, "whoami")
        #expect(ending.code == .failed)
        for place in ["environment variables", "web identity", "profile default", "container role", "instance role"] {
            #expect(ending.sentence.contains(place))
        }
        #expect(ending.sentence.contains("`aws configure sso`"))
        #expect(package.aws.requests.isEmpty)
    }
}
