import AWSClient
import AWSSigning
import Foundation

// The samples call internal functions of the typed clients, which only a debug build opens to tests.
#if DEBUG
    @testable import AWSResources
#endif

/// Sends each operation of the typed clients once to the endpoint in `AWS_ENDPOINT_URL`.
///
/// Before each operation it prints its input, so that a test can send the same with boto3 and compare the requests.
/// Each line is `{"service": "dynamodb", "operation": "CreateTable", "input": {…}}`: boto3's name of the client, and
/// the input of boto3's method, with bytes in base 64. The responses are ignored. It ends with 1 if an operation was
/// not sent, or another one was.
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
        /// Sends everything; returns the names of the operations that were left out.
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
