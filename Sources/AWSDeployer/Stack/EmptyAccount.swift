import AWSClient
import AWSResources
import AWSSigning
public import Deployer
import Foundation

extension AWSStack {
    /// The plan of a stage's first deploy, for a test of the stack: nothing is sent, and nothing is built.
    ///
    /// ```swift
    /// @Test func everyTableIsProtectedInProduction() async throws {
    ///     let plan = try await Guestbook.plannedInEmptyAccount(Stage(name: "prod", settings: NoSettings()))
    ///     #expect(plan.steps.map(\.id.name) == ["Entries", "/aws/lambda/guestbook", …])
    /// }
    /// ```
    ///
    /// - Throws: what a plan throws: a description that AWS would refuse, or that names a resource it does not list.
    public static func plannedInEmptyAccount(
        _ stage: Stage<Settings>, account: String = "123456789012", region: String = "eu-west-1"
    ) async throws -> Plan {
        let resources = Self.resources(stage).completed()
        let empty = EmptyAccount(kinds: resources.map { type(of: $0) })
        let context = AWS(
            partition: Partition(forRegion: region).id, region: region, account: account,
            owner: Owner(stack: name, stage: stage.name, commonTags: tags), packager: Packager(),
            clients: { empty.client(of: $0, in: region) })
        let deployment = Deployment(
            stack: name, stage: stage.name, resources: resources.map { $0.erased }, context: context,
            confirmLocation: { Location(account: account, region: region, identity: "test") },
            digest: { _, _ in "never saved" })
        return try await Planner(deployment).plan(.deploy(adopting: [])).plan
    }
}

/// An account without any resource: each request is answered with its service's error for what does not exist.
struct EmptyAccount: Transport {
    private let codes: [String: String]

    /// An account that knows the services of these kinds.
    init(kinds: [any AWSResource.Type]) {
        let known = kinds.compactMap { kind -> (String, String)? in
            guard let service = kind.operations.writes.first?.service,
                let code = kind.errors.lazy.compactMap(\.codeOfAbsence).first
            else { return nil }
            return (service.signingName, code)
        }
        codes = Dictionary(known) { first, _ in first }
    }

    /// A client of a service that is answered so.
    func client(of service: Service, in region: String) -> ServiceClient {
        ServiceClient(
            service: service, endpoint: .imagined(for: service, region: region),
            credentials: CredentialCache(fixed: Credentials(accessKeyID: "TEST", secretAccessKey: "test")),
            transport: self)
    }

    func send(_ request: HTTPRequest) async throws -> HTTPResponse {
        let authorization = request.headers.first { $0.name.lowercased() == "authorization" }?.value ?? ""
        // The scope is key, date, region, service and `aws4_request`.
        let scope = authorization.split(separator: ",").first?.split(separator: "/").map(String.init) ?? []
        let code = scope.count > 3 ? codes[scope[3]] ?? "ResourceNotFoundException" : "ResourceNotFoundException"
        let isQuery = request.headers.contains { $0.value.hasPrefix("application/x-www-form-urlencoded") }
        let body =
            isQuery
            ? "<ErrorResponse><Error><Code>\(code)</Code><Message/></Error></ErrorResponse>"
            : "{\"__type\":\"\(code)\",\"message\":\"\"}"
        return HTTPResponse(status: 404, headers: [("x-amzn-errortype", code)], body: Data(body.utf8))
    }
}
