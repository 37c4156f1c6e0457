import AWSClient
public import Deployer

// What belongs to a function and may have lost its place in the description: aliases, URLs, the role that it ran with.
extension Function {
    /// A function of which nothing but the name is known; its log group goes after it, or its last lines would bring that
    /// back.
    init(undescribed name: String) {
        let configuration = FunctionConfiguration(undescribed: name)
        self.init(
            name, code: nil, configuration: configuration,
            dependencies: [ResourceID(kind: LogGroup.kind, name: configuration.logGroup)])
    }

    /// Its aliases, and the URL of the unqualified function, described or not.
    public func belongings(in context: AWS) async throws -> FoundResources<AWS> {
        let (client, name) = (context.lambda, name)
        async let aliasesFound = ifAllowed(LambdaClient.listAliases) { try await client.aliases(of: name) }
        async let urlFound = FunctionURL.found(of: name, alias: nil, in: context)
        let function = Function(undescribed: name)
        switch try await aliasesFound {
        case .answered(let names):
            return FoundResources((names ?? []).map { Release(of: function, as: $0) }) + (try await urlFound)
        case .unanswered(let reason):
            let unseen = Unseen(
                "aliases of \(name) that are no longer described", why: Words.wholeSentence(Phrase(words: reason)))
            return FoundResources(unseen: [unseen]) + (try await urlFound)
        }
    }

    /// Roles that it ran with before, and a log group that it writes to and should not.
    public func related(in context: AWS) -> [any Resource<AWS>] {
        formerRoles.map { FormerRole($0, of: id) } + (formerLogGroup.map { [LogGroup($0)] } ?? [])
    }

    /// The same, observed as what `described` describes: with what it has now and should not have, or had before.
    func noting(_ tags: [String: String], besides described: Function) -> Function {
        var observed = self
        let noted = tags.keys.compactMap(FormerRole.role(inNote:)).sorted()
        observed.formerRoles = noted
        // A role that is not of this account, or has a path, is known by its ARN, and never ours.
        let role = configuration.role
        if !role.hasSameBytes(as: described.configuration.role), !role.contains(":"), !noted.contains(role) {
            observed.formerRoles.append(role)
            observed.unnotedRole = role
        }
        if described.code == nil || !configuration.logGroup.hasSameBytes(as: described.configuration.logGroup) {
            observed.formerLogGroup = configuration.logGroup
        }
        return observed
    }
}

extension FunctionURL {
    /// The URL of an alias, or of the unqualified function, if there is one, described or not.
    static func found(of function: String, alias: String?, in context: AWS) async throws -> FoundResources<AWS> {
        let url = FunctionURL(undescribed: function, alias: alias)
        let client = context.lambda
        let look = try await ifAllowed(LambdaClient.getFunctionURLConfig) { () -> URLDetails? in
            do {
                return try await client.getURL(of: function, alias: alias)
            } catch let error as ServiceError where error.isUnknownOperation {
                // Where Lambda has no URLs at all it says so in the words of a missing permission: then there is none.
                return nil
            }
        }
        switch look {
        case .answered(let details): return FoundResources(details == nil ? [] : [url])
        case .unanswered(let reason):
            return FoundResources(unseen: [Unseen("\(url.id)", why: Words.wholeSentence(Phrase(words: reason)))])
        }
    }
}
