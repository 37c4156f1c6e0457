#if DEBUG
    import AWSClient
    import AWSSigning
    import Foundation
    import Synchronization

    @testable import AWSResources

    /// Prints an operation's input, then makes the typed client send the operation.
    final class Probe: Sendable {
        /// An error in the probe itself.
        struct Failure: Error, CustomStringConvertible { let description: String }

        static let tags = ["deployer:stack": "visitor counter", "größe": "zwei Meter = 2 m + ein bißchen @ 日本語"]
        static let tagList = tags.sorted { $0.key < $1.key }.map { ["Key": $0.key, "Value": $0.value] }

        private let endpoint: String
        private let region: String
        private let credentials: Credentials
        private let transport = CurlTransport()
        private let names = Mutex<[String]>([])

        init(environment: [String: String]) throws {
            guard let endpoint = environment["AWS_ENDPOINT_URL"], let key = environment["AWS_ACCESS_KEY_ID"],
                let secret = environment["AWS_SECRET_ACCESS_KEY"]
            else {
                throw Failure(
                    description: "set AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, perhaps AWS_REGION"
                )
            }
            self.endpoint = endpoint
            region = environment["AWS_REGION"] ?? environment["AWS_DEFAULT_REGION"] ?? "eu-west-1"
            credentials = Credentials(
                accessKeyID: key, secretAccessKey: secret, sessionToken: environment["AWS_SESSION_TOKEN"])
        }

        /// For example `Lambda.GetFunction`.
        static func name(_ operation: ServiceOperation) -> String { "\(operation.service.name).\(operation.name)" }

        /// All operations sent so far, by ``name(_:)``.
        var sent: Set<String> { Set(names.withLock { $0 }) }

        /// A client that sends each request once and reports it to this probe.
        func client(_ service: Service) throws -> ServiceClient {
            ServiceClient(
                service: service,
                endpoint: try Endpoint(custom: endpoint, region: region, setting: "AWS_ENDPOINT_URL"),
                credentials: CredentialCache(fixed: credentials), transport: transport,
                retryPolicy: .standard(for: service, maxAttempts: 1),
                observer: { [self] in note($0) })
        }

        private func note(_ event: ClientEvent) {
            guard case .attempted(let report) = event else { return }
            names.withLock { $0.append(Self.name(report.operation)) }
        }

        /// Prints `input` in boto3's form, then runs `send`, which must send only `operation`.
        func send(
            _ operation: ServiceOperation, _ input: [String: Any] = [:], by send: () async throws -> Void
        ) async throws {
            let before = names.withLock(\.count)
            let line = try JSONSerialization.data(
                withJSONObject: [
                    "service": operation.service.hostPrefix, "operation": operation.name, "input": input,
                ] as [String: Any], options: [.sortedKeys, .withoutEscapingSlashes])
            FileHandle.standardOutput.write(line + Data("\n".utf8))
            do {
                try await send()
            } catch is ServiceError {
            } catch is UnreadableResponse {
            } catch is LostResponse {
            }
            let added = names.withLock { Array($0[before...]) }
            guard added == [Self.name(operation)] else {
                throw Failure(description: "\(Self.name(operation)) was to be sent; sent was \(added)")
            }
        }
    }
#endif
