public import Deployer

extension Function: HasOutput, PresentedResource, FindsRelated, ConditionallyWritten {
    /// `function`.
    public static let kind = "function"
    /// The output `function`: its name.
    public static let outputs = ["function"]
    /// All properties that are kept as described.
    public static let schema: [Property<Function>] =
        FunctionConfiguration.properties.map { $0.compared.of(\Function.configuration) } + [
            descriptionProperty, reservedConcurrencyProperty, publicAccessProperty, lastUpdateProperty, stateProperty,
            formerRoleProperty, tagsProperty,
        ]
    private static let descriptionProperty = Property("description", \Function.description)
    private static let reservedConcurrencyProperty = Property("reservedConcurrency", \Function.reservedConcurrency)
    private static let publicAccessProperty = Property("publicAccess", \Function.publicAccess).asDetail
    private static let lastUpdateProperty = Property("lastUpdate", \Function.failedUpdate)
    private static let stateProperty = Property("state", \Function.failedState)
    private static let formerRoleProperty = Property("role.former", \Function.unnotedRole)
    private static let tagsProperty = Property.tags(\Function.tags)

    /// Such as `128 MiB, x86_64, 4.4 MB`.
    public var summary: String {
        var parts = ["\(configuration.memoryMiB) MiB"]
        if let architecture = configuration.architecture { parts.append(architecture) }
        if let package {
            let tenths = (package.zip.count + 50_000) / 100_000
            parts.append("\(tenths / 10).\(tenths % 10) MB")
        }
        return parts.joined(separator: ", ")
    }

    /// The effect of a change on the function's callers.
    public func remarks(on changes: [Change]) -> [String] {
        let closed = changes.of(Self.publicAccessProperty).filter { $0.from != .none }
        return changes.of(Self.reservedConcurrencyProperty).compactMap { change in
            switch change.from {
            case .number(0): "runs again, which someone has switched off"
            case .number where change.to == .none: "no longer limited but by the account"
            default: nil
            }
        } + closed.map { _ in "no longer open to everyone by itself" }
    }

    /// A statement is removed by its own id, so that a write without the policy's revision loses no other statement.
    public var unconditional: Function {
        var value = self
        value.policyRevisionID = nil
        return value
    }

    /// With its code packed, a local AWS's endpoints and the owner's tags.
    ///
    /// If it will be deployed, the account is also checked for the concurrency to reserve.
    ///
    /// - Throws: ``PackageError``, `ConcurrencyShortage`.
    public func prepared(in context: AWS) async throws -> Function {
        var prepared = self
        prepared.configuration.environment.merge(context.localEnvironment) { described, _ in described }
        prepared.tags = context.owner.marking(tags)
        guard context.packager.packs(name), let code else { return prepared }
        try await checkReservation(in: context)
        let package = try await context.packager.package(code, of: name)
        if let architecture = configuration.architecture, architecture != package.architecture {
            throw PackageError(
                context.packager.code(code, of: name).subject,
                reason: "It is a binary for \(package.architecture), and \(id) is described as \(architecture).",
                advice: "Build it for \(architecture), or describe the function as \(package.architecture).")
        }
        prepared.package = package
        prepared.configuration.codeSHA256 = package.sha256
        prepared.configuration.architecture = package.architecture
        return prepared
    }

    /// Reads the function, its tags, its own policy and its role at the same time.
    public func observe(in context: AWS) async throws -> Observation<Function>? {
        let (client, name, arn) = (context.lambda, name, context.scope.arn(function: name))
        // Without the right to list tags, GetFunction omits them, and the function would look like someone else's.
        let answers = try await asking {
            try await client.getFunction(name)
        } beside: {
            try await ifPresent { try await client.listTags(arn: arn) }
        } _: {
            try await ifPresent { try await client.getPolicy(of: name) }
        } _: {
            try await configuration.currentRole(in: context)
        }
        guard let (output, tags, policy, role) = answers else { return nil }
        let latest = try await refetched(tags) { try await client.listTags(arn: arn) }
        var observed = Function(name, observed: output, tags: [:], in: context).noting(latest ?? [:], besides: self)
        observed.configuration.compare(with: role, of: configuration.role)
        observed.tags = context.owner.compared(latest ?? [:], with: self.tags)
        let access = try FunctionPolicy(policy?.policy, ofFunction: arn)
        observed.publicStatements = access.publicStatements
        observed.policyRevisionID = policy?.revisionID
        return Observation(
            observed,
            // The function exists, so missing tags are only not visible yet, or no longer while it is being deleted.
            readiness: latest == nil && output.configuration.state != "Deleting"
                ? .pending("its tags cannot be seen yet") : output.configuration.readiness,
            ownership: context.owner.ownership(of: latest ?? [:]), outputs: [Output("function", name)],
            notices: output.notices + access.notices(beside: access.publicStatements)
                + CloudFormationStack.notices(latest ?? [:], context.owner),
            changeObstacle: access.obstacle(to: access.publicStatements), revision: observed.revisionID)
    }

