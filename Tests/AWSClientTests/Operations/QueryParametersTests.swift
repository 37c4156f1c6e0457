import Foundation
import Testing

@testable import AWSClient

@Suite("The query protocol")
struct QueryParametersTests {
    private func written(_ parameters: [(name: String, value: String)]) -> [String] {
        parameters.map { "\($0.name)=\($0.value)" }
    }

    @Test("writes lists, maps and tags by number, equal ones equally")
    func lists() {
        #expect(written(QueryParameters.list("TagKeys", ["b", "a"])) == ["TagKeys.member.1=b", "TagKeys.member.2=a"])
        #expect(
            written(QueryParameters.map("Attributes", ["b": "2", "a": "1"])) == [
                "Attributes.entry.1.key=a", "Attributes.entry.1.value=1", "Attributes.entry.2.key=b",
                "Attributes.entry.2.value=2",
            ])
        #expect(
            written(QueryParameters.tags(["b": "2", "a": "1"])) == [
                "Tags.member.1.Key=a", "Tags.member.1.Value=1", "Tags.member.2.Key=b", "Tags.member.2.Value=2",
            ])
        #expect(written(QueryParameters.tags([:])).isEmpty)
    }

    @Test("reads maps by their keys, and lists by their members")
    func answers() throws {
        let text = """
            <R><A><entry><key>x</key><value>1</value></entry><entry><key>y</key></entry><other/></A>
            <T><member>a</member></T></R>
            """
        let root = try #require(XMLReader.read(Data(text.utf8)))
        #expect(root.entries(of: "A") == ["x": "1", "y": ""])
        #expect(root.entries(of: "B").isEmpty)
        #expect(root.members(of: "T").map(\.text) == ["a"])
    }

    @Test("and every other sends no operation that is missing in a kind's list")
    func unlisted() async throws {
        struct NoNetwork: Transport {
            func send(_ request: HTTPRequest) async throws -> HTTPResponse {
                HTTPResponse(status: 200, body: Data("<AResponse/>".utf8))
            }
        }
        let (listed, missing) = (ServiceOperation(.iam, "A", .read), ServiceOperation(.iam, "B", .write))
        let client = ServiceClient(
            service: .iam, endpoint: try Endpoint(for: .iam, region: "eu-west-1"), credentials: nil,
            transport: NoNetwork()
        ).sending(only: [listed], of: "Topic.operations")
        _ = try await client.call(listed, [(name: String, value: String)]())
        let error = await #expect(throws: InvalidCall.self) {
            try await client.call(missing, [(name: String, value: String)]())
        }
        #expect(error?.operation == "B")
        #expect(error?.reason == "Topic.operations does not list it, so no policy allows it")
    }
}
