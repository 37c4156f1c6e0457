/// Which steps can begin: those whose predecessors are done.
struct Schedule {
    private var waiting: [ResourceID: Set<ResourceID>]

    /// A schedule of steps, each with those that must be done first.
    init(_ predecessors: [ResourceID: Set<ResourceID>]) { waiting = predecessors }

    /// The steps that can begin now; each is given once.
    mutating func ready() -> [ResourceID] {
        let ready = waiting.filter(\.value.isEmpty).map(\.key)
        for id in ready { waiting[id] = nil }
        return ready
    }

    /// A step is done; others may be ready now.
    mutating func finish(_ id: ResourceID) {
        for other in waiting.keys { waiting[other]?.remove(id) }
    }

    /// A step was not done: gives those that cannot begin any more.
    ///
    /// Predecessors are listed near and far, so one look is enough.
    mutating func giveUp(_ id: ResourceID) -> [ResourceID] {
        let lost = waiting.filter { $0.value.contains(id) }.map(\.key)
        for other in lost { waiting[other] = nil }
        return lost.sorted { $0.description < $1.description }
    }
}
