import Deployer

/// `--adopt`: the resources that may be taken over, each by its name.
///
/// Taking over a resource may take it away from someone else, so only named resources are taken over.
enum Adoption {
    /// Names a resource that may be taken over.
    static let option = Option(
        "adopt", "NAME",
        help: "Takes over this resource though it does not carry this stack's tags; several with commas, or each with "
            + "its own --adopt.",
        isRepeatable: true,
        takes:
            "It takes the name of what may be taken over, as the plan shows it, or kind and name, as \"table Visits\".")

    /// The stack's resources that may be taken over.
    ///
    /// - Parameter ids: the ids of everything that the stack describes.
    /// - Throws: ``UsageError`` if none of them has a given name.
    static func named(_ arguments: Arguments, among ids: [ResourceID]) throws -> Set<ResourceID> {
        try arguments.all(option.name).reduce(into: []) { named, value in
            // A name may have a comma in it.
            let whole = Self.ids(value, among: ids)
            if !whole.isEmpty { return named.formUnion(whole) }
            for name in names(in: value) {
                let found = Self.ids(name, among: ids)
                guard !found.isEmpty else { throw unknown(name, ids) }
                named.formUnion(found)
            }
        }
    }

    /// The ids whose name, or kind and name, is this text.
    private static func ids(_ text: String, among ids: [ResourceID]) -> [ResourceID] {
        ids.filter { text.hasSameBytes(as: $0.name) || text.hasSameBytes(as: $0.description) }
    }

    private static func names(in list: String) -> [String] {
        list.split(separator: ",", omittingEmptySubsequences: false)
            .map { $0.drop { $0 == " " } }.map(String.init)
    }

    private static func unknown(_ name: String, _ ids: [ResourceID]) -> UsageError {
        let near = NearMatch.best(for: name, among: ids.map(\.name)).map { "Did you mean \"\($0)\"? " } ?? ""
        return UsageError(
            "--adopt names \"\(Printable.cut(name, to: 60))\", and the stack describes nothing of that name",
            advice: "\(near)It describes \(Words.list(ids.map(\.description))).")
    }
}
