public import AWSClient

/// Functions, versions, aliases, URLs, and who may call them.
///
/// Each operation is a constant beside the function that sends it; `all` lists them. The formats are those of the AWS
/// Lambda API reference (REST with JSON bodies; each part of the API has its own date in its paths).
public struct LambdaClient: Sendable {
    let service: ServiceClient

    /// A client that sends its requests through `service`.
    public init(_ service: ServiceClient) { self.service = service.classifyingErrors(by: LambdaErrors.rules) }

    /// The query of a request for an alias or version; empty for the unqualified function.
    func qualifier(_ name: String?) -> [(name: String, value: String)] {
        name.map { [("Qualifier", $0)] } ?? []
    }
}

/// Tags, which only functions have; versions and aliases have none.
extension LambdaClient {
    static let listTags = Operation(
        .lambda, "ListTags", .read, method: "GET", path: "/2017-03-31/tags/{Resource}")
    static let tagResource = Operation(
        .lambda, "TagResource", .write, path: "/2017-03-31/tags/{Resource}")
    static let untagResource = Operation(
        .lambda, "UntagResource", .write, method: "DELETE", path: "/2017-03-31/tags/{Resource}")

    /// A function's tags, by its ARN.
    func listTags(arn: String) async throws -> [String: String] {
        struct Output: Decodable {
            var tags: [String: String]?
            private enum CodingKeys: String, CodingKey { case tags = "Tags" }
        }
        let output: Output = try await service.call(Self.listTags, path: ["Resource": arn])
        return output.tags ?? [:]
    }

    /// Sets some tags of a function and leaves the others.
    func tagResource(arn: String, tags: [String: String]) async throws {
        let _: NoOutput = try await service.call(Self.tagResource, path: ["Resource": arn], body: ["Tags": tags])
    }

    /// Removes tags from a function.
    func untagResource(arn: String, keys: [String]) async throws {
        let query = keys.map { (name: "tagKeys", value: $0) }
        let _: NoOutput = try await service.call(Self.untagResource, path: ["Resource": arn], query: query)
    }
}

extension AWS {
    /// Functions, their releases and URLs.
    package var lambda: LambdaClient { LambdaClient(client(for: .lambda)) }
}
