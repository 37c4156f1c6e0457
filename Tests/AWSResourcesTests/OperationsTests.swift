import AWSClient
import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer

@Suite("The operations of a client")
struct OperationsTests {
    static let lists: [(Service, [ServiceOperation])] =
        [
            (.sts, STSClient.all), (.tagging, TaggingClient.all),
        ] + TestedService.all.map { ($0.service, $0.operations) }

    @Test("belong to its own service, each once", arguments: lists)
    func own(service: Service, operations: [ServiceOperation]) {
        #expect(operations.allSatisfy { $0.service == service })
        #expect(Set(operations).count == operations.count)
    }

    @Test("are reads if their names say so, and writes otherwise", arguments: lists)
    func access(service: Service, operations: [ServiceOperation]) {
        for operation in operations {
            let looks = ["Get", "List", "Describe"].contains { operation.name.hasPrefix($0) }
            #expect(operation.access == (looks ? .read : .write), "\(operation.name)")
        }
    }
}
