extension Executor {
    /// How many times what came back is removed again.
    private static var removalsAgain: Int { 2 }

    /// Looks once more at all that was removed, side by side, and removes again what came back.
    ///
    /// Lambda delivers logs late: a flush after the removal makes the log group anew, without its tags. The look comes
    /// last, when all that could write is gone.
    func removeWhatCameBack(
        _ planned: PlannedStack<Context>, _ ends: inout StepEnds, _ tell: @escaping @Sendable (Event) -> Void
    ) async {
        let removed = ends.removed
        await withTaskGroup(of: (Step, StepEnd?).self) { group in
            for step in removed {
                guard let resource = planned.resources[step.id] else { continue }
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
