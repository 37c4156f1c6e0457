/// Applies a plan: each resource as soon as those that it needs are done, all others in parallel.
public struct Executor<Context: Sendable>: Sendable {
    private let limits: Backoff.Limits

    /// An executor.
    ///
    /// - Parameters:
    ///   - timeout: how long each resource may take to become ready; nil for 10 minutes.
    ///   - clock: measures it, and all waits.
    ///   - stop: a request that ends the work early.
    public init(timeout: Duration? = nil, clock: any Clock<Duration> = ContinuousClock(), stop: StopRequest? = nil) {
        limits = Backoff.Limits(
            timeout: timeout ?? .seconds(600), time: Stopwatch(clock), stop: stop ?? StopRequest(clock: clock))
    }

    /// Applies `planned`, and reports each event to `onEvent`, which may be called from several tasks.
    ///
    /// It does not throw: the outcome holds the failures beside what was done. A resource that needs a failed one is
    /// not begun; the rest continues.
    public func apply(_ planned: PlannedStack<Context>, onEvent: @escaping @Sendable (Event) -> Void) async -> Outcome {
        let steps = planned.work
        var schedule = Schedule(planned.order(of: steps))
        let byID = Dictionary(uniqueKeysWithValues: steps.map { ($0.id, $0) })
        var ends = StepEnds(planned.plan)

        await withTaskGroup(of: (Step, StepEnd).self) { group in
            func begin() {
                for step in schedule.ready().compactMap({ byID[$0] }) {
                    guard let resource = planned.resources[step.id] else { continue }
                    group.addTask { (step, await carryOut(step, resource, planned, onEvent)) }
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
                        if case .failed = end {
                            onEvent(.skipped(id, because: step.id))
                        } else {
                            onEvent(.notBegun(id))
                        }
                    }
                }
                begin()
            }
        }
        await removeReappeared(planned, &ends, onEvent)
        return ends.outcome
    }

    /// Whether no new step begins.
    private var isStopping: Bool { limits.stop.timeSinceAsked != nil }

    /// Carries out one step, and reports its progress.
    ///
    /// - Parameter again: whether it was removed before in this run.
    private func carryOut<R: Resource>(
        _ step: Step, _ resource: R, _ planned: PlannedStack<Context>, again: Bool = false,
        _ onEvent: @escaping @Sendable (Event) -> Void
    ) async -> StepEnd where R.Context == Context {
        guard !isStopping else {
            onEvent(.notBegun(step.id))
            return .notBegun
        }
        let began = limits.time.now()
        let reconciler = reconciler(of: resource, planned, onEvent)
        var activity = DeployError.Activity.observing
        onEvent(.started(step.id, step.action))
        do {
            var outputs: [Output] = []
            if step.action == .delete {
                try await reconciler.remove(&activity, again: again)
            } else {
                outputs = planned.outputNames.naming(
                    try await reconciler.reconcile(&activity), of: step.id)
            }
            onEvent(.finished(step.id, step.action, took: limits.time.now() - began))
            return .done(outputs)
        } catch let error as Stopped {
            onEvent(.unfinished(step.id, reason: error.reason))
            return .unfinished(reason: error.reason)
        } catch {
            let error = DeployError(resource: step.id, stage: planned.plan.stage, activity: activity, cause: error)
            onEvent(.failed(step.id, error))
            return .failed(error)
        }
    }

    /// The reconciler of a resource.
    private func reconciler<R: Resource>(
        of resource: R, _ planned: PlannedStack<Context>, _ onEvent: @escaping @Sendable (Event) -> Void
    ) -> Reconciler<R> where R.Context == Context {
        Reconciler(
            resource: resource, context: planned.deployment.context,
            adopts: planned.mode.adopting.contains(resource.id),
            limits: limits, onEvent: onEvent)
    }
}

// MARK: - What comes back

extension Executor {
    /// How many times a resource that came back is removed again.
    private static var removalsAgain: Int { 2 }

    /// Looks once more at resources that the cloud itself may create again, all in parallel, and removes them again.
    ///
    /// Logs may arrive late: a flush after the removal creates their group again, without its tags. This look comes
    /// last, when everything that could write is gone.
    private func removeReappeared(
        _ planned: PlannedStack<Context>, _ ends: inout StepEnds, _ onEvent: @escaping @Sendable (Event) -> Void
    ) async {
        let removed = ends.removed
        await withTaskGroup(of: (Step, StepEnd?).self) { group in
            for step in removed {
                guard let resource = planned.resources[step.id], resource.mayReappear else { continue }
                group.addTask { (step, await removeAgain(step, resource, planned, onEvent)) }
            }
            for await case (let step, let end?) in group { ends.add(step.id, end) }
        }
    }

    /// How the last repeated removal ended; nil if the resource did not come back.
    private func removeAgain<R: Resource>(
        _ step: Step, _ resource: R, _ planned: PlannedStack<Context>, _ onEvent: @escaping @Sendable (Event) -> Void
    ) async -> StepEnd? where R.Context == Context {
        let reconciler = reconciler(of: resource, planned, onEvent)
        var end: StepEnd?
        var removals = 0
        while !isStopping {
            do {
                guard try await reconciler.hasReappeared() else { return end }
                guard removals < Self.removalsAgain else { throw Reappeared(removals: removals + 1) }
            } catch {
                let error = DeployError(
                    resource: step.id, stage: planned.plan.stage, activity: .deleting, cause: error)
                onEvent(.failed(step.id, error))
                return .failed(error)
            }
            onEvent(.replanned(step.id, reason: "it came back after it was removed"))
            removals += 1
            end = await carryOut(step, resource, planned, again: true, onEvent)
            guard case .done = end else { return end }
        }
        return end
    }
}

/// Which steps can begin: those whose predecessors are done.
struct Schedule {
    private var waiting: [ResourceID: Set<ResourceID>]

    /// A schedule of steps, each with the steps that must be done before it.
    init(_ predecessors: [ResourceID: Set<ResourceID>]) { waiting = predecessors }

    /// The steps that can begin now; each is returned once.
    mutating func ready() -> [ResourceID] {
        let ready = waiting.filter(\.value.isEmpty).map(\.key)
        for id in ready { waiting[id] = nil }
        return ready
    }

    /// Records that a step is done; others may be ready now.
    mutating func finish(_ id: ResourceID) {
        for other in waiting.keys { waiting[other]?.remove(id) }
    }

    /// Records that a step was not done; returns the steps that can no longer begin.
    ///
    /// Predecessors include indirect ones, so one pass is enough.
    mutating func giveUp(_ id: ResourceID) -> [ResourceID] {
        let lost = waiting.filter { $0.value.contains(id) }.map(\.key)
        for other in lost { waiting[other] = nil }
        return lost.sorted { $0.description < $1.description }
    }
}
