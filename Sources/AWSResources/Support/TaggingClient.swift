public import AWSClient

/// Finds resources by their tags in all services, with AWS's Resource Groups Tagging API.
///
/// The result is only a hint: it lags behind, and includes resources that had the tags before. It includes no IAM
/// roles.
public struct TaggingClient: Sendable {
    let service: ServiceClient

    /// A client that sends its requests through `service`.
    public init(_ service: ServiceClient) { self.service = service }
}

extension TaggingClient {
    package static let getResources = ServiceOperation(
        .tagging, "GetResources", .read, on: nil, also: [RequiredAction("tag:GetResources", on: .allResources)])

    /// Every operation that this client can send.
    public static let all: [ServiceOperation] = [getResources]

    /// The ARNs of all resources of these types with all these tags, from all pages.
    ///
    /// Shapes: botocore's resourcegroupstaggingapi/2017-01-26/service-2.json. An empty token ends the pages.
    ///
    /// - Parameter types: such as `dynamodb:table`.
    package func resources(with tags: [String: String], types: [String]) async throws -> [String] {
        let filters = tags.sorted { $0.key < $1.key }.map { GetResourcesInput.Filter(key: $0.key, values: [$0.value]) }
        let pages = try await everyPage(of: Self.getResources, following: \GetResourcesOutput.token) { token in
            let input = GetResourcesInput(filters: filters, types: types, token: token)
            return try await service.call(Self.getResources, input)
        }
        return pages.flatMap { $0.mappings ?? [] }.compactMap(\.arn)
    }
}

private struct GetResourcesInput: Encodable, Sendable {
    struct Filter: Encodable, Sendable {
        let key: String
        let values: [String]

        enum CodingKeys: String, CodingKey {
            case key = "Key"
            case values = "Values"
        }
    }

    let filters: [Filter]
    let types: [String]
    let token: String?

    enum CodingKeys: String, CodingKey {
        case filters = "TagFilters"
        case types = "ResourceTypeFilters"
        case token = "PaginationToken"
    }
}

private struct GetResourcesOutput: Decodable, Sendable {
    struct Mapping: Decodable, Sendable {
        let arn: String?

        enum CodingKeys: String, CodingKey { case arn = "ResourceARN" }
    }

    let mappings: [Mapping]?
    let token: String?

    enum CodingKeys: String, CodingKey {
        case mappings = "ResourceTagMappingList"
        case token = "PaginationToken"
    }
}

extension AWS {
    /// Resources by their tags.
    package var tagging: TaggingClient { TaggingClient(client(for: .tagging)) }
}
