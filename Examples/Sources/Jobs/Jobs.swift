import AWSDeployer

/// A queue of jobs, the function that does them, and a queue for those that failed three times.
@main
struct Jobs: AWSStack {
    static let name = "jobs"
    static let summary = "Does jobs that wait in a queue."
    static let kinds: [any AWSResource.Type] = [Queue.self, EventSource.self]

    static func resources(_ stage: Stage<NoSettings>) -> [any AWSResource] {
        let failed = Queue(stage.named("failed-jobs"), retentionSeconds: 14 * 86_400)
        let jobs = Queue(
            stage.named("jobs"), visibilityTimeoutSeconds: 60, deadLetters: .init(to: failed, after: 3),
            senders: ["events.amazonaws.com"])
        let done = Table(stage.named("Done"), partitionKey: .string("id"))
        let logs = LogGroup(for: stage.named("worker"), retention: .days(14))
        let role = Role(
            stage.named("worker-role"), trusts: .lambda,
            allows: [
                .allow("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", on: jobs),
                .readWrite(done), .write(logs),
            ])
        let worker = Function(
            stage.named("worker"), code: .executable("Worker"), role: role, environment: ["TABLE_NAME": done.name])
        let live = Release(of: worker, as: "live")
        failed.named(output: "failed")
        jobs.named(output: "jobs")
        done
        logs
        role
        worker
        live
        EventSource(from: jobs, to: live)
    }
}
