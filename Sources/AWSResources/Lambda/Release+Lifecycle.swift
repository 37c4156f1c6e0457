public import Deployer

extension Release: Configured {}

extension Release: Resource {
    /// `release`.
    public static let kind = "release"
    /// Everything of a release that is kept as described.
    public static let schema: [Property<Release>] =
        configurationSchema + [
            Property("published", \.isPublished),
            Property("otherVersions", \.otherVersions),
        ]

    /// It serves what its function is: the function's own creation says what that is.
    public static let details = Set(configurationSchema.map(\.name)).subtracting(["code"]).union(["published"])

    /// As Lambda writes it: `visitor-counter:live`.
    public var name: String { "\(function.name):\(alias)" }
    /// The function.
    public var dependencies: [ResourceID] { [function.id] }

    /// Callers never see half a change.
    public func remarks(on changes: [Change]) -> [String] {
        changes.contains { $0.from != .none } ? ["no downtime"] : []
    }

    /// With its function prepared.
    ///
    /// - Throws: ``InvalidDescription``, ``PackageError``.
    public func prepared(in context: AWS) async throws -> Release {
        try id.check("alias", alias, TextRule(1...128, lettersDigitsAnd: "-_"))
        guard !alias.allSatisfy(\.isNumber) else {
            throw InvalidDescription(
                id, property: "alias", value: alias, allowed: "more than a number, which would be a version's name")
        }
        return Release(of: try await function.prepared(in: context), as: alias)
    }

    /// The alias and the version behind it, asked for at once: the alias's name serves for both.
    public func observe(in context: AWS) async throws -> Observation<Release>? {
        let (client, alias, name) = (context.lambda, alias, function.name)
        async let served = ifPresent { try await client.getFunction(name, qualifier: alias) }
        guard let details = try await ifPresent({ try await client.getAlias(alias, of: name) }) else { return nil }
        let ownership = Ownership.through(function.id)
        guard let output = try await served, output.configuration.isVersion(details.functionVersion) else {
            // Made or moved between the two questions: what is served does not go with the alias's state.
            return Observation(self, readiness: .pending("its version cannot be seen yet"), ownership: ownership)
        }
        var observed = Release(of: Function(name, observed: output, tags: [:], in: context), as: alias)
        observed.isPublished = details.functionVersion != "$LATEST"
        observed.otherVersions = details.otherVersions
        observed.version = details.functionVersion
        observed.revisionID = details.revisionID
        return Observation(
            observed, readiness: output.configuration.releaseReadiness, ownership: ownership,
            revision: details.revisionID)
    }

    /// Publishes a version and makes the alias.
    public func create(in context: AWS) async throws {
        let version = try await publish(in: context)
        try await patiently {
            try await context.lambda.createAlias(alias, of: function.name, version: version)
        }
    }

    /// Publishes a version, or takes the last one where it is the same, and points the alias at it alone, from where it
    /// was seen.
    public func update(_ changes: [Change], from observed: Release, in context: AWS) async throws {
        let version = try await publish(in: context)
        try await patiently {
            try await context.lambda.updateAlias(
                alias, of: function.name, version: version, revisionID: observed.revisionID)
        }
    }

    /// Removes the alias; the versions go with the function.
    public func delete(_ observed: Release, in context: AWS) async throws {
        try await patiently {
            try await ifPresent { try await context.lambda.deleteAlias(alias, of: function.name) }
        }
    }

    /// A version of the function as it is described, and of no other.
    ///
    /// The function was brought about before, so where it is not as described, what was read may be old, or someone else
    /// was here. The call tells: it names the code, AWS holds it against what is really there, and answers what it made a
    /// version of. Where the function is as described the call names the state that was seen too.
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
        let published = try await patiently {
            try await client.publishVersion(
                of: name, codeSHA256: configuration.codeSHA256, revisionID: isAsDescribed ? details.revisionID : nil)
        }
        guard let version = published.version else { throw NotYet("the new version cannot be seen yet") }
        guard differences(from: published, in: context).isEmpty else {
            throw Overtaken("\(function.id) was changed meanwhile")
        }
        return version
    }

    /// What of the function, or of one of its versions, is not as described.
    private func differences(from details: FunctionDetails, in context: AWS) -> [Change] {
        let observed = Function(function.name, observed: .init(configuration: details), tags: [:], in: context)
        return Self.differences(desired: self, observed: Release(of: observed, as: alias))
    }
}

extension AliasDetails {
    /// The versions that get a share of the calls besides, as `3: 10 %`.
    var otherVersions: [String] {
        (routing?.weights ?? [:]).sorted { $0.key < $1.key }.map {
            "\($0.key): \(Self.share($0.value))"
        }
    }

    /// In percent to the hundredth; what is no share, or too small to be seen so, as AWS wrote it.
    private static func share(_ weight: Double) -> String {
        let hundredths = (weight * 10_000).rounded()
        guard (0...1).contains(weight), hundredths > 0 || weight == 0 else { return plain(weight) }
        return plain(hundredths / 100) + " %"
    }

    private static func plain(_ number: Double) -> String { Int(exactly: number).map { "\($0)" } ?? "\(number)" }
}

extension FunctionDetails {
    /// Whether this is what the version of that name serves, as far as AWS says which it is.
    fileprivate func isVersion(_ name: String) -> Bool { version == nil || version == name }

    /// Whether a version can be called; it is never updated, so what is said of updates says nothing.
    fileprivate var releaseReadiness: Readiness {
        var details = self
        details.lastUpdateStatus = "Successful"
        return details.readiness
    }
}
