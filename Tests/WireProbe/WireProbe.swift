import AWSClient
import AWSSigning
import Foundation

// The samples call the typed clients' internal functions, which only a debug build opens to tests.
#if DEBUG
    @testable import AWSResources
#endif

/// Sends every operation that the typed clients can send once to the endpoint in `AWS_ENDPOINT_URL`, and prints before each
/// what it was given, so that a test may have boto3 send the same and compare what arrives.
///
/// Each line is `{"service": "dynamodb", "operation": "CreateTable", "input": {…}}`: boto3's name of the client, and the
/// input as boto3's method takes it, with bytes in base 64. What is answered does not matter. It ends with 1
/// where an operation was not sent, or something else was.
@main
struct WireProbe {
    static func main() async {
        #if DEBUG
            do {
                let missing = try await probe()
                if missing.isEmpty { return }
                complain("not sent: " + missing.sorted().joined(separator: ", "))
            } catch {
                complain("\(error)")
            }
        #else
            complain("build it for debugging: its samples are the package's own")
        #endif
        exit(1)
    }

    private static func complain(_ text: String) {
        FileHandle.standardError.write(Data("WireProbe: \(text)\n".utf8))
    }
}

#if DEBUG
    extension WireProbe {
        /// Sends everything; gives the names of the operations that were left out.
        fileprivate static func probe() async throws -> Set<String> {
            let probe = try Probe(environment: ProcessInfo.processInfo.environment)
            try await probe.sendDynamoDB()
            try await probe.sendIAM()
            try await probe.sendLambda()
            try await probe.sendLogs()
            try await probe.sendTagging()
            try await probe.sendSTS()
            return Set(Operations.all.map(Probe.name)).subtracting(probe.sent)
        }
    }
#endif
