import AWSClient

/// Tags, which stand on functions alone; versions and aliases have none.
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

    /// Sets tags of a function and leaves its others.
    func tagResource(arn: String, tags: [String: String]) async throws {
        let _: NoOutput = try await service.call(Self.tagResource, path: ["Resource": arn], body: ["Tags": tags])
    }

    /// Takes tags off a function.
    func untagResource(arn: String, keys: [String]) async throws {
        let query = keys.map { (name: "tagKeys", value: $0) }
        let _: NoOutput = try await service.call(Self.untagResource, path: ["Resource": arn], query: query)
    }
}
