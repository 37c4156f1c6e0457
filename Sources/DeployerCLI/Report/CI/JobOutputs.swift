import Deployer

/// What a CI system's job learns of a command: how it ended, whether there was anything to change, and the stack's outputs.
package struct JobOutputs: Equatable {
    /// How it ended.
    let result: CommandResult
    /// Whether something was, or is, to be changed; nil where no plan was made.
    let hasChanges: Bool?
    /// What the stack's users want to know, as it stands now.
    let outputs: [Output]

    /// Lines for the file that `GITHUB_OUTPUT` names: `name=value`, or between two lines that hold the delimiter.
    ///
    /// What a value holds can so never become another output.
    ///
    /// - Parameter delimiter: what nobody can foresee.
    func forGitHub(delimiter: String) -> String {
        named { OutputKeys.identifier($0) }.map { name, value in
            value.unicodeScalars.contains { $0 == "\n" || $0 == "\r" }
                ? "\(name)<<\(delimiter)\n\(value)\n\(delimiter)\n" : "\(name)=\(value)\n"
        }.joined()
    }

    /// GitLab's dotenv report: a line `KEY=value` each, and the names of what such a line cannot hold.
    ///
    /// GitLab takes what stands between `=` and the line's end, without the spaces around it, and puts a variable's value
    /// in the place of `$NAME`: <https://docs.gitlab.com/ci/variables/dotenv_variables/>.
    ///
    /// - Parameter prefix: what all keys begin with, as `counter`, so that none is `PATH` or one of GitLab's own.
    func forGitLab(prefix: String) -> (text: String, leftOut: [String]) {
        let lines = named { OutputKeys.variable("\(prefix)_\($0)") }
        let (whole, broken) = (
            lines.filter { Self.fitsOneLine($0.value) }, lines.filter { !Self.fitsOneLine($0.value) }
        )
        return (whole.map { "\($0.name)=\($0.value)\n" }.joined(), broken.map(\.name))
    }

    /// Everything, under names that differ by more than case: GitHub does not tell case apart.
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
