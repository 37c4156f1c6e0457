import AWSClient
import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer
@testable import DeployerCLI

@Suite("An error that AWS's own words do not explain")
struct ErrorDiagnosisTests {
    private func explained(
        _ service: Service, _ operation: String, _ code: String, _ message: String, _ status: Int = 400,
        region: String? = "eu-west-1"
    ) throws -> Explanation {
        try #require(
            Explanations.explain(
                ServiceError(
                    service: service.name, operation: operation, code: code, message: message, status: status,
                    requestID: "r-1", region: region, rules: TestedService.errors(of: service)),
                policy: AccessDenialTests.policy))
    }

    static let unknown = "Unable to determine service/operation name to be authorized"

    @Test(
        "on an operation that the region does not have is no missing permission",
        arguments: [
            (Service.lambda, "GetFunctionUrlConfig", "AccessDeniedException", "has no function URLs in cn-north-1"),
            (.lambda, "CreateFunctionUrlConfig", "Forbidden", "has no function URLs in cn-north-1"),
            (.lambda, "GetPolicy", "AccessDeniedException", "does not know the operation GetPolicy in cn-north-1"),
            (.dynamoDB, "CreateTable", "AccessDeniedException", "does not know the operation CreateTable"),
        ])
    func unknownOperation(service: Service, operation: String, code: String, what: String) throws {
        let text = try explained(service, operation, code, Self.unknown, 403, region: "cn-north-1")
        #expect(text.what.contains(what))
        #expect(text.why.contains("\(Self.unknown). Request id r-1."))
        #expect(text.advice.contains("No permission helps") && !text.advice.contains("Allow"))
        #expect(text.advice.contains("another region") && text.details.isEmpty)
    }

    @Test(
        "in a region that must be enabled first names the region",
        arguments: [
            (Service.dynamoDB, "UnrecognizedClientException"), (.sts, "InvalidClientTokenId"),
            (.sts, "RegionDisabledException"), (.lambda, "AuthFailure"), (.logs, "InvalidToken"),
            (.dynamoDB, "OptInRequired"),
        ])
    func optIn(service: Service, code: String) throws {
        let message = "The security token included in the request is invalid."
        for region in ["me-south-1", "ap-east-1", "eu-central-2", "mx-central-1", "xx-new-1"] {
            let text = try explained(service, "X", code, message, 403, region: region)
            #expect(text.what.contains("most likely since the region \(region) is not enabled"))
            #expect(text.advice.contains("aws account enable-region --region-name \(region)"))
            #expect(text.why.contains("\(code) (403): The security token"))
        }
    }

    @Test(
        "in a region that every account has, or in another partition, is about the keys",
        arguments: ["us-east-1", "eu-west-3", "ap-northeast-3", "sa-east-1", "cn-north-1", "us-gov-west-1", nil])
    func enabledByDefault(region: String?) throws {
        let text = try explained(.sts, "X", "InvalidClientTokenId", "m", 403, region: region)
        #expect(text.what == "AWS does not accept the credentials" && !text.advice.contains("enable"))
    }

    @Test("on expired keys or a wrong clock is not about the region", arguments: ["ExpiredToken", "RequestExpired"])
    func expired(code: String) throws {
        let text = try explained(.sts, "X", code, "m", 403, region: "me-south-1")
        #expect(text.what == "The AWS credentials have expired")
        let clock = try explained(.sts, "X", "SignatureDoesNotMatch", "m", 403, region: "me-south-1")
        #expect(!clock.advice.contains("enable"))
    }

    @Test("of STS that is turned off says where to turn it on, in any region")
    func stsDisabled() throws {
        let text = try explained(.sts, "AssumeRole", "RegionDisabledException", "STS is not activated", 403)
        #expect(text.what == "AWS does not let this account use the region eu-west-1, or STS in it")
        #expect(text.advice.contains("STS in it"))
    }

    @Test("on full code storage says how to make room, with the commands")
    func codeStorage() throws {
        let text = try explained(
            .lambda, "UpdateFunctionCode", "CodeStorageExceededException", "Code storage limit exceeded.")
        #expect(text.what == "There is no room left for code in this region")
        #expect(text.why.contains("Code storage limit exceeded"))
        for part in [
            "75 GB", "aws lambda list-versions-by-function --function-name NAME",
            "aws lambda delete-function --function-name NAME --qualifier VERSION --region eu-west-1", "quota",
        ] { #expect(text.advice.contains(part)) }
    }

    @Test(
        "on a quota says so, and that waiting does not help",
        arguments: [
            (Service.dynamoDB, "LimitExceededException", "There is a limit of 2500 tables per subscriber"),
            (.iam, "LimitExceeded", "Cannot exceed quota for RolesPerAccount: 1000"),
            (.logs, "LimitExceededException", "Resource limit exceeded."),
            (.lambda, "AliasLimitExceededException", "m"),
        ])
    func quota(service: Service, code: String, message: String) throws {
        let text = try explained(service, "X", code, message)
        #expect(text.what == "This would go beyond a quota of the account" && text.why.contains(message))
        #expect(text.advice.contains("Service Quotas"))
    }

    @Test("on a resource that exists but is not shown says where it may be found")
    func unseen() throws {
        let role = try explained(.iam, "CreateRole", "EntityAlreadyExists", "Role with name x already exists.", 409)
        #expect(role.why.contains("Role with name x already exists") && role.advice.contains("aws iam list-roles"))
        let table = try explained(.dynamoDB, "CreateTable", "ResourceInUseException", "Table already exists: x")
        #expect(table.what == role.what && !table.advice.contains("iam"))
    }
}
