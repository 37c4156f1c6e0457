import AWSClient
import AWSSigning
@testable import Deployer

@testable import AWSResources

extension AWS {
    /// Account 123456789012 in eu-west-1, stage `test` of `visitor-counter`, answered by `transport`.
    static func scripted(_ transport: ScriptedAWS, permissionsBoundary: String? = nil) throws -> AWS {
        func client(_ service: Service) throws -> ServiceClient {
            ServiceClient(
                service: service, endpoint: try Endpoint(for: service, region: "eu-west-1"),
                credentials: CredentialCache(fixed: Credentials(accessKeyID: "AKIATEST", secretAccessKey: "secret")),
                transport: transport,
                clock: ClientClock(now: { 1_800_000_000 }, sleep: { _ in }, jitter: { 0 }))
        }
        return AWS(
            partition: "aws", region: "eu-west-1", account: "123456789012",
            owner: Owner(stack: "visitor-counter", stage: "test"), permissionsBoundary: permissionsBoundary,
            packager: Packager(), localEnvironment: [:],
            dynamoDB: DynamoDBClient(try client(.dynamoDB)), iam: IAMClient(try client(.iam)),
            lambda: LambdaClient(try client(.lambda)), logs: LogsClient(try client(.logs)),
            tagging: TaggingClient(try client(.tagging)))
    }

    /// One that nobody asks anything.
    static func silent() throws -> AWS { try scripted(ScriptedAWS([:])) }
}

/// What tells the test's stack and stage on everything it owns.
let ownerTags = ["deployer:stack": "visitor-counter", "deployer:stage": "test"]

/// The tags of what the test's stack made with these of its own.
///
/// - Parameter region: for what AWS keeps once for all regions.
func marked(_ tags: [String: String], keptFor region: String? = nil) -> [String: String] {
    tags.merging(ownerTags) { $1 }.merging(["deployer:tags": TagRecord(of: tags.keys).text]) { $1 }
        .merging(region.map { ["deployer:region": $0] } ?? [:]) { $1 }
}

extension Resource {
    /// What differs between this, the description, and what was observed.
    func changes(from observed: Self?) -> [Change] {
        Self.schema.flatMap { $0.changes(self, observed) }
    }
}

extension Resource<AWS> {
    /// One round of the executor: looks, compares, and writes what differs; gives the differences.
    func round(in context: AWS) async throws -> [Change] {
        let described = try await prepared(in: context)
        guard let found = try await described.observe(in: context) else { return [] }
        let changes = described.changes(from: found.value)
        if !changes.isEmpty { try await described.update(changes, from: found.value, in: context) }
        return changes
    }
}
