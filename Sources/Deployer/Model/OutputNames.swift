/// The names of a stack's outputs: all who tell them take them from here, so that an output has the same name everywhere.
///
/// A name follows from the description alone, so it is the same whatever of the stack stands. One of a kind is named by what
/// it is, as `table`; where several of the kind are described, each has its resource's name behind it, as `table.Entries`.
/// The program may give a name of its own.
struct OutputNames: Sendable {
    private struct Naming {
        let given: String?
        let isOneOfSeveral: Bool
    }

    private let namings: [ResourceID: Naming]

    /// The names of the outputs of these resources.
    ///
    /// - Throws: ``GraphError`` where the program gave a name that no output can have, or that two would have.
    init<Context>(of resources: [any Resource<Context>]) throws(GraphError) {
        var count: [String: Int] = [:]
        for resource in resources { count[resource.id.kind, default: 0] += 1 }
        var namings: [ResourceID: Naming] = [:]
        for resource in resources {
            namings[resource.id] = Naming(
                given: resource.outputName, isOneOfSeveral: count[resource.id.kind, default: 0] > 1)
        }
        self.namings = namings
        try check(resources)
    }

    /// A resource's outputs under their names.
    func naming(_ outputs: [Output], of id: ResourceID) -> [Output] {
        outputs.enumerated().map { index, output in
            Output(
                name: name(of: output.kind, isFirst: index == 0, id), kind: output.kind, output.value,
                isAddress: output.isAddress)
        }
    }

    /// What is not described, but still stands, is one of several.
    private func name(of kind: String, isFirst: Bool, _ id: ResourceID) -> String {
        if let given = namings[id]?.given { return isFirst ? given : "\(given).\(kind)" }
        return namings[id]?.isOneOfSeveral == false ? kind : "\(kind).\(id.name)"
    }

    private func check<Context>(_ resources: [any Resource<Context>]) throws(GraphError) {
        var taken: [String: ResourceID?] = [:]
        for own in OutputKeys.ofResults { for key in OutputKeys.all(of: own) { taken[key] = .some(nil) } }
        // Given names come after all that follow by themselves, which cannot be at fault.
        let inOrder = resources.filter { $0.outputName == nil } + resources.filter { $0.outputName != nil }
        for resource in inOrder {
            if let given = resource.outputName, !Self.isName(given) { throw .badOutputName(given, resource.id) }
            for (index, kind) in resource.outputs.enumerated() {
                let name = name(of: kind, isFirst: index == 0, resource.id)
                for key in OutputKeys.all(of: name) {
                    if let other = taken[key], resource.outputName != nil, other != resource.id {
                        throw .duplicateOutput(name, resource.id, and: other)
                    }
                    taken[key] = .some(resource.id)
                }
            }
        }
    }

    /// What is the same in JSON, in a workflow's expression and, but for case, in an environment variable.
    private static func isName(_ text: String) -> Bool {
        let bytes = text.utf8
        let isLetter = { (byte: UInt8) in (65...90).contains(byte) || (97...122).contains(byte) }
        return (1...64).contains(bytes.count) && bytes.first.map(isLetter) == true
            && bytes.allSatisfy { isLetter($0) || (48...57).contains($0) || $0 == 45 || $0 == 95 }
    }
}

/// A resource that has something to tell the stack's users, under names that the program may choose.
public protocol HasOutput: Resource {
    /// What its outputs are, as `table`, in order; no other kind's are the same.
    static var outputs: [String] { get }
    /// The name that the program gave; nil for none.
    var outputName: String? { get set }
}

extension HasOutput {
    /// The same with a name for its output: `Table("Entries-prod", …).named(output: "entries")`.
    ///
    /// - Parameter name: 1 to 64 letters, digits, `-` and `_`, a letter first; no other output of the stack may have it.
    public func named(output name: String) -> Self {
        var named = self
        named.outputName = name
        return named
    }
}

extension Resource {
    /// What its outputs are; none of most kinds.
    fileprivate var outputs: [String] { (self as? any HasOutput).map { type(of: $0).outputs } ?? [] }
    /// The name that the program gave its output; nil for what follows by itself.
    fileprivate var outputName: String? { (self as? any HasOutput)?.outputName }
}

/// What an output is called where a CI system's job reads it, whose names may hold less than ours.
package enum OutputKeys {
    /// What a job is told besides, under names that no output may have.
    static let ofResults = ["result", "has-changes"]

    /// What must differ between two names for a job to distinguish them.
    static func all(of name: String) -> [String] { [identifier(name).lowercased(), variable(name)] }

    /// A letter or `_`, then letters, digits, `_` and `-`: what a workflow's expression can name.
    package static func identifier(_ text: String) -> String { name(text) { $0 == "-" } }

    /// As `queueName` becomes `QUEUE_NAME`.
    package static func variable(_ text: String) -> String {
        var words = ""
        var previous: Character?
        for character in text {
            if character.isUppercase, previous?.isLowercase == true || previous?.isNumber == true { words += "_" }
            words.append(character)
            previous = character
        }
        return name(words.uppercased()) { _ in false }
    }

    private static func name(_ text: String, allowing isAllowed: (Unicode.Scalar) -> Bool) -> String {
        let letters = text.unicodeScalars.map { scalar in
            let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
            return isPlain || isAllowed(scalar) ? Character(scalar) : "_"
        }
        let startsWell = letters.first.map { $0.isLetter || $0 == "_" } ?? false
        return (startsWell ? "" : "_") + String(letters)
    }
}
