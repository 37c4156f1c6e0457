import Deployer

/// The changes of one resource as lines: names in one column, and beside each the old and the new value.
struct ChangeText {
    /// The width of the whole line, in columns.
    let width: Int
    /// Spaces before each line.
    let indent = 6

    /// The lines of an update.
    func lines(_ changes: [Change]) -> [Line] {
        let longest = changes.map { Printable.columns(name($0)) }.max() ?? 0
        let column = min(longest, (width - indent) * 2 / 5)
        return changes.flatMap { lines($0, column: column) }
    }

    /// The properties of a creation, several on a line.
    func creation(_ changes: [Change]) -> [Line] {
        let items = changes.filter { !ValueText.isEmpty($0.to) }.map {
            "\(name($0)) \(ValueText.text($0.to, unit: $0.unit))"
        }
        return Wrapping.items(items, separator: " · ", width: width - indent).map {
            Line(spaces(indent) + $0, .green)
        }
    }

    private func lines(_ change: Change, column: Int) -> [Line] {
        let name = name(change)
        let fits = Printable.columns(name) <= column
        let start = fits ? indent + column + 2 : indent + 2
        let values = values(change, width: max(10, width - start))
        var result = values.map { Line(spaces(start) + $0.text, $0.tint) }
        let heading = spaces(indent) + Printable.padded(name, to: column)
        if fits, let first = values.first {
            result[0] = Line(heading + "  " + first.text, first.tint)
        } else {
            result.insert(Line(heading), at: 0)
        }
        return result
    }

    private func values(_ change: Change, width: Int) -> [Line] {
        let sides = ChangeSides(change)
        let unit = change.unit.map { " " + Printable.escaped($0) } ?? ""
        if sides.isReplacement, let from = sides.removed.first, let to = sides.added.first {
            let line = "\(from) → \(to)\(unit)"
            if Printable.columns(line) <= width { return [Line(line, .yellow)] }
            return signed("-", from, width: width) + signed("+", to + unit, width: width)
        }
        return sides.removed.flatMap { signed("-", $0 + unit, width: width) }
            + sides.added.flatMap { signed("+", $0 + unit, width: width) }
    }

    private func signed(_ sign: String, _ text: String, width: Int) -> [Line] {
        Wrapping.lines("\(sign) \(text)", width: width, indent: 2).map { Line($0, sign == "+" ? .green : .red) }
    }

    private func name(_ change: Change) -> String { Printable.escaped(change.property) }

    private func spaces(_ count: Int) -> String { String(repeating: " ", count: count) }
}

/// The two sides of a change as texts without their unit: what is removed, and what is added.
package struct ChangeSides {
    /// What is removed; of a list only the elements that leave it.
    let removed: [String]
    /// What is added; of a list only the elements that join it.
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

    /// The elements of a list; none for no value, and any other value as its only element.
    fileprivate var elements: [Value] {
        switch self {
        case .none: []
        case .list(let values): values
        default: [self]
        }
    }
}

/// What has to leave a list and what has to join it.
struct ListDifference: Equatable {
    /// The elements that only the old list has, in its order.
    let removed: [Value]
    /// The elements that only the new list has, in its order.
    let added: [Value]
    /// Whether the common elements are in another order, which `removed` and `added` do not show.
    let isReordered: Bool

    /// The difference of two lists, in which an element may occur several times.
    init(from old: [Value], to new: [Value]) {
        removed = Self.rest(of: old, without: new)
        added = Self.rest(of: new, without: old)
        isReordered = Self.rest(of: old, without: removed) != Self.rest(of: new, without: added)
    }

    /// `list` without the elements of `others`, one for one.
    ///
    /// Counts the elements instead of searching for each: a list may be as long as the service makes it.
    private static func rest(of list: [Value], without others: [Value]) -> [Value] {
        var counts = Dictionary(others.map { ($0.canonicalBytes, 1) }, uniquingKeysWith: +)
        return list.filter { element in
            guard let count = counts[element.canonicalBytes], count > 0 else { return true }
            counts[element.canonicalBytes] = count - 1
            return false
        }
    }
}
