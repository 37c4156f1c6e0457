import AWSClient
public import Deployer

extension FunctionURL: HasOutput, PresentedResource, ConditionallyWritten {
    /// `url`.
    public static let kind = "url"
    /// The output `url`: its address.
    public static let outputs = ["url"]
    /// All properties that are kept as described.
    public static let schema = endpointProperties + [Property("permissions", \FunctionURL.permissions)]
    /// The properties of the endpoint; those that the permissions also show, or that nobody asks for, are details.
    private static let endpointProperties: [Property<FunctionURL>] = [
        Property("auth", \.auth).asDetail,
        Property("invokeMode", \.invokeMode).asDetail,
        Property("cors.origins", \.cors.origins),
        Property("cors.methods", \.cors.methods),
        Property("cors.headers", \.cors.headers),
        Property("cors.exposeHeaders", \.cors.exposeHeaders),
        Property("cors.credentials", \.cors.credentials).asDetail,
        Property("cors.maxAge", \.cors.maxAgeSeconds, unit: "s"),
    ]

    /// A statement is added and removed by its own id: a write without the policy's revision loses no other one.
    public var unconditional: FunctionURL {
        var value = self
        value.policyRevisionID = nil
        return value
    }

    /// The name of its alias, `visitor-counter:live`.
    public var name: String { alias.map { "\(function):\($0)" } ?? function }
    /// The release, and the function whose policy it changes.
    public var dependencies: [ResourceID] {
        (alias == nil ? [] : [ResourceID(kind: Release.kind, name: name)]) + [functionID]
    }
    /// Who may call it.
    public var summary: String { auth == "NONE" ? "PUBLIC" : "signed requests only" }

    private var functionID: ResourceID { ResourceID(kind: Function.kind, name: function) }
    /// The statements as they are compared and shown.
    private var permissions: Set<ExactText> { Set(exactly: statements.map(\.text)) }

    /// Warns that anyone may call it.
    public func remarks(on changes: [Change]) -> [String] { auth == "NONE" ? ["PUBLIC"] : [] }

    /// Adds a CORS rule that Lambda would refuse, or that would be open to every site by accident.
    public func check(_ errors: inout DescriptionErrors, in context: AWS) { describedCORS?.check(&errors) }

    /// Reads the endpoint and the alias's policy at the same time.
    ///
    /// The URL exists while the endpoint or one of our two statements exists, so that leftover statements are removed.
    public func observe(in context: AWS) async throws -> Observation<FunctionURL>? {
        let (client, function, alias) = (context.lambda, function, alias)
        async let policyFound = ifPresent { try await client.getPolicy(of: function, alias: alias) }
        let details = try await ifPresent { try await client.getURL(of: function, alias: alias) }
        let arn = context.scope.arn(function: function, qualifier: alias)
        let policy = try await policyFound
        let access = try FunctionPolicy(policy?.policy, ofAlias: arn)
        let pairs = access.statements.compactMap { statement in
            URLStatement(statement, arn: arn, auth: auth).map { (statement, $0) }
        }
        let (concerning, statements) = (pairs.map(\.0), pairs.map(\.1))
        guard details != nil || !statements.allSatisfy({ !$0.hasOurID }) else { return nil }
        var observed = FunctionURL(function: function, alias: alias, observed: details, statements: statements)
        observed.policyRevisionID = policy?.revisionID
        let revisions = [policy?.revisionID, details?.lastModified].compactMap { $0 }
        return Observation(
            observed, ownership: .through(functionID),
            outputs: details.map { [Output("url", LocalURL.reachable($0.url, through: client), isAddress: true)] }
                ?? [],
            notices: access.notices(beside: concerning),
            changeObstacle: access.obstacle(to: concerning),
            revision: revisions.isEmpty ? nil : revisions.joined(separator: " "))
    }

    /// Creates the endpoint; each later round adds one statement.
    public func create(in context: AWS) async throws {
        try await writeEndpoint(exists: false, in: context)
    }

    /// Writes the endpoint if it differs, or else one of the policy's statements, from the observed revision.
    ///
    /// Unwanted statements are removed before missing ones are added. Each round writes one statement: the write
    /// changes the policy's revision, and AWS loses statements that are written at the same time.
    public func update(_ changes: [Change], from observed: FunctionURL, in context: AWS) async throws {
        if changes.touch(anyOf: Self.endpointProperties) {
            try await writeEndpoint(exists: observed.auth != nil, in: context)
        } else if let excess = observed.statements.first(where: { !statements.contains($0) }) {
            try await remove(excess, from: observed, in: context)
        } else if let missing = statements.first(where: { !observed.statements.contains($0) }) {
            guard var permission = missing.permission else { return }
            permission.revisionID = observed.policyRevisionID
            try await classifyingErrors { [permission] in
                try await context.lambda.addPermission(to: function, alias: alias, permission)
            }
        }
    }

    /// Deletes the endpoint; each later round removes one of the statements that AWS leaves behind.
    public func delete(_ observed: FunctionURL, in context: AWS) async throws {
        guard observed.auth == nil else {
            try await classifyingErrors {
                try await ifPresent { try await context.lambda.deleteURL(of: function, alias: alias) }
            }
            return
        }
        guard let statement = observed.statements.first(where: \.hasOurID) else { return }
        do {
            try await remove(statement, from: observed, in: context)
        } catch let error as ServiceError where error.code == "PublicPolicyException" {
            // Without an endpoint, the statements let nobody in, and they are deleted with the alias.
            throw LeftBehind("its permissions stay as long as \(name): AWS refuses to write to a public policy")
        }
    }

    private func writeEndpoint(exists: Bool, in context: AWS) async throws {
        let settings = URLSettings(auth: auth ?? "AWS_IAM", cors: cors.details, invokeMode: invokeMode)
        try await classifyingErrors {
            if exists {
                try await context.lambda.updateURL(of: function, alias: alias, settings)
            } else {
                try await context.lambda.createURL(of: function, alias: alias, settings)
            }
        }
    }

    private func remove(_ statement: URLStatement, from observed: FunctionURL, in context: AWS) async throws {
        try await classifyingErrors {
            try await ifPresent {
                try await context.lambda.removePermission(
                    statement.id, from: function, alias: alias, revisionID: observed.policyRevisionID)
            }
        }
    }
}

extension URLStatement {
    /// Whether it uses one of our two ids, whatever its content.
    fileprivate var hasOurID: Bool { Self.forEveryone.contains { $0.id == id } }
}
