/// One line of a live block: a resource and its state, laid out for a width.
///
/// The time shows that work goes on, so it is kept at any width. Other words are shortened first, then names, in their
/// middle. Then kinds are left out.
struct LiveRow {
    /// A time, with the text between it and the words before it.
    struct Time {
        let joint: String
        let text: String
    }

    /// The columns that all rows of a block share.
    struct Layout {
        /// Before kind or name: two spaces, a sign, and a space.
        private static let margin = 4
        private static let gap = 2
        /// How short a name gets before kinds are left out.
        private static let shortName = 8
        /// The width that most words need, such as `waiting: UPDATING, 12 s`.
        private static let usualRemark = 24

        /// The width of the line.
        let width: Int
        /// The width of the kinds; 0 if they are left out.
        let kinds: Int
        /// The width of the names; 0 if they are left out.
        let names: Int

        /// The layout that fits these rows.
        ///
        /// - Parameter width: the width of the lines, in columns.
        init(_ rows: [LiveRow], width: Int) {
            self.width = width
            let (kinds, names) = (Self.widest(rows.map(\.kind)), Self.widest(rows.map(\.name)))
            let room = width - Self.margin - Self.gap - min(Self.usualRemark, width / 2)
            let besideKinds = room - kinds - Self.gap
            let besideTime = width - Self.margin - Self.gap - Self.widest(rows.compactMap(\.time?.text))
            if besideKinds >= min(names, Self.shortName) {
                (self.kinds, self.names) = (kinds, min(names, besideKinds))
            } else {
                self.kinds = 0
                self.names = min(names, max(0, room >= min(names, Self.shortName) ? room : besideTime))
            }
        }

        /// The width that is left for the words.
        var rest: Int {
            width - Self.margin - [kinds, names].reduce(0) { $0 + ($1 > 0 ? $1 + Self.gap : 0) }
        }

        private static func widest(_ texts: [String]) -> Int { texts.map(Printable.columns).max() ?? 0 }
    }

    /// One column wide, such as `✓`.
    let sign: String
    /// The resource's kind, escaped for the terminal.
    let kind: String
    /// The resource's name, escaped for the terminal.
    let name: String
    /// What is going on, such as `creating`, escaped for the terminal; may be empty.
    let words: String
    /// The time that it takes or took; nil if that is unknown.
    var time: Time?
    /// What else was found; may be empty.
    var remark = ""
    /// The line's colour.
    let tint: Line.Tint

    /// The line, no wider than the layout.
    func line(_ layout: Layout) -> Line {
        let said = said(in: layout.rest)
        // If not even a sign fits, show the time alone.
        guard layout.rest >= Printable.columns(said) else { return Line(Printable.cut(said, to: layout.width), tint) }
        let columns = [(kind, layout.kinds), (name, layout.names)].filter { $0.1 > 0 }
            .map { Printable.padded(Printable.shortened($0, to: $1), to: $1) }
        return Line("  \(sign) \((columns + [said]).joined(separator: "  "))", tint)
    }

    /// The words that fit, always with the time.
    private func said(in room: Int) -> String {
        let ending = time.map { $0.joint + $0.text } ?? ""
        let whole = words + ending + remark
        if Printable.columns(whole) <= room { return whole }
        let besideWords = room - Printable.columns(words + ending)
        if besideWords > 1, !remark.isEmpty { return words + ending + Printable.cut(remark, to: besideWords) }
        let beforeTime = room - Printable.columns(ending)
        if beforeTime > 1 { return Printable.cut(words, to: beforeTime) + ending }
        return time?.text ?? Printable.cut(words, to: room)
    }
}
