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
    /// - Parameter roleID: the unique id of the role that stands; sent with the role and with the environment.
    func settings(changing changes: [Change]? = nil, in context: AWS, roleID: String?) -> FunctionSettings {
        func wanted(_ property: String) -> Bool { changes?.touch(property) ?? true }
        var settings = FunctionSettings()
        if wanted("runtime") { settings.runtime = runtime }
        if wanted("handler") { settings.handler = handler }
        if wanted("role") { settings.role = context.scope.arn(role: role) }
        if wanted("memory") { settings.memoryMiB = memoryMiB }
        if wanted("timeout") { settings.timeoutSeconds = timeoutSeconds }
        if wanted("environment") || wanted("role") {
            let noted = roleID.map { [Self.roleVariable: $0] } ?? [:]
            settings.environment = .init(variables: environment.merging(noted) { _, id in id })
        }
        if wanted("layers") { settings.layers = layers }
        if wanted("ephemeralStorage") { settings.ephemeralStorage = .init(sizeMiB: ephemeralStorageMiB) }
        if wanted("tracing") { settings.tracing = .init(mode: tracing) }
        if wanted("logging") { settings.logging = .init(format: logFormat, group: logGroup) }
        return settings
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
