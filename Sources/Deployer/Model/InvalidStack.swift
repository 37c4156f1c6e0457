/// All that is wrong with a stack's description, found before any request for its resources.
public struct InvalidStack: Error, Sendable, CustomStringConvertible {
    /// The errors: of single resources first, then of the stack as a whole.
    public let errors: [DescriptionError]

    /// An invalid stack, made by the planner or a test.
    public init(errors: [DescriptionError]) { self.errors = errors }

    /// A line for each error, for a test that fails.
    public var description: String { errors.map(\.description).joined(separator: "\n") }
}

/// One error in a stack's description, and where the program says what is wrong.
public struct DescriptionError: Error, Sendable, CustomStringConvertible {
    /// ``InvalidDescription``, or ``GraphError``.
    public let cause: any Error
    /// Where the resources are described that it is about, as far as known.
    public let locations: [CodeLocation]

    /// An error, made by the planner or a test.
    public init(_ cause: any Error, at locations: [CodeLocation]) {
        self.cause = cause
        self.locations = locations
    }

    /// As compilers write it, such as `Guestbook/Guestbook.swift:9: table a b: name is "a b"; …`.
    public var description: String { (locations.map(\.description) + ["\(cause)"]).joined(separator: ": ") }
}

extension Deployment {
    /// Checks that the description can be deployed, before any request for its resources.
    ///
    /// - Parameter isWhole: whether the properties are checked too, and not only what a removal needs: the names, their
    ///   order, and their outputs.
    /// - Throws: ``InvalidStack``, with all errors.
    package func check(isWhole: Bool) throws(InvalidStack) {
        var errors: [DescriptionError] = []
        var seen: Set<String> = []
        for resource in isWhole ? resources : [] {
            for error in resource.errors(in: context) where seen.insert(error.description).inserted {
                errors.append(
                    DescriptionError(error, at: error.resource == resource.id ? locations(of: [resource.id]) : []))
            }
        }
        for error in Graph.errors(of: resources) + OutputNames.errors(of: resources) {
            errors.append(DescriptionError(error, at: locations(of: error.resources)))
        }
        guard errors.isEmpty else { throw InvalidStack(errors: errors) }
    }

    private func locations(of ids: [ResourceID]) -> [CodeLocation] {
        var seen: Set<CodeLocation> = []
        return resources.filter { ids.contains($0.id) }.compactMap(\.codeLocation).filter { seen.insert($0).inserted }
    }
}
