import AWSClient
import Deployer
import Foundation

/// Functions: their code, their configuration, and how many calls may run at once.
extension LambdaClient {
    /// Lambda checks it for each layer that a request names (Lambda Developer Guide, "Granting users access to a Lambda
    /// layer").
    static let useLayer = RequiredAction("lambda:GetLayerVersion", on: .layer)
    private static let passRole = RequiredAction("iam:PassRole", on: .passedRole)
    static let createFunction = ServiceOperation(
        .lambda, "CreateFunction", .write, path: "/2015-03-31/functions",
        also: [RequiredAction("lambda:TagResource"), passRole, useLayer])
    static let getFunction = ServiceOperation(
        .lambda, "GetFunction", .read, method: "GET", path: "/2015-03-31/functions/{FunctionName}", on: .qualified)
    static let updateFunctionCode = ServiceOperation(
        .lambda, "UpdateFunctionCode", .write, method: "PUT", path: "/2015-03-31/functions/{FunctionName}/code")
    static let updateFunctionConfiguration = ServiceOperation(
        .lambda, "UpdateFunctionConfiguration", .write, method: "PUT",
        path: "/2015-03-31/functions/{FunctionName}/configuration", also: [passRole, useLayer])
    static let deleteFunction = ServiceOperation(
        .lambda, "DeleteFunction", .write, method: "DELETE", path: "/2015-03-31/functions/{FunctionName}")
    static let putFunctionConcurrency = ServiceOperation(
        .lambda, "PutFunctionConcurrency", .write, method: "PUT",
        path: "/2017-10-31/functions/{FunctionName}/concurrency")
    static let deleteFunctionConcurrency = ServiceOperation(
        .lambda, "DeleteFunctionConcurrency", .write, method: "DELETE",
        path: "/2017-10-31/functions/{FunctionName}/concurrency")

    /// It names no resource, so IAM checks it on all resources.
    static let getAccountSettings = ServiceOperation(
        .lambda, "GetAccountSettings", .read, method: "GET", path: "/2016-08-19/account-settings", on: .allResources)

    /// Creates a function; no version is published.
    func createFunction(_ input: CreateFunctionInput) async throws {
        let _: NoOutput = try await service.call(Self.createFunction, path: [:], body: input)
    }

    /// A function, or the version behind one of its aliases.
    func getFunction(_ name: String, qualifier alias: String? = nil) async throws -> GetFunctionOutput {
        let answer: Whole<GetFunctionOutput> = try await service.call(
            Self.getFunction, path: ["FunctionName": name], query: qualifier(alias))
        var output = answer.value
        output.members = answer.members
        return output
    }

    /// Replaces a function's code and architecture.
    func updateFunctionCode(_ name: String, _ input: UpdateFunctionCodeInput) async throws {
        let _: NoOutput = try await service.call(Self.updateFunctionCode, path: ["FunctionName": name], body: input)
    }

    /// Changes the members that `settings` has, and leaves the others.
    func updateFunctionConfiguration(
        _ name: String, _ settings: FunctionSettings, revisionID: String?
    ) async throws {
        var input = settings
        input.revisionID = revisionID
        let _: NoOutput = try await service.call(
            Self.updateFunctionConfiguration, path: ["FunctionName": name], body: input)
    }

    /// Deletes a function with its versions and aliases.
    func deleteFunction(_ name: String) async throws {
        let _: NoOutput = try await service.call(Self.deleteFunction, path: ["FunctionName": name])
    }

    /// Reserves a part of the account's concurrency for the function, which is also its limit.
    func putFunctionConcurrency(_ name: String, reserved: Int) async throws {
        let _: NoOutput = try await service.call(
            Self.putFunctionConcurrency, path: ["FunctionName": name],
            body: ["ReservedConcurrentExecutions": reserved])
    }

    /// Lets the function use the account's unreserved concurrency.
    func deleteFunctionConcurrency(_ name: String) async throws {
        let _: NoOutput = try await service.call(Self.deleteFunctionConcurrency, path: ["FunctionName": name])
    }

    /// How many calls the account may run at once in this region.
    func accountConcurrency() async throws -> AccountConcurrency {
        struct Output: Decodable {
            let limit: AccountConcurrency
            private enum CodingKeys: String, CodingKey { case limit = "AccountLimit" }
        }
        let output: Output = try await service.call(Self.getAccountSettings, path: [:])
        return output.limit
    }
}

/// How many calls an account may run at once in a region.
struct AccountConcurrency: Decodable, Sendable, Equatable {
    /// For all functions together.
    let all: Int
    /// The part that is not reserved for any function.
    let unreserved: Int

    private enum CodingKeys: String, CodingKey {
        case all = "ConcurrentExecutions"
        case unreserved = "UnreservedConcurrentExecutions"
    }
}

/// The input of CreateFunction.
struct CreateFunctionInput: Encodable, Sendable {
    var functionName: String
    var zip: Data
    var architecture: String
    var tags: [String: String]
    var settings: FunctionSettings

    private enum CodingKeys: String, CodingKey {
        case functionName = "FunctionName"
        case code = "Code"
        case architectures = "Architectures"
        case tags = "Tags"
    }

    func encode(to encoder: any Encoder) throws {
        // The settings are encoded beside these members, not under a name of their own.
        try settings.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(functionName, forKey: .functionName)
        try container.encode(["ZipFile": zip], forKey: .code)
        try container.encode([architecture], forKey: .architectures)
        try container.encode(tags, forKey: .tags)
    }
}

/// The input of UpdateFunctionCode.
struct UpdateFunctionCodeInput: Encodable, Sendable {
    var zip: Data
    var architectures: [String]
    /// The revision that the change starts from; AWS refuses the change (412) if the function has changed since.
    var revisionID: String?

    private enum CodingKeys: String, CodingKey {
        case zip = "ZipFile"
        case architectures = "Architectures"
        case revisionID = "RevisionId"
    }
}

/// The output of GetFunction.
struct GetFunctionOutput: Decodable, Sendable {
    struct Concurrency: Decodable, Sendable {
        var reserved: Int?
        private enum CodingKeys: String, CodingKey { case reserved = "ReservedConcurrentExecutions" }
    }

    var configuration: FunctionDetails
    /// Missing if the caller may not list tags, which looks the same as no tags.
    var tags: [String: String]?
    /// Always missing if a qualifier was given.
    var concurrency: Concurrency?
    /// The whole response.
    var members = JSONValue.null

    private enum CodingKeys: String, CodingKey {
        case configuration = "Configuration"
        case tags = "Tags"
        case concurrency = "Concurrency"
    }
}
