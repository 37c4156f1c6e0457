import AWSClient
import Deployer

extension FunctionConfiguration {
    /// AWS's data on the function `name`; missing members have their defaults.
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

    /// All of it for CreateFunction, or only what `changes` name for UpdateFunctionConfiguration.
    ///
    /// The role is sent only if it changes: sending one requires `iam:PassRole`.
    ///
    /// - Parameter roleID: the unique id of the existing role; sent with the role and with the environment.
    func settings(changing changes: [Change]? = nil, in context: AWS, roleID: String?) -> FunctionSettings {
        let role = PassedRole(arn: context.scope.arn(role: role), id: roleID)
        return Self.properties.filter { changes?.touch($0.compared) ?? true }
            .reduce(into: FunctionSettings()) { $1.write(self, role, &$0) }
    }
}

/// The role to send with a function.
struct PassedRole: Sendable {
    let arn: String
    /// Its unique id; nil if unknown.
    let id: String?
}

/// One property of a function's configuration: how to compare and how to write it.
struct ConfigurationProperty: Sendable {
    let compared: Property<FunctionConfiguration>
    /// Puts it into the settings for Lambda; nothing for code, which has a call of its own.
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
    /// All compared properties, with the same names for a function and its releases; rarely used ones are details.
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
    /// The properties that are sent with the id of the existing role.
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
    /// A role's name if it is in this account and has no path, otherwise its ARN.
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
    /// An unknown state may pass, so it is waited for. After a failed *update*, the function is still usable and
    /// accepts the next update, so the failure is not an obstacle but a difference (``failedUpdate``).
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
        // AWS omits the status while it works.
        case let status: return .pending(Self.words(status ?? "InProgress", lastUpdateStatusReason))
        }
    }

    /// Why the last update failed; nil if it succeeded.
    var failedUpdate: String? {
        lastUpdateStatus == "Failed" ? Self.words(lastUpdateStatusReasonCode, lastUpdateStatusReason) : nil
    }

    /// Why the function as a whole cannot be used; nil if it can.
    var failedState: String? {
        guard state == "Failed" else { return nil }
        let words = Self.words(stateReasonCode, stateReason)
        return words.isEmpty ? "Failed" : words
    }

    private static func words(_ code: String?, _ reason: String?) -> String {
        OutsideText.shortened([code, reason].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: ": "))
    }
}
