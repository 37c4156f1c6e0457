/// Brings a plan about: each resource as soon as those that it needs are done, all others beside it.
public struct Executor<Context: Sendable>: Sendable {
    private let limits: Waiting.Limits

    /// An executor that gives each resource `patience` to come to rest, 10 minutes without one.
    ///
    /// - Parameter stop: with it the work is brought to an early end.
    public init(patience: Duration? = nil, time: Timekeeper = .system, stop: StopRequest? = nil) {
        limits = Waiting.Limits(
            patience: patience ?? .seconds(600), time: time, stop: stop ?? StopRequest(time: time))
    }

    /// Carries out `planned`; tells each thing that happens to `tell`, which may be called from several tasks.
    ///
    /// It does not throw: what failed stands in the outcome, beside what was done. What needs something that failed is not
    /// begun; the rest goes on.
    public func apply(_ planned: PlannedStack<Context>, tell: @escaping @Sendable (Event) -> Void) async -> Outcome {
        let steps = planned.work
        var schedule = Schedule(planned.order(of: steps))
        let byID = Dictionary(uniqueKeysWithValues: steps.map { ($0.id, $0) })
        var ends = StepEnds(planned.plan)

        await withTaskGroup(of: (Step, StepEnd).self) { group in
            func begin() {
                for step in schedule.ready().compactMap({ byID[$0] }) {
                    guard let resource = planned.resources[step.id] else { continue }
                    group.addTask { (step, await carryOut(step, resource, planned, tell)) }
                }
            }
            begin()
            for await (step, end) in group {
                ends.add(step.id, end)
                if case .done = end {
                    schedule.finish(step.id)
                } else {
                    for id in schedule.giveUp(step.id) {
                        ends.add(id, .notBegun)
                        if case .failed = end { tell(.skipped(id, because: step.id)) } else { tell(.notBegun(id)) }
                    }
                }
                begin()
            }
        }
        await removeWhatCameBack(planned, &ends, tell)
        return ends.outcome
    }

    /// Whether no step begins any more.
    private var isStopping: Bool { limits.stop.since != nil }

    /// Carries out one step, and tells how it goes.
    ///
    /// - Parameter again: whether it was removed before in this run.
    private func carryOut<R: Resource>(
        _ step: Step, _ resource: R, _ planned: PlannedStack<Context>, again: Bool = false,
        _ tell: @escaping @Sendable (Event) -> Void
    ) async -> StepEnd where R.Context == Context {
        guard !isStopping else {
            tell(.notBegun(step.id))
            return .notBegun
        }
        let began = limits.time.now()
        let convergence = convergence(of: resource, planned, tell)
        var activity = DeployError.Activity.observing
        tell(.started(step.id, step.action))
        do {
            var outputs: [Output] = []
            if step.action == .delete {
                try await convergence.remove(&activity, again: again)
            } else {
                outputs = planned.outputNames.naming(
                    try await convergence.bringAbout(&activity), of: step.id)
            }
            tell(.finished(step.id, step.action, took: limits.time.now() - began))
            return .done(outputs)
        } catch let error as Stopped {
            tell(.unfinished(step.id, reason: error.reason))
            return .unfinished(reason: error.reason)
        } catch {
            let error = DeployError(resource: step.id, stage: planned.plan.stage, activity: activity, cause: error)
            tell(.failed(step.id, error))
            return .failed(error)
        }
    }

    /// How a resource is brought to where it should be.
    private func convergence<R: Resource>(
        of resource: R, _ planned: PlannedStack<Context>, _ tell: @escaping @Sendable (Event) -> Void
    ) -> Convergence<R> where R.Context == Context {
        Convergence(
            resource: resource, context: planned.context, adopts: planned.purpose.adopting.contains(resource.id),
            limits: limits, tell: tell)
    }
}

// MARK: - What comes back

extension Executor {
    /// How many times what came back is removed again.
    private static var removalsAgain: Int { 2 }

    /// Looks once more at what the cloud itself brings back, side by side, and removes it again.
    ///
    /// Lambda delivers logs late: a flush after the removal makes the log group anew, without its tags. The look comes
    /// last, when all that could write is gone.
    private func removeWhatCameBack(
        _ planned: PlannedStack<Context>, _ ends: inout StepEnds, _ tell: @escaping @Sendable (Event) -> Void
    ) async {
        let removed = ends.removed
        await withTaskGroup(of: (Step, StepEnd?).self) { group in
            for step in removed {
                guard let resource = planned.resources[step.id], resource.reappears else { continue }
                group.addTask { (step, await keepAway(step, resource, planned, tell)) }
            }
            for await case (let step, let end?) in group { ends.add(step.id, end) }
        }
    }

    /// How a removal ended that did not last at first; nil where it did.
    private func keepAway<R: Resource>(
        _ step: Step, _ resource: R, _ planned: PlannedStack<Context>, _ tell: @escaping @Sendable (Event) -> Void
    ) async -> StepEnd? where R.Context == Context {
        let convergence = convergence(of: resource, planned, tell)
        var end: StepEnd?
        var removals = 0
        while !isStopping {
            do {
                guard try await convergence.hasComeBack() else { return end }
                guard removals < Self.removalsAgain else { throw CameBack(removals: removals + 1) }
            } catch {
                let error = DeployError(
                    resource: step.id, stage: planned.plan.stage, activity: .deleting, cause: error)
                tell(.failed(step.id, error))
                return .failed(error)
            }
            tell(.replanned(step.id, reason: "it came back after it was removed"))
            removals += 1
            end = await carryOut(step, resource, planned, again: true, tell)
            guard case .done = end else { return end }
        }
        return end
    }
}
