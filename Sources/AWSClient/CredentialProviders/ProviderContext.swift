import Foundation
import HostSystem

/// What the credential providers work with: the settings, and their access to the outside.
///
/// All of it is passed in, so that tests can replace every part. A provider has no other access.
struct ProviderContext: Sendable {
    /// The process's variables, `HOME` among them.
    let environment: [String: String]
    /// The shared files.
    var configuration: SharedConfiguration
    /// Where AWS's services are.
    var endpoints: EndpointSettings
    /// The region in which STS assumes roles.
    let region: String
    /// The transport to AWS's services.
    let transport: any Transport
    /// The transport to a container's agent or the instance's metadata, never through a proxy.
    ///
    /// A proxy would ask its own metadata service, and return the proxy's identity.
    let directTransport: any Transport
    /// AWS's time, in which expiry is measured; clock skew is detected once for all requests.
    let time: ClockSkew
    /// For waits only; the time comes from ``now()``.
    let clock: ClientClock
    /// Asks the user and returns the answer, nil for no answer; nil itself if nobody can be asked.
    ///
    /// It throws `CancellationError` if it is cancelled.
    var ask: (@Sendable (_ question: String) async throws -> String?)?
    /// The terminal at which a program may ask the user; nil for none.
    var terminal: ControllingTerminal?
    var files = CredentialFiles.onDisk
    var run: CommandRunner = { try await $0.run(timeout: $1) }
    var observer: ClientObserver?

    /// A variable's value; nil if it is not set or empty.
    func variable(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }

    /// The time in seconds since 1970 UTC.
    @Sendable func now() -> Int64 { time.now() }

    /// The same context with the shared files read again.
    ///
    /// - Throws: ``CredentialError`` as ``SharedConfiguration``.
    func reread() async throws -> ProviderContext {
        var new = self
        new.configuration = try await configuration.reread()
        new.endpoints = EndpointSettings(environment: environment, configuration: new.configuration)
        return new
    }

    /// A client of `service` in `region`, by default the context's.
    ///
    /// - Parameters:
    ///   - credentials: what signs the requests; nil to send them unsigned.
    ///   - secrets: other secrets in the requests, which no error may repeat from a response.
    func client(
        for service: Service, region: String? = nil, credentials: SourcedCredentials?, hiding secrets: [String] = []
    ) throws -> ServiceClient {
        let retries = try RetrySettings(environment: environment, configuration: configuration)
        return ServiceClient(
            service: service,
            sender: RetryingSender(
                sender: SignedSender(
                    endpoint: try endpoints.endpoint(for: service, region: region ?? self.region),
                    credentials: credentials.map { CredentialCache(fixed: $0.credentials, source: $0.source) },
                    secrets: secrets, transport: transport, rateLimiter: nil, time: time, clock: clock),
                retryPolicy: retries.policy(for: service), retryQuota: RetryQuota(), observer: observer))
    }

    /// The content of a token file.
    ///
    /// - Throws: ``BrokenCredentials``, also for an empty file; `CancellationError`.
    func token(inFile path: String, namedBy setting: String) async throws -> String {
        let path = PathExpansion.expanded(path, environment: environment)
        func broken(_ reason: String) -> BrokenCredentials {
            BrokenCredentials("\(setting) names \(path), which \(reason)")
        }
        do {
            guard let content = try await files.read(path) else { throw broken("is not there") }
            guard let text = String(data: content.data, encoding: .utf8) else { throw broken("is no text") }
            guard text.contains(where: { !$0.isWhitespace }) else { throw broken("is empty: there is no token in it") }
            return text
        } catch let error as CredentialFiles.Unusable {
            throw broken(error.reason)
        }
    }
}

/// Runs a program and waits for its end, up to the given time; nil means no limit.
typealias CommandRunner = @Sendable (_ command: ChildCommand, _ timeout: Duration?) async throws -> CommandResult
