/// One thing that is known of a resource, on either side: a name and a value.
///
/// A ``Change`` is what a person should know of a difference; a fact is what must be the same for there to be none, so it
/// hides nothing and leaves nothing out.
struct Fact: Sendable, Equatable {
    /// As in the plan: `memory`, `environment.PAGES`.
    let name: String
    /// As it really is.
    let value: Value

    /// A fact.
    init(_ name: String, _ value: Value) {
        self.name = name
        self.value = value
    }
}
