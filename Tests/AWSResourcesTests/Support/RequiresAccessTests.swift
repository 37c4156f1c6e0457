import AWSClient
import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer

@Suite("What a kind says it sends")
struct RequiresAccessTests {
    static let all = DynamoDBClient.all + IAMClient.all + LambdaClient.all + LogsClient.all

    @Test("is, over all kinds, every operation that there is, and no other")
    func complete() {
        #expect(Set(DeclaredOperations.operations(of: nil)) == Set(Self.all))
    }

    @Test("is named once")
    func once() {
        for kind in DeclaredOperations.kinds {
            let operations = DeclaredOperations.operations(of: kind)
            #expect(Set(operations).count == operations.count, "\(kind)")
        }
    }

    @Test("only looks where it is sent to look")
    func looks() {
        for kind in DeclaredOperations.kinds { #expect(kind.observing.allSatisfy { $0.access == .read }, "\(kind)") }
    }

    @Test("needs an action of its own name, but that everyone may ask who he is")
    func actions() {
        for operation in Self.all {
            #expect(
                operation.required.first?.name == "\(operation.service.signingName):\(operation.name)",
                "\(operation.name)")
        }
        #expect(STSClient.all.flatMap(\.required).isEmpty)
    }

    @Test("needs the right to tag what is made with tags, and to hand a role on where one is")
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

    @Test("is asked for on the alias, too, where the request may name one")
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
