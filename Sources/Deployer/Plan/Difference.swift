extension Resource {
    /// What differs between a description and what stands, in the order of the schema; nil stands for nothing there.
    public static func differences(desired: Self?, observed: Self?) -> [Change] {
        schema.flatMap { $0.changes(desired, observed) }
    }

    /// The differences that can never be brought about, each with what to do instead.
    func immutableDifferences(from observed: Self) -> [(change: Change, advice: String)] {
        Self.schema.flatMap { property in
            property.immutable.map { advice in
                property.changes(self, observed).map { (change: $0, advice: advice) }
            } ?? []
        }
    }
}
