import Foundation

/// The content of one of AWS's shared files: sections of keys and values, where a key may hold a nested block.
///
/// The grammar is botocore's: `key = value`, with keys in any case and values trimmed but not unquoted. `#` and `;`
/// begin a comment only at the start of a line (a secret may hold a `#`). An indented line belongs to the key above it:
/// if that key has no value, it is `sub = value`; otherwise, it is the next line of the value. Marks are single bytes:
/// a combining character after a bracket or a `=` belongs to the following text, not to the mark.
struct INIFile: Sendable, Equatable {
    /// A key's value: a text, or a nested block.
    struct Entry: Sendable, Equatable {
        var text: String
        var block: [String: String] = [:]
    }

    /// One section's entries by key, in lower case.
    typealias Section = [String: Entry]

    /// The sections by the name in the brackets.
    ///
    /// Sections of the same name are merged; the later value wins.
    private(set) var sections: [String: Section] = [:]
    /// The section names in the order of their first occurrence.
    private(set) var names: [String] = []

    /// The reader's state.
    private struct Position {
        var section: String?
        var key: String?
        var keyIndent = 0
    }

    /// Parses a whole file; a line ends with a line feed, a carriage return, or both.
    ///
    /// - Throws: ``INIError`` with the line's number, never with its content, which may be a secret.
    init(parsing text: String) throws {
        var position = Position()
        var text = text
        try text.withUTF8 { bytes in
            var rest = bytes[...]
            if rest.starts(with: "\u{FEFF}".utf8) { rest = rest.dropFirst(3) }
            var number = 0
            while !rest.isEmpty {
                number += 1
                let line = Self.line(in: rest)
                rest = rest[line.next...]
                do {
                    try readLine(bytes[line.range], at: &position)
                } catch let problem as Problem {
                    throw INIError(line: number, problem: problem.text)
                }
            }
        }
    }

    /// The first line, and where the next one begins.
    ///
    /// It uses the system's own search because files may have millions of bytes.
    private static func line(in bytes: Slice<UnsafeBufferPointer<UInt8>>) -> (range: Range<Int>, next: Int) {
        let all = bytes.indices
        let feed = first(10, in: bytes) ?? all.upperBound
        guard let carriageReturn = first(13, in: bytes[all.lowerBound..<feed]) else {
            return (all.lowerBound..<feed, min(feed + 1, all.upperBound))
        }
        let isFollowed = carriageReturn + 1 == feed && feed < all.upperBound
        return (all.lowerBound..<carriageReturn, carriageReturn + (isFollowed ? 2 : 1))
    }

    private static func first(_ mark: UInt8, in bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
        let part = UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes))
        guard let start = part.baseAddress, let found = memchr(start, Int32(mark), part.count) else { return nil }
        return bytes.startIndex + (UnsafeRawPointer(found) - start)
    }

    private mutating func readLine(
        _ bytes: Slice<UnsafeBufferPointer<UInt8>>, at position: inout Position
    ) throws {
        let content = bytes.drop { $0 == 32 || (9...13).contains($0) }
        // A fast path for comments and empty lines, which are most of a large file.
        guard let mark = content.first, mark != UInt8(ascii: "#"), mark != UInt8(ascii: ";") else { return }
        let line = String(decoding: bytes, as: UTF8.self).unicodeScalars
        let indent = line.prefix(while: \.isPythonSpace).count
        let text = String(String.UnicodeScalarView(line)).trimmingPythonSpace()
        if text.isEmpty || text.begins(with: "#") || text.begins(with: ";") { return }
        try read(text, indent: indent, at: &position)
    }

    private struct Problem: Error {
        let text: String
    }

    private mutating func read(_ content: String, indent: Int, at position: inout Position) throws {
        if let section = position.section, let key = position.key, indent > position.keyIndent {
            try readNested(content, section: section, key: key)
        } else if content.begins(with: "[") {
            guard let end = content.utf8.firstIndex(of: UInt8(ascii: "]")) else {
                throw Problem(text: "a [section] has no closing bracket")
            }
            let start = content.utf8.index(after: content.startIndex)
            let name = String(content[start..<end]).trimmingPythonSpace()
            if sections[name] == nil {
                sections[name] = [:]
                names.append(name)
            }
            position = Position(section: name)
        } else {
            guard let section = position.section else {
                throw Problem(text: "a line comes before the first [section]")
            }
            guard let (key, value) = Self.pair(content) else { throw Problem(text: "a line is no `key = value`") }
            sections[section, default: [:]][key] = Entry(text: value)
            position.key = key
            position.keyIndent = indent
        }
    }

    private mutating func readNested(_ content: String, section: String, key: String) throws {
        var entry = sections[section]?[key] ?? Entry(text: "")
        if entry.text.isEmpty {
            guard let (name, value) = Self.pair(content) else {
                throw Problem(text: "an indented line is no `key = value`")
            }
            entry.block[name] = value
        } else {
            entry.text += "\n" + content
        }
        sections[section, default: [:]][key] = entry
    }

    private static func pair(_ content: String) -> (key: String, value: String)? {
        guard let equals = content.utf8.firstIndex(of: UInt8(ascii: "=")) else { return nil }
        let key = String(content[..<equals]).trimmingPythonSpace().lowercased()
        let value = String(content[content.utf8.index(after: equals)...]).trimmingPythonSpace()
        return key.isEmpty ? nil : (key, value)
    }
}

extension String {
    /// Whether the first byte is that mark.
    fileprivate func begins(with mark: Unicode.Scalar) -> Bool { utf8.first == UInt8(ascii: mark) }

    /// Without the white space around it, as Python's `strip` removes it.
    fileprivate func trimmingPythonSpace() -> String {
        var rest = unicodeScalars[...]
        while rest.first?.isPythonSpace == true { rest.removeFirst() }
        while rest.last?.isPythonSpace == true { rest.removeLast() }
        return String(rest)
    }
}

extension Unicode.Scalar {
    /// White space as in Python, which adds four separators to Unicode's.
    fileprivate var isPythonSpace: Bool { properties.isWhitespace || (0x1C...0x1F).contains(value) }
}

/// A line of a shared file that breaks the grammar.
struct INIError: Error, Equatable {
    /// Counted from 1.
    let line: Int
    /// What is wrong, without the line's content.
    let problem: String
}
