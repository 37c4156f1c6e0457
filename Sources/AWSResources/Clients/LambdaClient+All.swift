public import AWSClient

extension LambdaClient {
    /// Every operation that this client can send.
    public static let all: [Operation] = [
        createFunction, getFunction, updateFunctionCode, updateFunctionConfiguration, deleteFunction,
        putFunctionConcurrency, deleteFunctionConcurrency, getAccountSettings,
        listTags, tagResource, untagResource,
        publishVersion, listVersions, createAlias, getAlias, listAliases, updateAlias, deleteAlias,
        getProvisionedConcurrencyConfig,
        createFunctionURLConfig, getFunctionURLConfig, updateFunctionURLConfig, deleteFunctionURLConfig,
        addPermission, getPolicy, removePermission,
    ]
}
