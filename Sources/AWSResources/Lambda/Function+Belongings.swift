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

    /// Its aliases and URLs, described or not.
    public func belongings(in context: AWS) async throws -> FoundResources<AWS> {
        let (client, name) = (context.lambda, name)
        async let aliasesFound = ifAllowed(LambdaClient.listAliases) { try await client.aliases(of: name) }
        async let urlsFound = ifAllowed(LambdaClient.listFunctionURLConfigs) { try await client.urlsIfAny(of: name) }
        let (aliases, urls) = try await (aliasesFound, urlsFound)
        let function = Function(undescribed: name)
        let arn = context.arn(function: name)
        return Self.found(aliases, "aliases of \(name)") { Release(of: function, as: $0) }
            + Self.found(urls, "URLs of \(name)") { owner in
                guard owner.hasPrefix(arn) else { return nil }
                let qualifier = owner.dropFirst(arn.count)
                if qualifier.isEmpty { return FunctionURL(undescribed: name, alias: nil) }
                return qualifier.hasPrefix(":")
                    ? FunctionURL(undescribed: name, alias: String(qualifier.dropFirst())) : nil
            }
    }

    private static func found(
        _ list: OptionalLook<[String]>, _ what: String, _ named: (String) -> (any Resource<AWS>)?
    ) -> FoundResources<AWS> {
        switch list {
        case .answered(let names): FoundResources((names ?? []).compactMap(named))
        case .unanswered(let reason):
            FoundResources(unseen: [
                .init("\(what) that are no longer described", why: Words.wholeSentence(Phrase(words: reason)))
            ])
        }
    }

    /// Roles that it ran with before, and a log group that it writes to and should not.
    public func related(in context: AWS) -> [any Resource<AWS>] {
        formerRoles.map { FormerRole($0, of: name) } + (formerLogGroup.map { [LogGroup($0)] } ?? [])
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
