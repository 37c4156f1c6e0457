import AWSClient
import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer

@Suite("The declared operations of the kinds")
struct AWSResourceTests {
    static let all = TestedService.all.flatMap(\.operations)

    @Test("are, over all kinds, all operations of the clients")
    func complete() {
        #expect(Set(DeclaredOperations.operations(of: nil)) == Set(Self.all))
    }

    @Test("belong to a resource whose ARN is of its own service")
    func arns() throws {
        let aws = try AWS.silent()
        for sample in TestedKind.all.compactMap(\.sample) {
            let service = type(of: sample).operations.writes.first?.service.signingName
            #expect(sample.arn(in: aws).hasPrefix("arn:aws:\(service ?? ""):"), "\(sample.id)")
        }
    }

    @Test("are those of a resource that is found again by its ARN, if its kind is searched for")
    func found() throws {
        let aws = try AWS.silent()
        let searched = TestedKind.all.compactMap(\.sample).filter { !type(of: $0).taggedTypes.isEmpty }
        #expect(searched.count == 3)
        for sample in searched {
            let kind = type(of: sample)
            #expect(kind.found(sample.arn(in: aws), in: aws)?.id == sample.id)
            #expect(kind.found("arn:aws:s3:::bucket", in: aws) == nil)
            #expect(kind.found(sample.arn(in: try AWS.silent(region: "eu-central-1")), in: aws) == nil)
        }
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
        for kind in DeclaredOperations.kinds {
            #expect(kind.operations.reads.allSatisfy { $0.access == .read }, "\(kind)")
        }
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
        func further(_ operation: ServiceOperation) -> [String] { operation.required.dropFirst().map(\.name) }
        for service in TestedService.all {
            for operation in service.operations {
                #expect(further(operation) == service.furtherPermissions[operation.name] ?? [], "\(operation.name)")
            }
        }
    }

    @Test("are also allowed on the alias if the request may name one")
    func qualified() {
        for service in TestedService.all {
            let qualified = service.operations.filter { $0.required.contains { $0.scope == .qualified } }.map(\.name)
            #expect(Set(qualified) == service.qualified)
        }
    }
}
