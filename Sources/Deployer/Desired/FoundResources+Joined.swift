extension FoundResources {
    /// The things, each once, with what each way to it knows.
    var joined: [any Resource<Context>] {
        var indices: [ResourceID: Int] = [:]
        return resources.reduce(into: []) { joined, resource in
            if let index = indices[resource.id] {
                joined[index] = joined[index].joined(with: resource)
            } else {
                indices[resource.id] = joined.count
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
