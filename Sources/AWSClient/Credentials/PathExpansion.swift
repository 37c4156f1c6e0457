import Foundation

/// A path from a setting or a variable, with `$NAME`, `${NAME}` and a leading `~` replaced.
///
/// It is Python's `expandvars` and then `expanduser`, as AWS's tools expand paths.
package enum PathExpansion {
    /// The path to open.
    ///
    /// A variable that is not set stays as written, and so does the `~` of an unknown account. Without `HOME`, the home
    /// folder comes from the password database.
    ///
    /// - Parameter environment: the process's variables.
    package static func expanded(_ path: String, environment: [String: String]) -> String {
        withHome(withVariables(path[...], environment), environment)
    }

    /// A variable's value is not expanded again.
    private static func withVariables(_ path: Substring, _ environment: [String: String]) -> String {
        var (rest, result) = (path.unicodeScalars, String.UnicodeScalarView())
        while let dollar = rest.firstIndex(of: "$") {
            result += rest[..<dollar]
            rest = rest[rest.index(after: dollar)...]
            guard let (name, end) = name(in: rest), let value = environment[name] else {
                result.append("$")
                continue
            }
            result += value.unicodeScalars
            rest = rest[end...]
        }
        return String(result + rest)
    }

    /// The name after a `$`, and where the rest begins; nil if there is none.
    private static func name(in text: Substring.UnicodeScalarView) -> (String, String.Index)? {
        guard text.first == "{" else {
            let name = text.prefix(while: isPartOfName)
            return name.isEmpty ? nil : (String(name), name.endIndex)
        }
        guard let end = text.firstIndex(of: "}") else { return nil }
        return (String(text[text.index(after: text.startIndex)..<end]), text.index(after: end))
    }

    private static func isPartOfName(_ character: Unicode.Scalar) -> Bool {
        character == "_" || character.isASCII && character.properties.isAlphabetic || ("0"..."9") ~= character
    }

    private static func withHome(_ path: String, _ environment: [String: String]) -> String {
        guard path.utf8.first == UInt8(ascii: "~") else { return path }
        let end = path.utf8.firstIndex(of: UInt8(ascii: "/")) ?? path.endIndex
        let account = String(path[path.utf8.index(after: path.startIndex)..<end])
        let named = account.isEmpty ? environment["HOME"].flatMap { $0.isEmpty ? nil : $0 } : nil
        guard var home = named ?? homeInPasswordDatabase(of: account) else { return path }
        while home.utf8.last == UInt8(ascii: "/") { home.removeLast() }
        let expanded = home + path[end...]
        return expanded.isEmpty ? "/" : expanded
    }

    /// - Parameter account: empty for the account of this process.
    private static func homeInPasswordDatabase(of account: String) -> String? {
        var (entry, found) = (passwd(), UnsafeMutablePointer<passwd>?.none)
        var text = [CChar](repeating: 0, count: 16_384)
        let status =
            account.isEmpty
            ? getpwuid_r(getuid(), &entry, &text, text.count, &found)
            : getpwnam_r(account, &entry, &text, text.count, &found)
        guard status == 0, found != nil, let home = entry.pw_dir else { return nil }
        return String(cString: home)
    }
}
