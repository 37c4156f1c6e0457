public import AWSClient

/// Everything that this program can do to an account: the operations of all clients of a stack's services.
public enum Operations {
    /// Every operation, service by service.
    public static let all: [ServiceOperation] =
        DynamoDBClient.all + IAMClient.all + LambdaClient.all + LogsClient.all + STSClient.all + TaggingClient.all
}

extension LambdaClient {
    /// Every operation that this client can send.
    public static let all: [ServiceOperation] = [
        createFunction, getFunction, updateFunctionCode, updateFunctionConfiguration, deleteFunction,
        putFunctionConcurrency, deleteFunctionConcurrency, getAccountSettings,
        listTags, tagResource, untagResource,
        publishVersion, listVersions, createAlias, getAlias, listAliases, updateAlias, deleteAlias,
        getProvisionedConcurrencyConfig,
        createFunctionURLConfig, getFunctionURLConfig, updateFunctionURLConfig, deleteFunctionURLConfig,
        addPermission, getPolicy, removePermission,
    ]
}
