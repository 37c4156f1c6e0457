import Foundation

/// One of AWS's shared files, read: sections of keys and values, where a key may hold a nested block.
///
/// The grammar is botocore's: `key = value`, keys in any case, values trimmed and not quoted, `#` and `;` begin a comment
/// at the start of a line alone (a secret may hold a `#`). An indented line below a key belongs to that key: to one
/// without a value as `sub = value`, to one with a value as its next line. What has a meaning is a byte: a combining
/// character behind a bracket or a `=` is part of what follows, not of the mark.
struct INIFile: Sendable, Equatable {
    /// A key's value: a text, or a nested block.
    struct Entry: Sendable, Equatable {
        var text: String
        var block: [String: String] = [:]
    }

    /// One section's keys, in lower case.
    typealias Section = [String: Entry]

    /// Each section by its name as written between the brackets; one that is written twice is merged, the later value wins.
    private(set) var sections: [String: Section] = [:]

    /// What is read at the moment.
    private struct Position {
        var section: String?
        var key: String?
        var keyIndent = 0
    }

    /// - Throws: ``INIError`` with the line's number; never its content, which may be a secret.
    init(parsing text: String) throws {
        var position = Position()
        let withoutMark = text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
        let lines = withoutMark.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (index, line) in lines.enumerated() {
            let content = line.trimmingCharacters(in: .whitespaces)
            if content.isEmpty || content.begins(with: "#") || content.begins(with: ";") { continue }
            let indent = line.utf8.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }.count
            do {
                try read(content, indent: indent, at: &position)
            } catch let problem as Problem {
                throw INIError(line: index + 1, problem: problem.text)
            }
        }
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
            let name = content[start..<end].trimmingCharacters(in: .whitespaces)
            sections[name] = sections[name] ?? [:]
            position = Position(section: name)
        } else {
            guard let section = position.section else {
                throw Problem(text: "a line stands before the first [section]")
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
        let key = content[..<equals].trimmingCharacters(in: .whitespaces).lowercased()
        let value = content[content.utf8.index(after: equals)...].trimmingCharacters(in: .whitespaces)
        return key.isEmpty ? nil : (key, value)
    }
}

extension String {
    /// Whether its first byte is that mark.
    fileprivate func begins(with mark: Unicode.Scalar) -> Bool { utf8.first == UInt8(ascii: mark) }
}

/// A line of a shared file that is not what the grammar allows.
struct INIError: Error, Equatable {
    /// Counted from 1.
    let line: Int
    /// What is wrong, without the line's content.
    let problem: String
}
