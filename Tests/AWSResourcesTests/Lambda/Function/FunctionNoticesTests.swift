import Foundation
import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer

@Suite("A function's setting that a description cannot express")
struct FunctionNoticesTests {
    /// Members of AWS's responses, and the notice for each.
    static let members: [(member: String, value: any Sendable, reported: String)] = [
        (
            "KMSKeyArn", "arn:aws:kms:eu-west-1:1:key/k",
            "a key for its environment, which must stay usable: arn:aws:kms:eu-west-1:1:key/k"
        ),
        (
            "VpcConfig",
            ["SubnetIds": ["s-1", "s-2"], "SecurityGroupIds": [String](), "VpcId": "vpc-1"] as [String: any Sendable],
            "a network of its own (VPC): SubnetIds s-1, s-2, VpcId vpc-1"
        ),
        (
            "FileSystemConfigs", [["Arn": "arn:fs", "LocalMountPath": "/mnt/a"]],
            "a file system: Arn arn:fs, LocalMountPath /mnt/a"
        ),
        ("DeadLetterConfig", ["TargetArn": "arn:queue"], "where failed calls go: TargetArn arn:queue"),
        (
            "SnapStart", ["ApplyOn": "PublishedVersions", "OptimizationStatus": "On"],
            "started from snapshots (SnapStart): ApplyOn PublishedVersions"
        ),
        ("SigningProfileVersionArn", "arn:profile", "signed code: arn:profile"),
        ("PackageType", "Image", "how it is packed: Image"),
        ("TenancyConfig", ["TenantIsolationMode": "PER_TENANT"], "tenants kept apart: TenantIsolationMode PER_TENANT"),
        (
            "DurableConfig", ["RetentionPeriodInDays": 14, "ExecutionTimeout": 900],
            "calls that last (durable): ExecutionTimeout 900, RetentionPeriodInDays 14"
        ),
    ]

    @Test("is reported, and changes nothing", arguments: members.indices)
    func set(index: Int) async throws {
        let fixture = try await LambdaFixture()
        try await fixture.deploy()
        let (member, value, reported) = Self.members[index]
        fixture.lambda.functions["visitor-counter"]?[member] = value
        let seen = try await fixture.function.observe(in: fixture.context)
        #expect(seen?.notices == ["not described: \(reported)"])
        #expect(try await differences(fixture.function, in: fixture.context) == [])
        // A version keeps the state of the function when it was published.
        #expect(try await fixture.release.observe(in: fixture.context)?.notices == [])
        fixture.lambda.versions["visitor-counter"]?[0][member] = value
        #expect(try await fixture.release.observe(in: fixture.context)?.notices == ["not described: \(reported)"])
    }

    @Test("is not reported if it has AWS's default")
    func neutral() async throws {
        let fixture = try await LambdaFixture()
        try await fixture.deploy()
        let answer: FakeLambda.Object = [
            "KMSKeyArn": "", "DeadLetterConfig": ["TargetArn": ""], "FileSystemConfigs": [String](),
            "VpcConfig": [
                "SubnetIds": [String](), "SecurityGroupIds": [String](), "VpcId": "", "Ipv6AllowedForDualStack": false,
                "AddedLater": "Enabled",
            ] as FakeLambda.Object,
            "SnapStart": ["ApplyOn": "None", "OptimizationStatus": "Off"], "PackageType": "Zip",
            "RuntimeVersionConfig": ["RuntimeVersionArn": "arn:aws:lambda:eu-west-1::runtime:x"], "CodeSize": 7,
            "LastModified": "2026-11-30T00:00:00.000+0000", "ConfigSha256": "x", "Unknown": ["Member": 1],
        ]
        for (member, value) in answer { fixture.lambda.functions["visitor-counter"]?[member] = value }
        #expect(try await fixture.function.observe(in: fixture.context)?.notices == [])
    }

    @Test(
        "includes the provisioned concurrency of its alias, with the reason if it failed",
        arguments: [
            ("READY", nil, "READY"), ("IN_PROGRESS", nil, "IN_PROGRESS"),
            ("FAILED", "the role may not be assumed", "FAILED: the role may not be assumed"),
        ])
    func provisioned(_ status: String, _ reason: String?, _ reported: String) async throws {
        let fixture = try await LambdaFixture()
        try await fixture.deploy()
        var answer: FakeLambda.Object = ["RequestedProvisionedConcurrentExecutions": 5, "Status": status]
        answer["StatusReason"] = reason
        fixture.lambda.provisioned["visitor-counter:live"] = answer
        let seen = try await fixture.release.observe(in: fixture.context)
        #expect(
            seen?.notices == [
                "not described: provisioned concurrency of 5, which is paid for by the hour: \(reported)"
            ])
        #expect(try await differences(fixture.release, in: fixture.context) == [])
    }

    @Test("is reported as not read if the login may not, or if AWS does not know the operation")
    func notAllowed() async throws {
        let fixture = try await LambdaFixture()
        try await fixture.deploy()
        func reported(_ status: Int, _ code: String) async throws -> [String]? {
            fixture.lambda.failures["GetProvisionedConcurrencyConfig"] = [(status, code, "as AWS says")]
            return try await fixture.release.observe(in: fixture.context)?.notices
        }
        #expect(
            try await reported(403, "AccessDeniedException") == [
                "not looked at: provisioned concurrency (this login may not lambda:GetProvisionedConcurrencyConfig)"
            ])
        for (status, code) in [(404, "Not Found"), (400, "UnknownOperationException"), (501, "InternalFailure")] {
            #expect(
                try await reported(status, code) == [
                    "not looked at: provisioned concurrency (GetProvisionedConcurrencyConfig is not known here)"
                ])
        }
        await #expect(throws: (any Error).self) { try await reported(400, "InvalidParameterValueException") }
    }

    @Test("is reported quickly and shortened, however deep the response is", .timeLimit(.minutes(1)))
    func deepMember() throws {
        let text =
            String(repeating: "{\"a\":", count: 60) + "\"\(String(repeating: "x", count: 10_000))\""
            + String(repeating: "}", count: 60)
        let answer = try JSONDecoder().decode(JSONValue.self, from: Data("{\"M\":\(text)}".utf8))
        let notice = try #require(UndescribedMember(path: "M", words: "something").notice(in: answer))
        #expect(notice.hasPrefix("not described: something: a a a "))
        #expect(notice.utf8.count < 5000)
    }
}