    /// Creates it with its tags; no version is published.
    public func create(in context: AWS) async throws {
        let package = try requiredPackage()
        var settings = configuration.settings(in: context, roleID: try await configuration.requiredRole(in: context))
        settings.description = description
        let input = CreateFunctionInput(
            functionName: name, zip: package.zip, architecture: package.architecture, tags: tags, settings: settings)
        try await classifyingErrors { try await context.lambda.createFunction(input) }
    }

    /// Makes one kind of change, from the observed state: Lambda must finish one change before it accepts the next.
    ///
    /// The tags come first, so that an adopted function has its owner's tags from the first write on. Removing public
    /// access comes before the rest.
    public func update(_ changes: [Change], from observed: Function, in context: AWS) async throws {
        let (client, arn) = (context.lambda, context.scope.arn(function: name))
        if changes.touch(Self.tagsProperty) {
            try await classifyingErrors {
                try await TagChanges(from: observed.tags, to: tags).apply(
                    removing: { try await client.untagResource(arn: arn, keys: $0) },
                    setting: { try await client.tagResource(arn: arn, tags: $0) })
            }
        } else if changes.touch(Self.publicAccessProperty) {
            // One statement in each round, since its removal changes the policy's revision.
            guard let statement = observed.publicStatements.first else { return }
            try await classifyingErrors {
                try await ifPresent {
                    try await client.removePermission(
                        statement.id, from: name, revisionID: observed.policyRevisionID)
                }
            }
        } else if let role = observed.unnotedRole, changes.touch(Self.formerRoleProperty),
            try await FormerRole(role, of: id).mayBeOurs(in: context)
        {
            // Before the function gets another role: only the function leads to the old one.
            try await classifyingErrors {
                try await client.tagResource(arn: arn, tags: [FormerRole(role, of: id).note: ""])
            }
        } else if changes.touch(FunctionConfiguration.code.compared, FunctionConfiguration.architecture.compared) {
            let package = try requiredPackage()
            let input = UpdateFunctionCodeInput(
                zip: package.zip, architectures: [package.architecture], revisionID: observed.revisionID)
            try await classifyingErrors { try await client.updateFunctionCode(name, input) }
        } else if changes.touch(Self.reservedConcurrencyProperty) {
            try await reserveConcurrency(in: context)
        } else if !changes.isEmpty {
            try await updateConfiguration(changes, from: observed, in: context)
        }
    }

    /// Changes the configuration; after a failed update, all of it is written again.
    ///
    /// Such a write may also bring back a failed function.
    private func updateConfiguration(_ changes: [Change], from observed: Function, in context: AWS) async throws {
        let changed = changes.touch(Self.lastUpdateProperty, Self.stateProperty) ? nil : changes
        let role =
            changed?.touch(anyOf: FunctionConfiguration.namingRole.map(\.compared)) ?? true
            ? try await configuration.requiredRole(in: context) : nil
        var settings = configuration.settings(changing: changed, in: context, roleID: role)
        if changed?.touch(Self.descriptionProperty) ?? true { settings.description = description }
        try await classifyingErrors { [settings] in
            try await context.lambda.updateFunctionConfiguration(name, settings, revisionID: observed.revisionID)
        }
    }

    /// Deletes it with its versions and aliases.
    public func delete(_ observed: Function, in context: AWS) async throws {
        try await classifyingErrors { try await ifPresent { try await context.lambda.deleteFunction(name) } }
    }

    private func requiredPackage() throws -> DeploymentPackage {
        guard let package else {
            throw PackageError(
                code?.subject ?? name, reason: "It was not packed.", advice: "Use a command that plans or deploys.")
        }
        return package
    }
}
