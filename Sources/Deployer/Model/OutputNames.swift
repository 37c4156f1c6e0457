/// The names of a stack's outputs: all code takes them from here, so that an output has the same name everywhere.
///
/// A name follows from the description alone, so it does not depend on what exists. If the stack describes one resource
/// of a kind, the name is what the output is, such as `table`. If it describes several, the resource's name follows,
/// such as `table.Entries`. The program may choose another name.
struct OutputNames: Sendable {
    private struct Naming {
        let given: String?
        let isOneOfSeveral: Bool
    }

    private let namings: [ResourceID: Naming]

    /// The names of the outputs of these resources.
    init<Context>(of resources: [any Resource<Context>]) {
        var count: [String: Int] = [:]
        for resource in resources { count[resource.id.kind, default: 0] += 1 }
        var namings: [ResourceID: Naming] = [:]
        for resource in resources {
            namings[resource.id] = Naming(
                given: resource.outputName, isOneOfSeveral: count[resource.id.kind, default: 0] > 1)
        }
        self.namings = namings
    }

    /// The names that the program gave and that no output can have, or that two outputs would have.
    static func errors<Context>(of resources: [any Resource<Context>]) -> [GraphError] {
        Self(of: resources).errors(of: resources)
    }

    /// A resource's outputs with their names in the stack.
    func naming(_ outputs: [Output], of id: ResourceID) -> [Output] {
        outputs.enumerated().map { index, output in
            Output(
                name: name(of: output.kind, isFirst: index == 0, id), kind: output.kind, output.value,
                isAddress: output.isAddress)
        }
    }

    /// A resource that exists but is no longer described is named as one of several.
    private func name(of kind: String, isFirst: Bool, _ id: ResourceID) -> String {
        if let given = namings[id]?.given { return isFirst ? given : "\(given).\(kind)" }
        return namings[id]?.isOneOfSeveral == false ? kind : "\(kind).\(id.name)"
    }

    private func errors<Context>(of resources: [any Resource<Context>]) -> [GraphError] {
        var errors: [GraphError] = []
        var taken: [String: ResourceID?] = [:]
        for own in OutputKeys.ofResults { for key in OutputKeys.all(of: own) { taken[key] = .some(nil) } }
        // Given names come last, so that a conflict is reported for them: the others follow from the description.
        let inOrder = resources.filter { $0.outputName == nil } + resources.filter { $0.outputName != nil }
        for resource in inOrder {
            if let given = resource.outputName, !Self.isName(given) {
                errors.append(.badOutputName(given, resource.id))
                continue
            }
            for (index, kind) in resource.outputs.enumerated() {
                let name = name(of: kind, isFirst: index == 0, resource.id)
                let keys = OutputKeys.all(of: name)
                let others = keys.compactMap { taken[$0] }.filter { $0 != resource.id }
                if let other = others.first, resource.outputName != nil {
                    errors.append(.duplicateOutput(name, resource.id, and: other))
                }
                for key in keys { taken[key] = .some(resource.id) }
            }
        }
        return errors
    }

    /// A name that is valid in JSON, in a CI workflow's expression and, but for its case, in an environment variable.
    private static func isName(_ text: String) -> Bool {
        let bytes = text.utf8
        let isLetter = { (byte: UInt8) in (65...90).contains(byte) || (97...122).contains(byte) }
        return (1...64).contains(bytes.count) && bytes.first.map(isLetter) == true
            && bytes.allSatisfy { isLetter($0) || (48...57).contains($0) || $0 == 45 || $0 == 95 }
    }
}

/// A resource with outputs, under names that the program may choose.
public protocol HasOutput: Resource {
    /// The kinds of its outputs, such as `table`, in order; no other kind of resource has the same.
    static var outputs: [String] { get }
    /// The name that the program gave its output; nil if it gave none.
    var outputName: String? { get set }
}

extension HasOutput {
    /// The same resource with a name for its output: `Table("Entries-prod", …).named(output: "entries")`.
    ///
    /// - Parameter name: 1 to 64 letters, digits, `-` and `_`, beginning with a letter; unique in the stack.
    public func named(output name: String) -> Self {
        var named = self
        named.outputName = name
        return named
    }
}

extension Resource {
    /// The kinds of its outputs; most kinds of resource have none.
    fileprivate var outputs: [String] { (self as? any HasOutput).map { type(of: $0).outputs } ?? [] }
    /// The name that the program gave its output; nil if it gave none.
    fileprivate var outputName: String? { (self as? any HasOutput)?.outputName }
}

/// An output's name for a CI job, which allows fewer characters than we do.
package enum OutputKeys {
    /// What else a CI job receives: no output may have these names.
    static let ofResults = ["result", "has-changes"]

    /// The forms of a name that must all be unique, so that a job can distinguish the outputs.
    static func all(of name: String) -> [String] { [identifier(name).lowercased(), variable(name)] }

    /// A letter or `_`, then letters, digits, `_` and `-`: valid in a CI workflow's expression.
    package static func identifier(_ text: String) -> String { name(text) { $0 == "-" } }

    /// A name for a variable: `queueName` becomes `QUEUE_NAME`.
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
