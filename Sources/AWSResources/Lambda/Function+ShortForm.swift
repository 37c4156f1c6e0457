import Deployer

extension Function {
    /// A function with all that it needs to be called: a role, a log group, a release, and perhaps a URL.
    ///
    /// ```swift
    /// Function(
    ///     stage.named("guestbook"), code: .executable("GuestbookFunction"), allows: [.readWrite(entries)],
    ///     url: .public(cors: .init(origins: ["https://example.com"])), environment: ["TABLE_NAME": entries.name])
    /// ```
    ///
    /// A stack that lists the function has the others too: the role `<name>-role`, which may also write to the log
    /// group, and one alias. Describe them one by one where they should differ.
    ///
    /// - Parameters:
    ///   - name: 1 to 64 letters, digits, `-` and `_`.
    ///   - code: the code that it runs.
    ///   - allows: what it may do, besides writing its log.
    ///   - logs: how long its log is kept.
    ///   - alias: the name of its alias, at the version that is deployed. A further ``Release`` of it may be described.
    ///   - url: who may call the alias by a URL; nil for no URL.
    ///   - memoryMiB: 128 to 10240.
    ///   - timeoutSeconds: 1 to 900.
    ///   - environment: its environment variables, 4 KB in total. Everyone who may read the function can read them.
    ///   - architecture: the processor; nil takes it from the binary, otherwise the binary must match.
    ///   - reservedConcurrency: the maximum number of concurrent calls; 0 switches the function off.
    ///   - layers: ARNs of versions of layers, at most five, in their order.
    ///   - ephemeralStorageMiB: the size of `/tmp`, 512 to 10240.
    ///   - tracing: whether it traces its calls with X-Ray.
    ///   - managedPolicies: what its role may do besides. With active tracing, the policy that it needs is added.
    ///   - permissionsBoundary: the ARN of a managed policy that limits its role; nil for the one in the stage's
    ///     settings, if any.
    ///   - description: a text for people.
    ///   - tags: further tags of the function, the role and the log group besides the owner's.
    ///   - file: the file that describes it, as errors name it; the caller's, as a rule.
    ///   - line: the line in it.
    public init(
        _ name: String, code: Code, allows: [Permission], logs: LogRetention = .days(14),
        alias: String = "live", url: FunctionURL.Settings? = nil, memoryMiB: Int = 128, timeoutSeconds: Int = 10,
        environment: [String: String] = [:], architecture: Architecture? = nil, reservedConcurrency: Int? = nil,
        layers: [String] = [], ephemeralStorageMiB: Int = 512, tracing: Tracing = .passThrough,
        managedPolicies: [ManagedPolicy] = [], permissionsBoundary: String? = nil, description: String = "",
        tags: [String: String] = [:], file: String = #fileID, line: Int = #line
    ) {
        let group = LogGroup(for: name, retention: logs, tags: tags, file: file, line: line)
        let role = Role(
            "\(name)-role", trusts: .lambda, allows: allows + [.write(group)],
            managedPolicies: managedPolicies + (tracing == .active ? [.aws("AWSXRayDaemonWriteAccess")] : []),
            permissionsBoundary: permissionsBoundary, tags: tags, file: file, line: line)
        self.init(
            name, code: code, role: role, memoryMiB: memoryMiB, timeoutSeconds: timeoutSeconds,
            environment: environment, architecture: architecture, reservedConcurrency: reservedConcurrency,
            layers: layers, ephemeralStorageMiB: ephemeralStorageMiB, tracing: tracing, description: description,
            tags: tags, file: file, line: line)
        let release = Release(of: self, as: alias, file: file, line: line)
        let urls = url.map { FunctionURL(to: release, access: $0.access, cors: $0.cors, file: file, line: line) }
        implicitResources = [role, release] + (urls.map { [$0] } ?? [])
    }
}
