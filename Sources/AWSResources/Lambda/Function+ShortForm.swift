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
    /// group, and the alias `live`. Describe them one by one where they should differ.
    ///
    /// - Parameters:
    ///   - allows: what it may do, besides writing its log.
    ///   - logs: how long its log is kept.
    ///   - url: who may call it by a URL; nil for no URL.
    ///
    ///   The others are those of the long form.
    public init(
        _ name: String, code: Code, allows: [Permission], logs: LogRetention = .days(14),
        url: FunctionURL.Settings? = nil, memoryMiB: Int = 128, timeoutSeconds: Int = 10,
        environment: [String: String] = [:], architecture: Architecture? = nil, reservedConcurrency: Int? = nil,
        description: String = "", tags: [String: String] = [:], file: String = #fileID, line: Int = #line
    ) {
        let group = LogGroup(for: name, retention: logs, tags: tags, file: file, line: line)
        let role = Role(
            "\(name)-role", trusts: .lambda, allows: allows + [.write(group)], tags: tags, file: file, line: line)
        self.init(
            name, code: code, role: role, memoryMiB: memoryMiB, timeoutSeconds: timeoutSeconds,
            environment: environment, architecture: architecture, reservedConcurrency: reservedConcurrency,
            description: description, tags: tags, file: file, line: line)
        let release = Release(of: self, as: "live", file: file, line: line)
        let urls = url.map { FunctionURL(to: release, access: $0.access, cors: $0.cors, file: file, line: line) }
        implicitResources = [role, release] + (urls.map { [$0] } ?? [])
    }
}
