import AWSClient
import AWSResources
import Deployer

/// What the tests share about one kind of resource: each kind has a file here.
struct TestedKind: Sendable {
    /// Its type.
    let type: any AWSResource.Type
    /// A small valid description; nil for a kind that no program describes.
    let sample: (any AWSResource)?
    /// The properties that the text of a creation shows, and those that its schema shows.
    let shown: (expected: [String], bySchema: [String])

    /// A kind that programs describe.
    init<Kind: AWSResource>(_ sample: Kind, shows expected: [String]) {
        type = Kind.self
        self.sample = sample
        shown = (expected, Kind.schema.filter { !$0.isDetail }.map(\.name))
    }

    /// A kind that follows from others.
    init<Kind: AWSResource>(derived type: Kind.Type) {
        self.type = type
        sample = nil
        shown = ([], [])
    }

    /// All kinds.
    static let all = [table, logGroup, role, function, release, url, rollbackTarget, formerRole]
}

/// What the tests share about one service.
struct TestedService: Sendable {
    let service: Service
    /// All operations of its client.
    let operations: [ServiceOperation]
    /// What its errors mean.
    let errors: [ErrorRule]
    /// The permissions that operations need besides the one of their own name, by the operation.
    let furtherPermissions: [String: [String]]
    /// The operations that are allowed on an alias too.
    var qualified: Set<String> = []

    /// All services of a stack's resources.
    static let all = [dynamoDB, iam, lambda, logs]

    /// The error rules of a service's client.
    static func errors(of service: Service) -> [ErrorRule] { all.first { $0.service == service }?.errors ?? [] }
}
