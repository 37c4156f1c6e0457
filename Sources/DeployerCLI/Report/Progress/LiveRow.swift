/// One line of a live block: a resource and what becomes of it, laid out for a width.
///
/// Its time is what tells that work goes on, so it is kept at any width: what is said besides gives way first, then names, in
/// their middle, and then kinds.
struct LiveRow {
    /// A time, with what stands between it and the words before it.
    struct Time {
        let joint: String
        let text: String
    }

    /// The columns that all rows of a block share.
    struct Layout {
        /// Before kind or name: two spaces, a sign, and a space.
        private static let margin = 4
        private static let gap = 2
        /// What a name is shortened to before kinds are left out.
        private static let shortName = 8
        /// What most of what is said needs, as `waiting: UPDATING, 12 s`.
        private static let usualRemark = 24

        /// The line's.
        let width: Int
        /// Of the kinds; 0 where they are left out.
        let kinds: Int
        /// Of the names; 0 where they are left out.
        let names: Int

        /// What fits for these rows.
        ///
        /// - Parameter width: of the lines, in columns.
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

        /// What is left for what is said.
        var rest: Int {
            width - Self.margin - [kinds, names].reduce(0) { $0 + ($1 > 0 ? $1 + Self.gap : 0) }
        }

        private static func widest(_ texts: [String]) -> Int { texts.map(Printable.columns).max() ?? 0 }
    }

    /// A column wide, as `✓`.
    let sign: String
    /// The resource's, as it may be shown.
    let kind: String
    /// The resource's, as it may be shown.
    let name: String
    /// What is going on, as `creating`, as it may be shown; may be empty.
    let words: String
    /// How long; nil where that is not known.
    var time: Time?
    /// What else was found; may be empty.
    var remark = ""
    /// How it is shown.
    let tint: Line.Tint

    /// The line, no wider than the layout.
    func line(_ layout: Layout) -> Line {
        let said = said(in: layout.rest)
        // Where not even a sign fits, the time alone.
        guard layout.rest >= Printable.columns(said) else { return Line(Printable.cut(said, to: layout.width), tint) }
        let columns = [(kind, layout.kinds), (name, layout.names)].filter { $0.1 > 0 }
            .map { Printable.padded(Printable.shortened($0, to: $1), to: $1) }
        return Line("  \(sign) \((columns + [said]).joined(separator: "  "))", tint)
    }

    /// What is said, in as much room as there is; never without the time.
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
