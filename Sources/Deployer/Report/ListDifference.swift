/// What has to leave a list and what has to join it.
struct ListDifference: Equatable {
    /// Only in the old list, in its order.
    let removed: [Value]
    /// Only in the new list, in its order.
    let added: [Value]
    /// Whether what is in both stands in another order, so that neither of the above tells all.
    let isReordered: Bool

    /// The difference of two lists, in which an element may stand several times.
    init(from old: [Value], to new: [Value]) {
        removed = Self.rest(of: old, without: new)
        added = Self.rest(of: new, without: old)
        isReordered = Self.rest(of: old, without: removed) != Self.rest(of: new, without: added)
    }

    /// `list` without the elements of `others`, one for one.
    ///
    /// Counted, and not looked for: a list may be as long as whoever answered has made it.
    private static func rest(of list: [Value], without others: [Value]) -> [Value] {
        var counts = Dictionary(others.map { ($0.canonicalBytes, 1) }, uniquingKeysWith: +)
        return list.filter { element in
            guard let count = counts[element.canonicalBytes], count > 0 else { return true }
            counts[element.canonicalBytes] = count - 1
            return false
        }
    }
}
