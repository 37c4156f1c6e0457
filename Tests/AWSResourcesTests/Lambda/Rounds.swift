import AWSClient
import Foundation
import HostTestSupport

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer

/// The Lambda resources of a stack: a function, its release and its URL.
struct LambdaFixture {
    let lambda: FakeLambda
    let context: AWS
    let folder: TemporaryFolder
    let function: Function
    let release: Release
    let url: FunctionURL

    static let role = Role("counter-role", trusts: .lambda, allows: [])
    static let cors = CORS(
        origins: ["https://a.example", "https://b.example"], methods: [.get, .head], headers: ["X-One"],
        exposeHeaders: ["X-Two"], maxAgeSeconds: 3600)

    init(file: String = #fileID) async throws {
        lambda = FakeLambda(file: file)
        folder = try TemporaryFolder()
        let path = try await TestBinary.make(.staticProgram, in: folder)
        context = try .answered(by: lambda, packager: Packager(packageRoot: "/nowhere"))
        function = Function(
            "visitor-counter", code: .binary(path: path), role: Self.role, environment: ["TABLE_NAME": "visits"],
            tags: ["team": "web"])
        release = Release(of: function, as: "live")
        url = FunctionURL(to: release, access: .everyone, cors: Self.cors)
    }

    /// Creates everything, and forgets the requests for it.
    func deploy() async throws {
        _ = try await reconcile(function, in: context)
        _ = try await reconcile(release, in: context)
        _ = try await reconcile(url, in: context)
        lambda.forgetRequests()
    }
}

/// A resource still differs after many rounds.
struct Restless: Error { let rounds: [[String]] }

/// Does the executor's work without its clock: reads and writes until there are no differences.
///
/// - Returns: the differing properties of each round with a write, `created` for a creation.
func reconcile<R: Resource<AWS>>(_ resource: R, in context: AWS) async throws -> [[String]] {
    try await DeclaredOperations.running(R.self) { try await rounds(of: resource, in: context) }
}

private func rounds<R: Resource<AWS>>(of resource: R, in context: AWS) async throws -> [[String]] {
    let described = try await resource.prepared(in: context)
    var rounds: [[String]] = []
    for _ in 0..<20 {
        guard let found = try await described.observe(in: context) else {
            try await described.create(in: context)
            rounds.append(["created"])
            continue
        }
        guard found.readiness == .ready else { continue }
        let changes = R.schema.flatMap { $0.changes(described, found.value) }
        if changes.isEmpty { return rounds }
        try await described.update(changes, from: found.value, in: context)
        rounds.append(changes.map(\.property))
    }
    throw Restless(rounds: rounds)
}

/// The differences between the description and the existing resource.
func differences<R: Resource<AWS>>(_ resource: R, in context: AWS) async throws -> [Change] {
    try await DeclaredOperations.running(R.self) {
        let described = try await resource.prepared(in: context)
        let found = try await described.observe(in: context)
        return R.schema.flatMap { $0.changes(described, found?.value) }
    }
}
