import AWSClient
import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer

@Suite("The declared operations of the kinds")
struct RequiresAccessTests {
    static let all = DynamoDBClient.all + IAMClient.all + LambdaClient.all + LogsClient.all

    @Test("are, over all kinds, all operations of the clients")
    func complete() {
        #expect(Set(DeclaredOperations.operations(of: nil)) == Set(Self.all))
    }

    @Test("are each named once")
    func once() {
        for kind in DeclaredOperations.kinds {
            let operations = DeclaredOperations.operations(of: kind)
            #expect(Set(operations).count == operations.count, "\(kind)")
        }
    }

    @Test("are only reads where they are declared for observing")
    func looks() {
        for kind in DeclaredOperations.kinds { #expect(kind.observing.allSatisfy { $0.access == .read }, "\(kind)") }
    }

    @Test("need an action of their own name, except GetCallerIdentity, which everyone may call")
    func actions() {
        for operation in Self.all {
            #expect(
                operation.required.first?.name == "\(operation.service.signingName):\(operation.name)",
                "\(operation.name)")
        }
        #expect(STSClient.all.flatMap(\.required).isEmpty)
    }

    @Test("need the right to tag if tags are given, and to pass a role if one is given")
    func further() {
        func further(_ operation: AWSClient.Operation) -> [String] { operation.required.dropFirst().map(\.name) }
        let expected: [AWSClient.Operation: [String]] = [
            DynamoDBClient.createTable: ["dynamodb:TagResource"], IAMClient.createRole: ["iam:TagRole"],
            LogsClient.createLogGroup: ["logs:TagResource"],
            LambdaClient.createFunction: ["lambda:TagResource", "iam:PassRole"],
            LambdaClient.updateFunctionConfiguration: ["iam:PassRole"],
        ]
        for operation in Self.all { #expect(further(operation) == expected[operation] ?? [], "\(operation.name)") }
    }

    @Test("are also allowed on the alias if the request may name one")
    func qualified() {
        let qualified = LambdaClient.all.filter { $0.required.contains { $0.scope == .qualified } }.map(\.name)
        #expect(
            Set(qualified) == [
                "GetFunction", "GetPolicy", "AddPermission", "RemovePermission", "CreateFunctionUrlConfig",
                "GetFunctionUrlConfig", "UpdateFunctionUrlConfig", "DeleteFunctionUrlConfig",
                "GetProvisionedConcurrencyConfig",
            ])
    }
}
