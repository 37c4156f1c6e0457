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
    private static let what = "tables, functions and log groups that are no longer described"

    /// A context's search for these kinds besides the standard ones.
    init(context: AWS, kinds: [any AWSResource.Type] = [], isReachable: Bool) {
        let further = kinds.filter { kind in !Self.standard.contains { $0 == kind } }
        self.context = context
        self.kinds = Self.standard + further
        self.isReachable = isReachable
    }

    /// The resources that were found, or why the search was not possible.
    func run() async throws -> FoundResources<AWS> {
        guard isReachable else {
            return Self.nothing(
                "AWS_ENDPOINT_URL_\(Service.tagging.endpointVariableSuffix) is not set, as those of other "
                    + "services are.")
        }
        let tagging = context.tagging
        do {
            let found = try await ifAllowed(TaggingClient.getResources) {
                try await tagging.resources(
                    with: context.owner.tags, types: Array(Set(kinds.flatMap { $0.taggedTypes })).sorted())
            }
            switch found {
            case .answered(let arns): return FoundResources((arns ?? []).compactMap(named))
            case .unanswered(let reason): return Self.nothing(Words.wholeSentence(Phrase(words: reason)))
            }
        } catch let error as ServiceError {
            return Self.nothing(Words.sentence(error.summary))
        } catch let error as TransportError {
            return Self.nothing("\(error.host): \(Words.sentence(error.message))")
        } catch let error as UnreadableResponse {
            return Self.nothing(Words.wholeSentence(Phrase(words: error.reason)))
        }
    }

    private static func nothing(_ why: String) -> FoundResources<AWS> {
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
