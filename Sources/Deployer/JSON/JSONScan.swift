package import Foundation

/// What Foundation does not report of a JSON text: how deep it nests, and whether an object repeats a name.
///
/// It makes one pass over the bytes and distinguishes only strings from the rest. For invalid JSON the result means
/// nothing, but the scan is safe.
package struct JSONScan {
    private struct Level {
        let isObject: Bool
        var expectsName: Bool
        var names: Set<String> = []
    }

    /// The greatest depth.
    package private(set) var depth = 0
    /// A name that an object contains twice; nil if there is none.
    package private(set) var repeatedName: String?
    private var levels: [Level] = []

    /// Scans a text.
    package init(_ data: Data) {
        var bytes = data[...]
        while let byte = bytes.popFirst() {
            switch byte {
            case UInt8(ascii: "{"): open(isObject: true)
            case UInt8(ascii: "["): open(isObject: false)
            case UInt8(ascii: "}"), UInt8(ascii: "]"): _ = levels.popLast()
            case UInt8(ascii: ","): expectName(true)
            case UInt8(ascii: "\""): take(Self.string(&bytes))
            default: break
            }
        }
    }

    private mutating func open(isObject: Bool) {
        levels.append(Level(isObject: isObject, expectsName: isObject))
        depth = max(depth, levels.count)
    }

    private mutating func expectName(_ expects: Bool) {
        guard let last = levels.indices.last, levels[last].isObject else { return }
        levels[last].expectsName = expects
    }

    private mutating func take(_ string: Data) {
        guard let last = levels.indices.last, levels[last].expectsName else { return }
        levels[last].expectsName = false
        // Decode the names before comparing them: a letter may be written as an escape.
        let quoted = Data("\"".utf8) + string + Data("\"".utf8)
        guard let name = try? JSONDecoder().decode(String.self, from: quoted) else { return }
        if !levels[last].names.insert(name).inserted { repeatedName = repeatedName ?? name }
    }

    /// Takes the bytes up to the closing quotation mark, and the mark itself; returns the bytes before it.
    private static func string(_ bytes: inout Data.SubSequence) -> Data {
        let start = bytes
        var length = 0
        while let byte = bytes.popFirst(), byte != UInt8(ascii: "\"") {
            length += 1
            if byte == UInt8(ascii: "\\"), bytes.popFirst() != nil { length += 1 }
        }
        return start.prefix(length)
    }
}
