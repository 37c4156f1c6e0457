// Stands in for the role until its own branch is taken in.
import Deployer

/// A role, as far as a function needs to know it.
public struct Role: Sendable {
    let name: String
    var id: ResourceID { ResourceID(kind: "role", name: name) }
    var subjects: [ResourceID] = []
}
