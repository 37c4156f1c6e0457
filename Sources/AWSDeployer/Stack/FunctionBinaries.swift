import AWSResources
import Deployer
import DeployerCLI

/// The binaries that `--function` gives instead of a build, by the names of their functions.
///
/// `NAME=PATH` names the function; for a stack with one function, the path alone is enough.
enum FunctionBinaries {
    /// The option of all commands that pack code.
    static let option = Option(
        "function", "[NAME=]PATH",
        help:
            "Use this binary; nothing is built for it. Where the stack has several functions, NAME is the one it is for.",
        isRepeatable: true)

    /// The binaries in the arguments, with paths as typed.
    ///
    /// A name is the part before the first `=` if it could be a function's name; with a slash before the `=`, it is a
    /// path.
    ///
    /// - Parameter functions: the names of the stack's functions.
    /// - Throws: `UsageError`
    static func read(_ arguments: Arguments, functions: [String]) throws -> [String: String] {
        var binaries: [String: String] = [:]
        for value in arguments.all(option.name) {
            let (name, path) = try pair(value, functions)
            guard !path.isEmpty else {
                throw UsageError("--function \(value) has no path", advice: "It is as --function \(name)=PATH.")
            }
            guard binaries.updateValue(path, forKey: name) == nil else {
                throw UsageError(
                    "--function was given twice for \(name)", advice: "A function runs one binary: give it once.")
            }
        }
        return binaries
    }

    private static func pair(_ value: String, _ functions: [String]) throws -> (name: String, path: String) {
        guard let first = functions.first else {
            throw UsageError("--function has no meaning here", advice: "The stack has no function.")
        }
        if let equals = value.utf8.firstIndex(of: UInt8(ascii: "=")) {
            let name = String(value[..<equals])
            if functions.contains(name) { return (name, String(value[value.utf8.index(after: equals)...])) }
            if Function.nameRule.allows(name) { throw unknown(name, functions) }
        }
        guard functions.count == 1 else {
            throw UsageError(
                "--function \(value) does not say which function the binary is for",
                advice: "The stack has several, \(list(functions)): give --function NAME=PATH, once for each.")
        }
        return (first, value)
    }

    /// An unknown function's name looks the same as the start of a path.
    private static func unknown(_ name: String, _ functions: [String]) -> UsageError {
        let those = functions.count == 1 ? "The stack's one is" : "The stack's are"
        return UsageError(
            "there is no function \"\(name)\"",
            advice: "\(those) \(list(functions)). A path that has a = in it is written as ./\(name)=….")
    }

    private static func list(_ names: [String]) -> String {
        guard let last = names.last, names.count > 1 else { return names.first ?? "" }
        return names.dropLast().joined(separator: ", ") + " and " + last
    }
}
