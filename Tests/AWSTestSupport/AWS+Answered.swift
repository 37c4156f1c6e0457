import AWSClient
import AWSDeployer
import AWSResources
import AWSSigning
import Deployer

extension AWS {
    /// Account 123456789012 in eu-west-1, stage `test` of `visitor-counter`, answered by `transport`.
    static func answered(
        by transport: any Transport, partition: String = "aws", region: String = "eu-west-1",
        permissionsBoundary: String? = nil, packager: Packager = Packager(), localEnvironment: [String: String] = [:]
    ) throws -> AWS {
        let endpoints = Dictionary(
            uniqueKeysWithValues: try Service.all.map { ($0, try Endpoint(for: $0, region: region)) })
        @Sendable func client(_ service: Service) -> ServiceClient {
            guard let endpoint = endpoints[service] else { preconditionFailure("\(service.name) has no endpoint") }
            return ServiceClient(
                service: service, endpoint: endpoint,
                credentials: CredentialCache(fixed: Credentials(accessKeyID: "AKIATEST", secretAccessKey: "secret")),
                transport: transport,
                clock: ClientClock(now: { 1_800_000_000 }, sleep: { _ in }, jitter: { 0 }))
        }
        return AWS(
            partition: partition, region: region, account: "123456789012",
            owner: Owner(stack: "visitor-counter", stage: "test"), permissionsBoundary: permissionsBoundary,
            packager: packager, localEnvironment: localEnvironment, clients: client)
    }

    /// A context without any responses.
    static func silent(
        partition: String = "aws", region: String = "eu-west-1", permissionsBoundary: String? = nil
    ) throws -> AWS {
        try answered(
            by: ScriptedAWS([:]), partition: partition, region: region, permissionsBoundary: permissionsBoundary)
    }
}

/// The tags of the test's stack and stage on everything that it owns.
let ownerTags = ["deployer:stack": "visitor-counter", "deployer:stage": "test"]

/// The tags of a resource that the test's stack created with these own tags.
///
/// - Parameter region: for a resource that AWS keeps once for all regions.
func marked(_ tags: [String: String], keptFor region: String? = nil) -> [String: String] {
    tags.merging(ownerTags) { $1 }.merging(["deployer:tags": TagRecord(of: tags.keys).text]) { $1 }
        .merging(region.map { ["deployer:region": $0] } ?? [:]) { $1 }
}

extension Resource {
    /// The differences between this description and an observation.
    func changes(from observed: Self?) -> [Change] {
        Self.schema.flatMap { $0.changes(self, observed) }
    }
}

extension Resource<AWS> {
    /// One round of the executor: observes, compares and writes; returns the differences.
    func round(in context: AWS) async throws -> [Change] {
        let described = try await prepared(in: context)
        guard let found = try await described.observe(in: context) else { return [] }
        let changes = described.changes(from: found.value)
        if !changes.isEmpty { try await described.update(changes, from: found.value, in: context) }
        return changes
    }
}

/// An existing role for a function, from a service without a fake.
struct StandingRole: Resource {
    static let kind = Role.kind
    static let schema: [Property<StandingRole>] = []
    let name: String
    let dependencies: [ResourceID] = []

    func observe(in context: AWS) async throws -> Observation<StandingRole>? { Observation(self, ownership: .ours) }
    func create(in context: AWS) async throws {}
    func update(_ changes: [Change], from observed: StandingRole, in context: AWS) async throws {}
    func delete(_ observed: StandingRole, in context: AWS) async throws {}
}
