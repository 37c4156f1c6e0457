public import Deployer

extension Release: PresentedResource, FindsRelated {
    /// `release`.
    public static let kind = "release"
    /// All properties that are kept as described.
    ///
    /// The release has the configuration of its function, and a new function already shows that, so most are details.
    public static let schema: [Property<Release>] =
        FunctionConfiguration.properties.map(\.compared).map { property in
            let property = property.of(\Release.configuration)
            return property.name == FunctionConfiguration.code.compared.name ? property : property.asDetail
        } + [
            Property("published", \.isPublished).asDetail,
            Property("otherVersions", \.otherVersions),
        ]

    /// As Lambda writes it: `visitor-counter:live`.
    public var name: String { "\(function.name):\(alias)" }
    /// The function.
    public var dependencies: [ResourceID] { [function.id] }

    /// Says that callers never see a partial change.
    public func remarks(on changes: [Change]) -> [String] {
        changes.contains { $0.from != .none } ? ["no downtime"] : []
    }

    /// Adds an alias that Lambda would refuse.
    public func check(_ errors: inout DescriptionErrors, in context: AWS) {
        errors.check("alias", alias, TextRule(1...128, lettersDigitsAnd: "-_"))
        if !alias.isEmpty, alias.allSatisfy(\.isNumber) {
            errors.refuse("alias", alias, allowed: "more than a number, which would be a version's name")
        }
    }

    /// With its function prepared.
    ///
    /// - Throws: ``PackageError``, `ConcurrencyShortage`.
    public func prepared(in context: AWS) async throws -> Release {
        var prepared = self
        prepared.function = try await function.prepared(in: context)
        return prepared
    }

    /// Reads the alias, its policy, its version and its role at the same time: all need only the alias's name.
    public func observe(in context: AWS) async throws -> Observation<Release>? {
        let (client, alias, name) = (context.lambda, alias, function.name)
        let answers = try await asking {
            try await client.getAlias(alias, of: name)
        } beside: {
            try await ifPresent { try await client.getFunction(name, qualifier: alias) }
        } _: {
            try await ifPresent { try await client.getPolicy(of: name, alias: alias) }
        } _: {
            try await configuration.currentRole(in: context)
        } _: {
            try await ifAllowed(LambdaClient.getProvisionedConcurrencyConfig) {
                try await client.provisionedConcurrency(of: name, alias: alias)
            }
        }
        guard let (details, served, policy, role, provisioned) = answers else { return nil }
        let ownership = Ownership.through(function.id)
        let access = try FunctionPolicy(policy?.policy, ofAlias: context.scope.arn(function: name, qualifier: alias))
        let notices =
            provisioned.notices(of: "provisioned concurrency") { [$0.notice] } + access.noticesBesideURL
        guard let output = served, output.configuration.isVersion(details.functionVersion) else {
            // It was created or moved between the two reads: the version does not match the alias's state.
            return Observation(
                self, readiness: .pending("its version cannot be seen yet"), ownership: ownership, notices: notices)
        }
        var observed = Release(
            of: Function(name, observed: output, tags: [:], in: context), as: alias, observed: details,
            isSettling: details.settling != nil && !provisioned.isReady)
        observed.hasURLStatements = access.statements.contains(where: \.hasIDOfURL)
        observed.function.configuration.compare(with: role, of: configuration.role)
        let readiness = output.configuration.releaseReadiness
        return Observation(
            observed, readiness: readiness == .ready ? observed.settling ?? .ready : readiness, ownership: ownership,
            notices: output.notices + notices, revision: details.revisionID)
    }

    /// Publishes a version and creates the alias.
    public func create(in context: AWS) async throws {
        let version = try await publish(in: context)
        try await classifyingErrors {
            try await context.lambda.createAlias(alias, of: function.name, version: version)
        }
    }

