import AWSClient
import Deployer

extension GetFunctionOutput {
    /// The settings of a function or version that AWS reports and a description cannot express.
    var notices: [String] { Self.undescribed.notices(in: members) }

    /// As in botocore's lambda/2015-03-31/service-2.json, without what is compared and what is only the current state.
    private static let undescribed = [
        UndescribedMember(
            path: "Configuration.VpcConfig", words: "a network of its own (VPC)",
            showing: ["Ipv6AllowedForDualStack", "SecurityGroupIds", "SubnetIds", "VpcId"]),
        UndescribedMember(
            path: "Configuration.FileSystemConfigs", words: "a file system", showing: ["Arn", "LocalMountPath"]),
        UndescribedMember(
            path: "Configuration.DeadLetterConfig", words: "where failed calls go", showing: ["TargetArn"]),
        UndescribedMember(path: "Configuration.KMSKeyArn", words: "a key for its environment, which must stay usable"),
        UndescribedMember(path: "Code.SourceKMSKeyArn", words: "a key for its code, which must stay usable"),
        UndescribedMember(
            path: "Configuration.SnapStart", words: "started from snapshots (SnapStart)", neutral: ["None", "Off"],
            showing: ["ApplyOn"]),
        UndescribedMember(path: "Configuration.SigningProfileVersionArn", words: "signed code"),
        UndescribedMember(path: "Configuration.PackageType", words: "how it is packed", neutral: ["Zip"]),
        UndescribedMember(path: "Configuration.ImageConfigResponse", words: "how its image is started"),
        UndescribedMember(path: "Configuration.RuntimeVersionConfig.Error", words: "its runtime is not known"),
        UndescribedMember(path: "Configuration.TenancyConfig", words: "tenants kept apart"),
        UndescribedMember(path: "Configuration.CapacityProviderConfig", words: "machines of a capacity provider"),
        UndescribedMember(path: "Configuration.DurableConfig", words: "calls that last (durable)"),
        UndescribedMember(path: "Code.Error", words: "its code cannot be read"),
    ]
}

extension ProvisionedConcurrency {
    /// The notice to show.
    var notice: String {
        let count = requested.map(String.init) ?? "some"
        let reason = [status, statusReason].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: ": ")
        return "not described: provisioned concurrency of \(count), which is paid for by the hour: "
            + OutsideText.shortened(reason)
    }
}
