import AWSClient
import AWSResources
import Testing

/// Checks the requests of the lifecycles' tests against their kinds' declarations, which policies are built from.
///
/// The fakes call it for each request. A test of `X` is in `XTests.swift`, which shows whose lifecycle is running. If
/// several kinds take part, the test names the running one.
enum DeclaredOperations {
    /// All kinds.
    static let kinds = TestedKind.all.map { $0.type }

    /// The kind whose lifecycle is running.
    @TaskLocal static var running: (any AWSResource.Type)?

    /// All declared operations of a kind; without a kind, those of all kinds.
    static func operations(of kind: (any AWSResource.Type)?) -> [ServiceOperation] {
        (kind.map { [$0] } ?? kinds).flatMap { $0.allOperations }
    }

    /// Runs the lifecycle of a resource of this kind.
    static func running<Kind, T>(_ kind: Kind.Type, _ work: () async throws -> T) async rethrows -> T {
        try await $running.withValue(kind as? any AWSResource.Type, operation: work)
    }

    /// Fails the test if an operation is sent that its kind does not declare.
    static func check(_ operation: String, testedIn file: String) {
        let kind = running ?? kinds.first { file.hasSuffix("/\($0)Tests.swift") }
        let isDeclared = operations(of: kind).contains { $0.name == operation }
        // These two are sent for the whole stage.
        let ofStage = [STSClient.getCallerIdentity.name, TaggingClient.getResources.name]
        guard !isDeclared, !ofStage.contains(operation) else { return }
        Issue.record("\(kind.map { "\($0)" } ?? "A lifecycle") sends \(operation), which no policy allows")
    }
}
