import AWSSigning
import Foundation
import HostSystem
import Testing

@testable import AWSClient

/// One attempt to log in, with its own shared files and variables, and a server for every endpoint.
///
/// `{server}` and `{home}` in a text stand for the server's URL and the home folder.
struct Login {
    var config: String?
    var credentials: String?
    var environment: [String: String] = [:]
    var profile: String?
    /// Other files, by their paths below the home folder.
    var files: [String: String] = [:]
    var clock = TestClock()
    var ask: (@Sendable (String) -> String?)?
    var terminal: ControllingTerminal?
    var run: CommandRunner = { try await $0.run(timeout: $1) }

    /// The result of an attempt.
    struct Outcome {
        let result: Result<SourcedCredentials, CredentialError>
        let requests: [LoopbackServer.Request]
        let home: String
        /// The content of the other files afterwards.
        let files: [String: String]

        /// The access key's id; nil without keys.
        var keyID: String? { try? result.get().credentials.accessKeyID }

        /// Why the login is broken; nil if it is not.
        var reason: String? {
            guard case .failure(let error) = result else { return nil }
            return error.broken?.reason
        }

        /// Why a source is not configured.
        func declined(_ provider: String) -> String? {
            guard case .failure(let error) = result else { return nil }
            return error.declined.first { $0.provider == provider }?.reason
        }
    }

    /// Looks up credentials once.
    func attempt(
        _ react: @escaping @Sendable (LoopbackServer.Request) -> LoopbackServer.Reaction = { _ in .answer(500) }
    ) async throws -> Outcome {
        try await withLoopbackServer(react) { server in
            let home = try SharedFiles.make()
            defer { home.remove() }
            func filled(_ text: String) -> String {
                text.replacingOccurrences(of: "{server}", with: "http://127.0.0.1:\(server.port)")
                    .replacingOccurrences(of: "{home}", with: home.home)
            }
            func path(_ name: String) -> String { "\(home.home)/\(name)" }
            let all = files.merging([".aws/config": config, ".aws/credentials": credentials].compactMapValues { $0 }) {
                $1
            }
            for (name, text) in all {
                let folder = URL(filePath: path(name)).deletingLastPathComponent()
                try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
                try filled(text).write(toFile: path(name), atomically: true, encoding: .utf8)
            }
            let settings = [
                "HOME": home.home, "PATH": "/usr/bin:/bin", "AWS_ENDPOINT_URL": filled("{server}"),
                "AWS_EC2_METADATA_SERVICE_ENDPOINT": filled("{server}/imds"),
            ].merging(environment.mapValues(filled)) { $1 }
            let chain = CredentialChain.standard(try await context(settings))
            let result: Result<SourcedCredentials, CredentialError>
            do {
                result = .success(try await chain.find())
            } catch let error as CredentialError {
                result = .failure(error)
            }
            let left = Dictionary(
                uniqueKeysWithValues: files.keys.map {
                    ($0, (try? String(contentsOfFile: path($0), encoding: .utf8)) ?? "")
                })
            return Outcome(result: result, requests: server.requests, home: home.home, files: left)
        }
    }

    private func context(_ environment: [String: String]) async throws -> ProviderContext {
        let configuration = try await SharedConfiguration(environment: environment, profile: profile)
        let transport = CurlTransport()
        return ProviderContext(
            environment: environment, configuration: configuration,
            endpoints: EndpointSettings(environment: environment, configuration: configuration), region: "eu-west-1",
            transport: transport, directTransport: transport, time: ClockSkew(clock.clock.now),
            clock: clock.clock, ask: ask, terminal: terminal, run: run)
    }
}

extension ProviderContext {
    /// The context of a provider that only asks a container's agent or the instance's metadata.
    static func beside(
        _ transport: ScriptedTransport, config: String = "", environment: [String: String]
    ) throws -> ProviderContext {
        let configuration = try SharedConfiguration.parsing(config, environment: environment)
        let clock = TestClock().clock
        return ProviderContext(
            environment: environment, configuration: configuration,
            endpoints: EndpointSettings(environment: environment, configuration: configuration), region: "eu-west-1",
            transport: ScriptedTransport(), directTransport: transport, time: ClockSkew(clock.now), clock: clock)
    }
}

extension LoopbackServer.Request {
    /// The requested path and query.
    var target: String { String(line.split(separator: " ").dropFirst().first ?? "") }

    /// A field of a form; nil if it is missing.
    func form(_ name: String) -> String? {
        let items = URLComponents(string: "?" + String(decoding: body, as: UTF8.self))?.queryItems
        return items?.first { $0.name == name }?.value
    }
}

extension LoopbackServer.Reaction {
    /// STS's response for a role: keys whose id is `id`, for an hour.
    static func role(_ operation: String, id: String = "ASIAROLE", until: String = "2026-09-21T15:13:20Z") -> Self {
        .answer(
            200, [],
            """
            <\(operation)Response><\(operation)Result><Credentials><AccessKeyId>\(id)</AccessKeyId>
            <SecretAccessKey>hush</SecretAccessKey><SessionToken>hush-token</SessionToken>
            <Expiration>\(until)</Expiration></Credentials></\(operation)Result></\(operation)Response>
            """)
    }

    /// An error from STS.
    static func refusal(_ code: String, _ message: String) -> Self {
        .answer(
            403, [],
            "<ErrorResponse><Error><Code>\(code)</Code><Message>\(message)</Message></Error></ErrorResponse>")
    }

    /// Keys in the form of a container's agent or an instance's metadata.
    static func keys(id: String = "ASIAKEYS", until: String = "2026-09-21T15:13:20Z", more: String = "") -> Self {
        .answer(
            200, [],
            #"{\#(more)"AccessKeyId":"\#(id)","SecretAccessKey":"hush","Token":"hush-token","Expiration":"\#(until)"}"#)
    }
}
