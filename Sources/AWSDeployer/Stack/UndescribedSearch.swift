import AWSClient
import AWSResources
import Deployer

/// Finds resources with a stack's and stage's tags in one region, described or not: tables, functions and log groups.
///
/// Roles are not included, since the tagging API does not know them: a role is found through the function that runs, or
/// ran, with it (``FormerRole``).
struct UndescribedSearch: Sendable {
    let context: AWS
    /// Whether the endpoint belongs to the same AWS as the other services': a local AWS may not offer this service.
    let isReachable: Bool

    private static let what = "tables, functions and log groups that are no longer described"

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
                    with: context.owner.tags, types: ["dynamodb:table", "lambda:function", "logs:log-group"])
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
        func name(_ prefix: String) -> String? {
            guard arn.hasPrefix(prefix), arn.utf8.count > prefix.utf8.count else { return nil }
            return String(arn.dropFirst(prefix.count))
        }
        if let name = name(context.scope.arn(table: "")), !name.contains("/") { return Table(undescribed: name) }
        if let name = name(context.scope.arn(function: "")), !name.contains(":") { return Function(undescribed: name) }
        guard let found = name(context.scope.arn(logGroup: "")) else { return nil }
        let name = found.hasSuffix(":*") ? String(found.dropLast(2)) : found
        return name.contains(":") ? nil : LogGroup(name)
    }
}
