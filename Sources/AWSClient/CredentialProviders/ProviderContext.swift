import Foundation

/// What the providers of credentials work with: the settings that they read, and their few ways to the outside.
///
/// All of it is passed in: a test plays every part, and a provider does nothing else behind its caller's back.
struct ProviderContext: Sendable {
    /// The process's variables, `HOME` among them.
    let environment: [String: String]
    /// The shared files.
    var configuration: SharedConfiguration
    /// Where AWS's services are.
    var endpoints: EndpointSettings
    /// The region in which roles are assumed.
    let region: String
    /// To AWS's services.
    let transport: any Transport
    /// To what is beside this machine, a container's agent or the instance's metadata: past every proxy.
    ///
    /// A proxy would ask its own neighbours, and answer with the proxy's identity.
    let directTransport: any Transport
    /// AWS's time: when keys are over is said in it, and a clock that is off is found out once for all requests.
    let time: ClockSkew
    /// For waits: what the time is, ``now()`` tells.
    let clock: ClientClock
    /// Asks the user and gives the answer, nil for none; where nobody can be asked there is no asking.
    ///
    /// It throws `CancellationError` where it ends without one.
    var ask: (@Sendable (_ question: String) async throws -> String?)?
    /// Where a program may ask the user itself; nil for nowhere.
    var terminal: ControllingTerminal?
    var files = CredentialFiles.onDisk
    var run: CommandRunner = Subprocess.run
    var observer: ClientObserver?

    /// A variable's value; nil where it is not set or empty.
    func variable(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }

    /// The time in seconds since 1970 UTC.
    @Sendable func now() -> Int64 { time.now() }

    /// The same with the shared files as they are now.
    ///
    /// - Throws: ``CredentialError`` as ``SharedConfiguration``.
    func reread() async throws -> ProviderContext {
        var new = self
        new.configuration = try await configuration.reread()
        new.endpoints = EndpointSettings(environment: environment, configuration: new.configuration)
        return new
    }

    /// A client of `service` in `region`, or in the context's own.
    ///
    /// - Parameters:
    ///   - credentials: what it signs with; nil sends its requests unsigned.
    ///   - secrets: what its requests carry besides, which no error may repeat from an answer.
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

    /// The whole of a file that a token is kept in.
    ///
    /// - Throws: ``BrokenCredentials``, for one without anything in it too; `CancellationError`.
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
