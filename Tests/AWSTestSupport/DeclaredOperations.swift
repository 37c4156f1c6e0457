import AWSClient
import AWSResources
import Testing

/// Holds what the lifecycles send in their tests against what their kinds say they send: a policy is made of the latter.
///
/// The fakes call it for each request. A test of `X` stands in `XTests.swift`, which tells whose lifecycle is running; where
/// several take part, whoever runs one says so.
enum DeclaredOperations {
    /// Every kind there is.
    static let kinds: [any RequiresAccess.Type] = [
        Table.self, LogGroup.self, Role.self, Function.self, Release.self, FunctionURL.self,
        RollbackTarget.self, FormerRole.self,
    ]

    /// The kind whose lifecycle is running.
    @TaskLocal static var running: (any RequiresAccess.Type)?

    /// Everything that a kind says it sends; of several kinds, what any of them does.
    static func operations(of kind: (any RequiresAccess.Type)?) -> [AWSClient.Operation] {
        (kind.map { [$0] } ?? kinds).flatMap { $0.observing + $0.changing }
    }

    /// Runs the lifecycle of a thing, as that of its kind.
    static func running<Kind, T>(_ kind: Kind.Type, _ work: () async throws -> T) async rethrows -> T {
        try await $running.withValue(kind as? any RequiresAccess.Type, operation: work)
    }

    /// Fails the test where an operation is sent that its kind does not name.
    static func check(_ operation: String, testedIn file: String) {
        let kind = running ?? kinds.first { file.hasSuffix("/\($0)Tests.swift") }
        let isDeclared = operations(of: kind).contains { $0.name == operation }
        // These two are sent for the stage as a whole.
        let ofStage = [STSClient.getCallerIdentity.name, TaggingClient.getResources.name]
        guard !isDeclared, !ofStage.contains(operation) else { return }
        Issue.record("\(kind.map { "\($0)" } ?? "A lifecycle") sends \(operation), which no policy allows")
    }
}
