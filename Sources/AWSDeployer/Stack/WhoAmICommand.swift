import AWSClient
import AWSResources
import Deployer
import DeployerCLI

/// `whoami`: shows the identity of the login, the region, their sources, and when the login expires.
struct WhoAmICommand {
    /// STS answers for its whole partition, so the login can be checked without a configured region.
    private static let anyRegion = "us-east-1"

    let process: ProcessEnvironment

    var command: Command {
        Command(
            "whoami", summary: "Shows the login: its account, its ARN, its region, and where they come from.",
            discussion: """
                Looks for credentials where AWS's own tools do, in their order, and asks AWS whose they are. No stage is \
                looked at; a stage's settings come before the region that is shown here.
                """,
            options: [
                Option("region", "NAME", help: "Another region than the one that is set."),
                .profile, .json, .verbose,
            ],
            run: run)
    }

    private func run(_ arguments: Arguments, _ console: Console) async throws -> ExitCode {
        // A login may prompt, or wait for another program.
        let (login, caller, region) = try await console.interruptible { try await look(arguments, console) }
        if arguments.has("json") {
            console.present(Self.json(caller, login, region), as: "whoami")
        } else {
            lines(caller, login, region).forEach(console.say)
        }
        return .done
    }

    private func look(
        _ arguments: Arguments, _ console: Console
    ) async throws -> (SourcedCredentials, CallerIdentity, (name: String, source: String)?) {
        let configuration = try await SharedConfiguration(
            environment: process.environment, profile: arguments["profile"])
        let region = arguments["region"].map { (name: $0, source: "--region") } ?? configuration.region
        let connection = try AWSConnection(
            configuration, region: region?.name ?? Self.anyRegion, transport: process.transport, clock: process.clock,
            ask: console.question, observer: RequestReport.observer(console, isVerbose: arguments.has("verbose")))
        let login = try await connection.credentials.credentials()
        return (login, try await STSClient(connection.client(for: .sts)).callerIdentity(), region)
    }

    private func lines(
        _ caller: CallerIdentity, _ login: SourcedCredentials, _ region: (name: String, source: String)?
    ) -> [String] {
        [
            "account: \(caller.account)",
            "ARN: \(caller.arn)",
            "login: \(login.source)",
            "expires: \(login.expiresAt.map(expiry) ?? "not known to expire")",
            "region: \(region.map { "\($0.name), from \($0.source)" } ?? "none: set AWS_REGION, or the stage's region")",
        ]
    }

    private func expiry(_ seconds: Int64) -> String {
        let minutes = max(0, seconds - process.clock.now()) / 60
        return "\(Timestamp.text(seconds)), in \(minutes / 60) h \(minutes % 60) min"
    }

    private static func json(
        _ caller: CallerIdentity, _ login: SourcedCredentials, _ region: (name: String, source: String)?
    ) -> JSONValue {
        func text(_ value: String?) -> JSONValue { value.map(JSONValue.string) ?? .null }
        return [
            "account": .string(caller.account), "arn": .string(caller.arn),
            "login": ["source": .string(login.source), "expiresAt": text(login.expiresAt.map(Timestamp.text))],
            "region": ["name": text(region?.name), "source": text(region?.source)],
        ]
    }
}
