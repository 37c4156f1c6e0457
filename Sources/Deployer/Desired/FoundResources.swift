/// What a search found that may be a stack's, described or not: named, and not looked at.
///
/// It is a hint: each thing is looked at before anything is done about it.
public struct FoundResources<Context: Sendable>: Sendable {
    /// The things.
    public let resources: [any Resource<Context>]
    /// What could not be searched for.
    public let unseen: [Plan.Unseen]

    /// What a search came to.
    public init(_ resources: [any Resource<Context>] = [], unseen: [Plan.Unseen] = []) {
        self.resources = resources
        self.unseen = unseen
    }

    /// Both together.
    public static func + (first: FoundResources, second: FoundResources) -> FoundResources {
        FoundResources(first.resources + second.resources, unseen: first.unseen + second.unseen)
    }

    /// The things, each once, with what each way to it knows.
    var joined: [any Resource<Context>] {
        var places: [ResourceID: Int] = [:]
        return resources.reduce(into: []) { joined, resource in
            if let place = places[resource.id] {
                joined[place] = joined[place].joined(with: resource)
            } else {
                places[resource.id] = joined.count
                joined.append(resource)
            }
        }
    }
}

extension Resource {
    /// The same with what is known of it where it was found in another way as well.
    fileprivate func joined(with other: any Resource<Context>) -> any Resource<Context> {
        (other as? Self).map { joined(with: $0) as Self } ?? self
    }
}
