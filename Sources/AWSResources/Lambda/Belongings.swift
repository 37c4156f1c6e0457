import AWSClient
public import Deployer

// Resources that belong to a function and may no longer be described: its aliases, URLs, and former role.
extension Function {
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

    /// Its former roles, and a log group that it writes to but should not.
    public func related(in context: AWS) -> [any Resource<AWS>] {
        formerRoles.map { FormerRole($0, of: id) } + (formerLogGroup.map { [LogGroup($0)] } ?? [])
    }

}

extension FunctionURL {
    /// The URL of an alias or of the unqualified function, if one exists, described or not.
    static func found(of function: String, alias: String?, in context: AWS) async throws -> FoundResources<AWS> {
        let url = FunctionURL(undescribed: function, alias: alias)
        let client = context.lambda
        let look = try await ifAllowed(LambdaClient.getFunctionURLConfig) { () -> URLDetails? in
            do {
                return try await client.getURL(of: function, alias: alias)
            } catch let error as ServiceError where error.isUnknownOperation {
                // In a region without function URLs, Lambda reports a missing permission: then there is no URL.
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

extension Release {
    /// Its URL, described or not.
    public func belongings(in context: AWS) async throws -> FoundResources<AWS> {
        try await FunctionURL.found(of: function.name, alias: alias, in: context)
    }

    /// Its URL, also if only the URL's statements are left in its policy.
    public func related(in context: AWS) -> [any Resource<AWS>] {
        hasURLStatements ? [FunctionURL(undescribed: function.name, alias: alias)] : []
    }
}