    /// Publishes a version, or uses the last one if it is the same, and points the alias only at it.
    ///
    /// The write starts from the observed revision of the alias.
    public func update(_ changes: [Change], from observed: Release, in context: AWS) async throws {
        let version = try await publish(in: context)
        try await classifyingErrors {
            try await context.lambda.updateAlias(
                alias, of: function.name, version: version, revisionID: observed.revisionID)
        }
    }

    /// Deletes the alias; the versions are deleted with the function.
    public func delete(_ observed: Release, in context: AWS) async throws {
        try await classifyingErrors {
            try await ifPresent { try await context.lambda.deleteAlias(alias, of: function.name) }
        }
    }

    /// Publishes a version of the function, only if the function is as described.
    ///
    /// The function was reconciled before. If it differs now, the read may be outdated, or someone else changed it. The
    /// call shows which: it names the code, AWS compares it with the current code, and returns the configuration of the
    /// new version. If the function is as described, the call also names the observed revision.
    private func publish(in context: AWS) async throws -> String {
        let (client, name) = (context.lambda, function.name)
        guard let details = try await ifPresent({ try await client.getFunction(name) })?.configuration else {
            throw NotYet("the function cannot be seen yet")
        }
        switch details.readiness {
        case .ready: break
        case .pending(let reason), .leaving(let reason): throw NotYet("the function is \(reason)")
        case .failed(let reason): throw NotYet("the function has failed: \(reason)")
        }
        guard details.failedUpdate == nil else { throw NotYet("the function's last update has failed") }
        let isAsDescribed = differences(from: details, in: context).isEmpty
        let published = try await classifyingErrors {
            try await client.publishVersion(
                of: name, codeSHA256: configuration.codeSHA256, revisionID: isAsDescribed ? details.revisionID : nil)
        }
        guard let version = published.version else { throw NotYet("the new version cannot be seen yet") }
        guard differences(from: published, in: context).isEmpty else {
            throw Conflict("\(function.id) was changed meanwhile")
        }
        return version
    }

    /// The differences of the function, or of one of its versions, from the description.
    private func differences(from details: FunctionDetails, in context: AWS) -> [Change] {
        let observed = Function(function.name, observed: .init(configuration: details), tags: [:], in: context)
        return Self.differences(desired: self, observed: Release(of: observed, as: alias))
    }
}

extension AliasDetails {
    /// The state in which AWS moves an alias's provisioned concurrency: the old version still gets all calls.
    ///
    /// Nil if the alias serves its own version. A smaller share is someone's canary deployment.
    var settling: Readiness? {
        let others = (routing?.weights ?? [:]).filter { $0.key != functionVersion && $0.value >= 1 }
        return others.keys.min().map { .pending("version \($0) still serves until the new one is ready") }
    }

    /// The other versions that get a share of the calls, such as `3: 10 %`.
    var otherVersions: [String] {
        (routing?.weights ?? [:]).sorted { $0.key < $1.key }.map {
            "\($0.key): \(Self.share($0.value))"
        }
    }

    /// In percent with two decimals; an invalid or tiny share is shown as AWS wrote it.
    private static func share(_ weight: Double) -> String {
        let hundredths = (weight * 10_000).rounded()
        guard (0...1).contains(weight), hundredths > 0 || weight == 0 else { return plain(weight) }
        return plain(hundredths / 100) + " %"
    }

    private static func plain(_ number: Double) -> String { Int(exactly: number).map { "\($0)" } ?? "\(number)" }
}

extension FunctionDetails {
    /// Whether this is the version with that name, as far as AWS reports it.
    fileprivate func isVersion(_ name: String) -> Bool { version == nil || version == name }

    /// Whether a version can be called; a version is never updated, so its update status is ignored.
    fileprivate var releaseReadiness: Readiness {
        var details = self
        details.lastUpdateStatus = "Successful"
        return details.readiness
    }
}

extension OptionalLook where Found == ProvisionedConcurrency {
    /// Whether all provisioned copies are ready.
    var isReady: Bool {
        if case .answered(let found?) = self { return found.status == "READY" }
        return false
    }
}
