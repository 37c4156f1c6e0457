import AWSClient
import AWSResources
import Deployer

/// Finds resources with a stack's and stage's tags in one region, described or not.
///
/// These are tables, functions, log groups, and the kinds that the stack's author wrote.
///
/// Roles are not included, since the tagging API does not know them: a role is found through the function that runs, or
/// ran, with it (`FormerRole`).
struct UndescribedSearch: Sendable {
    let context: AWS
    /// The kinds that the stack has or had.
    let kinds: [any AWSResource.Type]
    /// Whether the endpoint belongs to the same AWS as the other services': a local AWS may not offer this service.
    let isReachable: Bool

    private static let standard: [any AWSResource.Type] = [Table.self, Function.self, LogGroup.self]

    /// A context's search for these kinds besides the standard ones.
    init(context: AWS, kinds: [any AWSResource.Type] = [], isReachable: Bool) {
        self.context = context
        self.kinds = kinds.reduce(into: Self.standard) { known, kind in
            if !known.contains(where: { $0 == kind }) { known.append(kind) }
        }
        self.isReachable = isReachable
    }

    /// The resources that were found, or why the search was not possible.
    func run() async throws -> FoundResources<AWS> {
        async let tagged = tagged()
        let listed = try await listed()
        return try await tagged + listed
    }

    /// What the kinds' services list by themselves.
    private func listed() async throws -> FoundResources<AWS> {
        try await withThrowingTaskGroup(of: FoundResources<AWS>.self) { group in
            for kind in kinds { group.addTask { try await listed(kind) } }
            return try await group.reduce(FoundResources()) { $0 + $1 }
        }
    }

    private func listed<Kind: AWSResource>(_ kind: Kind.Type) async throws -> FoundResources<AWS> {
        try await explained("resources of the kind \(kind.kind) that are no longer described") {
            FoundResources(try await kind.listed(in: context))
        }
    }

    /// What the tagging API knows.
    private func tagged() async throws -> FoundResources<AWS> {
        let what = what
        guard isReachable else {
            return Self.nothing(
                what,
                "AWS_ENDPOINT_URL_\(Service.tagging.endpointVariableSuffix) is not set, as those of other "
                    + "services are.")
        }
        let tagging = context.tagging
        return try await explained(what) {
            let found = try await ifAllowed(TaggingClient.getResources) {
                try await tagging.resources(
                    with: context.owner.tags, types: Array(Set(kinds.flatMap { $0.taggedTypes })).sorted())
            }
            switch found {
            case .answered(let arns): return FoundResources((arns ?? []).compactMap(named))
            case .unanswered(let reason): return Self.nothing(what, Words.wholeSentence(Phrase(words: reason)))
            }
        }
    }

    /// Runs a search; if AWS does not carry it out, the plan says so, and goes on.
    private func explained(
        _ what: String, _ search: () async throws -> FoundResources<AWS>
    ) async throws -> FoundResources<AWS> {
        do {
            return try await search()
        } catch let error as ServiceError {
            return Self.nothing(what, Words.sentence(error.summary))
        } catch let error as TransportError {
            return Self.nothing(what, "\(error.host): \(Words.sentence(error.message))")
        } catch let error as UnreadableResponse {
            return Self.nothing(what, Words.wholeSentence(Phrase(words: error.reason)))
        }
    }

    /// What is searched for by its tags.
    private var what: String {
        let further = kinds.dropFirst(Self.standard.count).filter { !$0.taggedTypes.isEmpty }.map { $0.kind }
        let others = further.isEmpty ? [] : ["resources of the kind \(Words.list(further, last: "or"))"]
        return Words.list(["tables", "functions", "log groups"] + others) + " that are no longer described"
    }

    private static func nothing(_ what: String, _ why: String) -> FoundResources<AWS> {
        FoundResources(unseen: [Unseen(what, why: why)])
    }

    /// The resource with this ARN, if it is in this account and region and of a known kind.
    private func named(_ arn: String) -> (any Resource<AWS>)? {
        for kind in kinds {
            if let found = kind.found(arn, in: context) { return found.erased }
        }
        return nil
    }
}
