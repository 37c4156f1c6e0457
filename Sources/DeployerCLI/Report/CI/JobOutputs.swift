import Deployer

/// What a CI job learns of a command: how it ended, whether there were changes, and the stack's outputs.
package struct JobOutputs: Equatable {
    /// How it ended.
    let result: CommandResult
    /// Whether there were, or are, changes to make; nil if no plan was made.
    let hasChanges: Bool?
    /// The stack's outputs, as they are now.
    let outputs: [Output]

    /// Lines for the file that `GITHUB_OUTPUT` names: `name=value`, or the value between two lines with the delimiter.
    ///
    /// So the text of a value can never become another output.
    ///
    /// - Parameter delimiter: a text that nobody can predict.
    func forGitHub(delimiter: String) -> String {
        named { OutputKeys.identifier($0) }.map { name, value in
            value.unicodeScalars.contains { $0 == "\n" || $0 == "\r" }
                ? "\(name)<<\(delimiter)\n\(value)\n\(delimiter)\n" : "\(name)=\(value)\n"
        }.joined()
    }

    /// GitLab's dotenv report: one line `KEY=value` each, and the names of the values that no such line can hold.
    ///
    /// GitLab takes the text between `=` and the end of the line, without the spaces around it, and replaces `$NAME` by
    /// that variable's value: <https://docs.gitlab.com/ci/variables/dotenv_variables/>.
    ///
    /// - Parameter prefix: the start of all keys, such as `counter`, so that none is `PATH` or one of GitLab's own.
    func forGitLab(prefix: String) -> (text: String, leftOut: [String]) {
        let lines = named { OutputKeys.variable("\(prefix)_\($0)") }
        let (whole, broken) = (
            lines.filter { Self.fitsOneLine($0.value) }, lines.filter { !Self.fitsOneLine($0.value) }
        )
        return (whole.map { "\($0.name)=\($0.value)\n" }.joined(), broken.map(\.name))
    }

    /// Everything, under names that differ by more than case: GitHub ignores case.
    private func named(_ name: (String) -> String) -> [(name: String, value: String)] {
        let own = [("result", result.rawValue)] + (hasChanges.map { [("has-changes", String($0))] } ?? [])
        var taken: Set<String> = []
        return (own + outputs.map { ($0.name, $0.value) }).map { wanted, value in
            let first = name(wanted)
            var (candidate, number) = (first, 1)
            while !taken.insert(candidate.lowercased()).inserted {
                number += 1
                candidate = "\(first)_\(number)"
            }
            return (candidate, value)
        }
    }

    private static func fitsOneLine(_ value: String) -> Bool {
        let (bytes, space) = (value.utf8, UInt8(ascii: " "))
        return value == Printable.escaped(value) && !bytes.contains(UInt8(ascii: "$")) && bytes.first != space
            && bytes.last != space
    }
}
