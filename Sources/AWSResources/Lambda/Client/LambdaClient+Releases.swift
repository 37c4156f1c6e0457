import AWSClient

/// Versions, which never change, and the aliases that point at them.
extension LambdaClient {
    static let publishVersion = ServiceOperation(
        .lambda, "PublishVersion", .write, path: "/2015-03-31/functions/{FunctionName}/versions")
    static let listVersions = ServiceOperation(
        .lambda, "ListVersionsByFunction", .read, method: "GET",
        path: "/2015-03-31/functions/{FunctionName}/versions")
    static let createAlias = ServiceOperation(
        .lambda, "CreateAlias", .write, path: "/2015-03-31/functions/{FunctionName}/aliases")
    static let getAlias = ServiceOperation(
        .lambda, "GetAlias", .read, method: "GET", path: "/2015-03-31/functions/{FunctionName}/aliases/{Name}")
    static let listAliases = ServiceOperation(
        .lambda, "ListAliases", .read, method: "GET", path: "/2015-03-31/functions/{FunctionName}/aliases")
    static let updateAlias = ServiceOperation(
        .lambda, "UpdateAlias", .write, method: "PUT", path: "/2015-03-31/functions/{FunctionName}/aliases/{Name}")
    static let deleteAlias = ServiceOperation(
        .lambda, "DeleteAlias", .write, method: "DELETE",
        path: "/2015-03-31/functions/{FunctionName}/aliases/{Name}")
    static let getProvisionedConcurrencyConfig = ServiceOperation(
        .lambda, "GetProvisionedConcurrencyConfig", .read, method: "GET",
        path: "/2019-09-30/functions/{FunctionName}/provisioned-concurrency", on: .qualified)

    /// Publishes a version of the current function, or returns the last one if nothing has changed since.
    ///
    /// - Parameters:
    ///   - codeSHA256: the expected code; AWS refuses the call if the function has other code.
    ///   - revisionID: the expected revision.
    func publishVersion(
        of function: String, codeSHA256: String?, revisionID: String?
    ) async throws -> FunctionDetails {
        struct Input: Encodable, Sendable {
            var codeSHA256: String?
            var revisionID: String?
            private enum CodingKeys: String, CodingKey {
                case codeSHA256 = "CodeSha256"
                case revisionID = "RevisionId"
            }
        }
        return try await service.call(
            Self.publishVersion, path: ["FunctionName": function],
            body: Input(codeSHA256: codeSHA256, revisionID: revisionID))
    }

    /// All published versions, in AWS's order.
    func versions(of function: String) async throws -> [FunctionDetails] {
        let pages = try await everyPage(of: Self.listVersions, following: \.nextMarker) { marker in
            let page: VersionsPage = try await service.call(
                Self.listVersions, path: ["FunctionName": function], query: marker.map { [("Marker", $0)] } ?? [])
            return page
        }
        return pages.flatMap { $0.versions ?? [] }.filter { $0.version != nil && $0.version != "$LATEST" }
    }

    /// Creates an alias.
    func createAlias(_ name: String, of function: String, version: String) async throws {
        let _: NoOutput = try await service.call(
            Self.createAlias, path: ["FunctionName": function], body: ["Name": name, "FunctionVersion": version])
    }

    /// An alias.
    func getAlias(_ name: String, of function: String) async throws -> AliasDetails {
        try await service.call(Self.getAlias, path: ["FunctionName": function, "Name": name])
    }

    /// The names of all aliases of a function.
    func aliases(of function: String) async throws -> [String] {
        let pages = try await everyPage(of: Self.listAliases, following: \AliasesPage.nextMarker) { marker in
            try await service.call(
                Self.listAliases, path: ["FunctionName": function], query: marker.map { [("Marker", $0)] } ?? [])
        }
        return pages.flatMap { $0.aliases ?? [] }.compactMap(\.name)
    }

    /// Points an alias at one version only.
    func updateAlias(
        _ name: String, of function: String, version: String, revisionID: String?
    ) async throws {
        struct Input: Encodable, Sendable {
            var functionVersion: String
            // Sent empty: without it, other versions would keep their share.
            var routing = AliasDetails.Routing(weights: [:])
            var revisionID: String?
            private enum CodingKeys: String, CodingKey {
                case functionVersion = "FunctionVersion"
                case routing = "RoutingConfig"
                case revisionID = "RevisionId"
            }
        }
        let _: NoOutput = try await service.call(
            Self.updateAlias, path: ["FunctionName": function, "Name": name],
            body: Input(functionVersion: version, revisionID: revisionID))
    }

    /// The provisioned concurrency of an alias; AWS returns an error if there is none.
    func provisionedConcurrency(of function: String, alias: String) async throws -> ProvisionedConcurrency {
        try await service.call(
            Self.getProvisionedConcurrencyConfig, path: ["FunctionName": function], query: qualifier(alias))
    }

    /// Deletes an alias; the versions stay.
    func deleteAlias(_ name: String, of function: String) async throws {
        let _: NoOutput = try await service.call(Self.deleteAlias, path: ["FunctionName": function, "Name": name])
    }
}

/// One page of a function's versions.
struct VersionsPage: Decodable, Sendable {
    var versions: [FunctionDetails]?
    var nextMarker: String?

    private enum CodingKeys: String, CodingKey {
        case versions = "Versions"
        case nextMarker = "NextMarker"
    }
}

/// One page of a function's aliases; only their names are needed.
struct AliasesPage: Decodable, Sendable {
    struct Alias: Decodable, Sendable {
        var name: String?
        private enum CodingKeys: String, CodingKey { case name = "Name" }
    }

    var aliases: [Alias]?
    var nextMarker: String?

    private enum CodingKeys: String, CodingKey {
        case aliases = "Aliases"
        case nextMarker = "NextMarker"
    }
}

/// AWS's data on the provisioned concurrency of an alias.
struct ProvisionedConcurrency: Decodable, Sendable, Equatable {
    var requested: Int?
    /// `IN_PROGRESS`, `READY` or `FAILED`.
    var status: String?
    var statusReason: String?

    private enum CodingKeys: String, CodingKey {
        case requested = "RequestedProvisionedConcurrentExecutions"
        case status = "Status"
        case statusReason = "StatusReason"
    }
}

/// AWS's data on an alias.
struct AliasDetails: Decodable, Sendable, Equatable {
    struct Routing: Codable, Sendable, Equatable {
        /// The share of calls, from 0 to 1, that other versions get.
        var weights: [String: Double]?
        private enum CodingKeys: String, CodingKey { case weights = "AdditionalVersionWeights" }
    }

    var functionVersion: String
    var routing: Routing?
    var revisionID: String?

    private enum CodingKeys: String, CodingKey {
        case functionVersion = "FunctionVersion"
        case routing = "RoutingConfig"
        case revisionID = "RevisionId"
    }
}
