import AWSDeployer
import CCommit

/// The visitor counter: a table of counts, a function that adds one to them, and its public URL.
@main
struct CounterStack: AWSStack {
    static let name = "visitor-counter"
    static let summary = "Puts a serverless visitor counter on AWS, and keeps it as described."
    /// The version, and the commit where `scripts/install` built it.
    static let version: String = {
        let commit = String(cString: ccommit())
        return commit.isEmpty ? "0.1.0" : "0.1.0 (\(commit))"
    }()

    static func resources(_ stage: Stage<CounterSettings>) -> [any AWSResource] {
        let visits = Table(
            stage.named("VisitorCount"), partitionKey: .string("id"), maxWriteUnits: stage.maxWritesPerSecond,
            deletionProtection: stage.protection,
            pointInTimeRecovery: stage.protection)
        let logs = LogGroup(for: stage.named("visitor-counter"), retention: stage.logRetention)
        let role = Role(
            stage.named("UpdateVisitorCount-role"), trusts: .lambda,
            allows: [.update(visits, keys: stage.pages), .write(logs)])
        let counter = Function(
            stage.named("visitor-counter"), code: .executable("CounterFunction"), role: role,
            memoryMiB: stage.memoryMiB, timeoutSeconds: stage.timeoutSeconds,
            environment: ["TABLE_NAME": visits.name, "PAGES": stage.pages.joined(separator: ",")],
            reservedConcurrency: stage.maxConcurrency)
        let live = Release(of: counter, as: "live")
        let url = FunctionURL(
            to: live, access: .everyone,
            cors: .init(origins: stage.allowedOrigins, methods: [.get], maxAgeSeconds: 3600))
        return [visits, logs, role, counter, live, url]
    }

    static func notes(on outputs: [Output], of stage: Stage<CounterSettings>) -> String {
        guard let url = outputs.first(where: { $0.name == "url" })?.value else { return "" }
        return Snippet(url: url).notes(origins: stage.allowedOrigins)
    }

    static func warnings(on stage: Stage<CounterSettings>) -> [Explanation] {
        guard stage.isProduction, stage.allowedOrigins.contains("*") else { return [] }
        return [
            Explanation(
                "any web site may count visits and read the numbers",
                why: "allowedOrigins of stage \(stage.name) holds \"*\".",
                advice: "Name the origins that may, as \"https://www.example.com\", in the stage's settings.")
        ]
    }

    static func commands(_ access: StackAccess<CounterSettings>) -> [Command] { [OpenCommand(access: access).command] }
}
