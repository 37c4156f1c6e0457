import AWSClient
import Deployer

extension FunctionConfiguration {
    /// What AWS says of the function `name`; members that AWS leaves out have their defaults.
    init(_ details: FunctionDetails, of name: String, in context: AWS) {
        self.init(
            codeSHA256: details.codeSHA256,
            architecture: details.architectures?.first ?? "x86_64",
            runtime: details.runtime ?? "",
            handler: details.handler ?? "",
            role: context.roleName(ofARN: details.role ?? ""),
            memoryMiB: details.memoryMiB ?? 128,
            timeoutSeconds: details.timeoutSeconds ?? 3,
            environment: details.environment?.variables ?? [:],
            layers: details.layers?.map(\.arn) ?? [],
            ephemeralStorageMiB: details.ephemeralStorage?.sizeMiB ?? 512,
            tracing: details.tracing?.mode ?? "PassThrough",
            logFormat: details.logging?.format ?? "Text",
            logGroup: details.logging?.group ?? Self.defaultLogGroup(of: name))
        roleID = environment.removeValue(forKey: Self.roleVariable)
    }

    /// All of it as CreateFunction takes it, or only what `changes` name as UpdateFunctionConfiguration does.
    ///
    /// The role is sent only where it changes: whoever sends one needs `iam:PassRole`.
    ///
    /// - Parameter roleID: the unique id of the role that exists; sent with the role and with the environment.
    func settings(changing changes: [Change]? = nil, in context: AWS, roleID: String?) -> FunctionSettings {
        let role = PassedRole(arn: context.scope.arn(role: role), id: roleID)
        return Self.properties.filter { changes?.touch($0.compared) ?? true }
            .reduce(into: FunctionSettings()) { $1.write(self, role, &$0) }
    }
}

/// The role that a function is sent with.
struct PassedRole: Sendable {
    let arn: String
    /// Its unique id; nil where it is not known.
    let id: String?
}

/// One property of a function's configuration: how it is compared, and how it is written.
struct ConfigurationProperty: Sendable {
    let compared: Property<FunctionConfiguration>
    /// Puts it into what Lambda is sent; nothing for code, which goes by a call of its own.
    let write: @Sendable (FunctionConfiguration, PassedRole, inout FunctionSettings) -> Void

    init(
        _ compared: Property<FunctionConfiguration>,
        write: @escaping @Sendable (FunctionConfiguration, PassedRole, inout FunctionSettings) -> Void = { _, _, _ in }
    ) {
        self.compared = compared
        self.write = write
    }
}

extension FunctionConfiguration {
    /// Everything of it that is compared, by the same names for a function and its releases; what is seldom set is a detail.
    static let properties =
        [code, architecture] + [
            ConfigurationProperty(Property("runtime", \.runtime).asDetail) { $2.runtime = $0.runtime },
            ConfigurationProperty(Property("handler", \.handler).asDetail) { $2.handler = $0.handler },
            role, roleID,
            ConfigurationProperty(Property("memory", \.memoryMiB, unit: "MiB")) { $2.memoryMiB = $0.memoryMiB },
            ConfigurationProperty(Property("timeout", \.timeoutSeconds, unit: "s")) {
                $2.timeoutSeconds = $0.timeoutSeconds
            },
            environment,
            ConfigurationProperty(Property("layers", \.layers)) { $2.layers = $0.layers },
            ConfigurationProperty(Property("ephemeralStorage", \.ephemeralStorageMiB, unit: "MiB").asDetail) {
                $2.ephemeralStorage = .init(sizeMiB: $0.ephemeralStorageMiB)
            },
            ConfigurationProperty(Property("tracing", \.tracing).asDetail) { $2.tracing = .init(mode: $0.tracing) },
            ConfigurationProperty(Property("logging.format", \.logFormat).asDetail) { $2.logging = $0.logging },
            ConfigurationProperty(Property("logging.group", \.logGroup).asDetail) { $2.logging = $0.logging },
        ]
    static let code = ConfigurationProperty(Property("code", ifDescribed: \.codeSHA256))
    static let architecture = ConfigurationProperty(Property("architecture", ifDescribed: \.architecture))
    /// What is sent with the id of the role that exists.
    static let namingRole = [role, roleID, environment]
    private static let role = ConfigurationProperty(Property("role", \.role)) { $0.write($1, into: &$2) }
    private static let roleID = ConfigurationProperty(Property("role.id", \.outdatedRole)) { $0.write($1, into: &$2) }
    private static let environment = ConfigurationProperty(
        Property("environment", each: \.environment, hidesUnknown: true)
    ) { $2.environment = $0.environment(notingRole: $1) }

    private var logging: FunctionSettings.Logging { .init(format: logFormat, group: logGroup) }

    private func write(_ role: PassedRole, into settings: inout FunctionSettings) {
        settings.role = role.arn
        settings.environment = environment(notingRole: role)
    }

    private func environment(notingRole role: PassedRole) -> FunctionSettings.Environment {
        let noted = role.id.map { [Self.roleVariable: $0] } ?? [:]
        return .init(variables: environment.merging(noted) { _, id in id })
    }
}

extension AWS {
    /// A role's name where the ARN is that of one of this account without a path, otherwise the ARN.
    fileprivate func roleName(ofARN arn: String) -> String {
        let prefix = scope.arn(role: "")
        guard arn.hasPrefix(prefix) else { return arn }
        let name = String(arn.dropFirst(prefix.count))
        return name.contains("/") ? arn : name
    }
}

extension FunctionDetails {
    /// Whether the function can be used and changed now.
    ///
    /// A state that is not known here may pass: it is waited for. A failed *update* leaves the function usable and open to
    /// the next update, so it is no obstacle but a difference (``failedUpdate``).
    var readiness: Readiness {
        if let failure = environment?.failure {
            return .failed("its environment cannot be read: " + Self.words(failure.code, failure.message))
        }
        if let failedState { return .failed(failedState) }
        switch state {
        case "Active", "Inactive": break
        case "Deleting": return .leaving("Deleting")
        case let state: return .pending(Self.words(state ?? "Pending", stateReason))
        }
        switch lastUpdateStatus {
        case "Successful", "Failed": return .ready
        // AWS leaves the status out while it is at work.
        case let status: return .pending(Self.words(status ?? "InProgress", lastUpdateStatusReason))
        }
    }

    /// Why the last update did not succeed; nil where it did.
    var failedUpdate: String? {
        lastUpdateStatus == "Failed" ? Self.words(lastUpdateStatusReasonCode, lastUpdateStatusReason) : nil
    }

    /// Why the function as a whole cannot be used; nil where it can.
    var failedState: String? {
        guard state == "Failed" else { return nil }
        let words = Self.words(stateReasonCode, stateReason)
        return words.isEmpty ? "Failed" : words
    }

    private static func words(_ code: String?, _ reason: String?) -> String {
        OutsideText.shortened([code, reason].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: ": "))
    }
}
