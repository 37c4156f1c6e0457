package import Foundation

/// What Foundation does not tell of a JSON text: how deep it nests, and whether an object has a name twice.
///
/// One pass over the bytes that tells strings from the rest; a text that is no JSON gives some answer, and no harm.
package struct JSONScan {
    private struct Level {
        let isObject: Bool
        var expectsName: Bool
        var names: Set<String> = []
    }

    /// The greatest depth.
    package private(set) var depth = 0
    /// A name that some object has twice.
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
        // Names are compared as they are meant: a letter may be written as an escape.
        let quoted = Data("\"".utf8) + string + Data("\"".utf8)
        guard let name = try? JSONDecoder().decode(String.self, from: quoted) else { return }
        if !levels[last].names.insert(name).inserted { repeatedName = repeatedName ?? name }
    }

    /// The bytes up to the closing quotation mark, which is taken as well.
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
