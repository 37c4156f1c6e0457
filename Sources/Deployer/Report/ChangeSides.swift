/// The two sides of a change as texts without their unit: what goes, and what comes.
struct ChangeSides {
    /// What is no longer there; of a list only the elements that leave it.
    let removed: [String]
    /// What is there instead; of a list only the elements that join it.
    let added: [String]
    /// Whether one value takes the place of another.
    let isReplacement: Bool

    /// The sides of a change.
    init(_ change: Change) {
        if change.from.isList || change.to.isList {
            let difference = ListDifference(from: change.from.elements, to: change.to.elements)
            isReplacement = false
            (removed, added) =
                difference.isReordered
                ? ([ValueText.text(change.from)], [ValueText.text(change.to)])
                : ValueText.distinguished(difference.removed, difference.added)
        } else {
            let (from, to) = ValueText.pair(change.from, change.to)
            removed = change.from == .none ? [] : [from]
            added = change.to == .none && change.from != .none ? [] : [to]
            isReplacement = change.from != .none && change.to != .none
        }
    }
}

extension Value {
    /// Whether it is a list.
    fileprivate var isList: Bool {
        if case .list = self { return true }
        return false
    }

    /// Of a list its elements, of nothing none.
    fileprivate var elements: [Value] {
        switch self {
        case .none: []
        case .list(let values): values
        default: [self]
        }
    }
}
