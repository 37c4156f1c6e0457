public import AWSClient
import Deployer

extension Function: AWSResource {
    /// The operations of its lifecycle.
    public static let operations = (
        reads: [
            LambdaClient.getFunction, LambdaClient.listTags, LambdaClient.getPolicy, LambdaClient.listAliases,
            LambdaClient.getFunctionURLConfig, IAMClient.getRole, LambdaClient.getAccountSettings,
        ],
        writes: [
            LambdaClient.createFunction, LambdaClient.updateFunctionCode, LambdaClient.updateFunctionConfiguration,
            LambdaClient.deleteFunction, LambdaClient.putFunctionConcurrency, LambdaClient.deleteFunctionConcurrency,
            LambdaClient.tagResource, LambdaClient.untagResource, LambdaClient.removePermission,
        ]
    )
    /// What Lambda's errors mean.
    public static let errors = LambdaErrors.rules

    /// Its ARN.
    public func arn(in aws: AWS) -> String { aws.scope.arn(function: name) }

    /// As the tagging API calls it.
    public static let taggedTypes = ["lambda:function"]

    /// The function with that ARN.
    public static func found(_ arn: String, in aws: AWS) -> Function? {
        aws.scope.name(in: arn, after: aws.scope.arn(function: "")).flatMap {
            $0.contains(":") ? nil : Function(undescribed: $0)
        }
    }

    /// Whether this function needs the operation.
    ///
    /// A reserved concurrency that someone added is removed from every function. It is set, and compared with the
    /// account's limit, only if it is described.
    public func needs(_ operation: ServiceOperation, in aws: AWS) -> Bool {
        switch operation {
        case LambdaClient.putFunctionConcurrency: reservedConcurrency != nil
        case LambdaClient.getAccountSettings: reservedConcurrency.map { $0 > 0 } ?? false
        default: true
        }
    }

    /// Itself, the role that it runs with, and its layers.
    public func target(of action: RequiredAction, in aws: AWS) -> AccessTarget {
        switch action.name {
        case "lambda:GetAccountSettings": AccessTarget("AccountSettings", "*")
        case LambdaClient.useLayer.name: AccessTarget("Layers", arns: Set(layers))
        case "iam:PassRole":
            // Only to Lambda: its principal is the same in every partition.
            AccessTarget(
                "PassRole", aws.scope.arn(role: configuration.role),
                conditions: [PolicyCondition("StringEquals", "iam:PassedToService", ["lambda.amazonaws.com"])])
        case "iam:GetRole": AccessTarget("Role", aws.scope.arn(role: configuration.role))
        default: .function(name, for: action, in: aws)
        }
    }
}

extension AccessTarget {
    /// A function, and its aliases if the request names one: the reference lists both.
    ///
    /// AWS names the alias in a denial. All aliases are included, since one that is no longer described is also read
    /// and deleted.
    static func function(_ name: String, for action: RequiredAction, in aws: AWS) -> AccessTarget {
        let arn = aws.scope.arn(function: name)
        return action.scope == .qualified
            ? AccessTarget("FunctionAlias", arn, aws.scope.arn(function: name, qualifier: "*"))
            : AccessTarget("Function", arn)
    }
}
