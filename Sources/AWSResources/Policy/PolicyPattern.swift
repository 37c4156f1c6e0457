/// A policy's text, such as an ARN or an action, in which `*` matches any characters and `?` any one.
///
/// Matching goes by bytes and crosses colons: in IAM, a `*` may "expand to match beyond the colon boundaries" ("IAM
/// JSON policy elements: Resource" in the IAM User Guide). A variable (`${aws:username}`) matches anything.
package struct PolicyPattern {
    private enum Piece: Equatable {
        case byte(UInt8)
        case anyByte
        case anything
    }

    private let pieces: [Piece]

    /// A pattern as a policy writes it; a text without `*`, `?` and variables matches only itself.
    package init(_ text: String) {
        var pieces: [Piece] = []
        var rest = Array(text.utf8)[...]
        // Searched once: after it, no `${` starts a variable.
        let lastEnd = rest.lastIndex(of: UInt8(ascii: "}")) ?? -1
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "*"): pieces.append(.anything)
            case UInt8(ascii: "?"): pieces.append(.anyByte)
            case UInt8(ascii: "$") where rest.first == UInt8(ascii: "{") && rest.startIndex <= lastEnd:
                rest = rest.drop { $0 != UInt8(ascii: "}") }.dropFirst()
                pieces.append(.anything)
            default: pieces.append(.byte(byte))
            }
        }
        self.pieces = pieces
    }

    private init(exactly text: String) { pieces = text.utf8.map { .byte($0) } }

    /// Whether it matches only one text.
    var isPlain: Bool { pieces.allSatisfy { if case .byte = $0 { true } else { false } } }

    /// Whether it matches this text, which has no special characters.
    package func covers(_ text: String) -> Bool { overlaps(PolicyPattern(exactly: text)) }

    /// Whether any text matches both.
    func overlaps(_ other: PolicyPattern) -> Bool {
        // The common start is most of two ARNs, and needs no table.
        var (pieces, theirs) = (pieces[...], other.pieces[...])
        while case .byte(let mine)? = pieces.first, case .byte(let their)? = theirs.first {
            guard mine == their else { return false }
            pieces.removeFirst()
            theirs.removeFirst()
        }
        return Self.overlap(Array(pieces), Array(theirs))
    }

    private static func overlap(_ pieces: [Piece], _ theirs: [Piece]) -> Bool {
        // For the rest of this pattern from one piece on, and each rest of the other: whether both match a common text.
        // Computed from the end.
        var below: [Bool] = []
        for index in stride(from: pieces.count, through: 0, by: -1) {
            var row = Array(repeating: false, count: theirs.count + 1)
            for column in stride(from: theirs.count, through: 0, by: -1) {
                let mine = index < pieces.count ? pieces[index] : nil
                let their = column < theirs.count ? theirs[column] : nil
                row[column] =
                    switch (mine, their) {
                    case (nil, nil): true
                    case (.anything, nil): below[column]
                    case (nil, .anything): row[column + 1]
                    case (nil, _), (_, nil): false
                    case (.anything, _), (_, .anything): below[column] || row[column + 1]
                    case (let mine?, let their?):
                        (mine == their || mine == .anyByte || their == .anyByte) && below[column + 1]
                    }
            }
            below = row
        }
        return below[0]
    }
}
