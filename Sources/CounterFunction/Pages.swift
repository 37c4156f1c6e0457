import FunctionRuntime

/// The pages that may be counted.
struct Pages: Equatable {
    /// The page that `GET /` counts without a `page` parameter; it is always one.
    static let main = "main_page"

    /// The main page, then the others.
    let names: [String]

    /// The main page, then the names between the commas of `PAGES`, without spaces around them.
    ///
    /// - Throws: `ConfigurationError` if a name cannot be a key of the table.
    init(_ list: String) throws(ConfigurationError) {
        let others = list.utf8.split(separator: UInt8(ascii: ",")).map { page in
            String(Substring(page).drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }.filter { !$0.isEmpty && $0 != Self.main }
        // DynamoDB's limit for a partition key.
        guard others.allSatisfy({ $0.utf8.count <= 2048 }) else {
            throw ConfigurationError(variable: "PAGES", reason: "a page's name is longer than 2048 bytes")
        }
        names = [Self.main] + others
    }

    /// The page of that name; nil if it is not counted.
    ///
    /// Compares bytes: Swift takes two spellings of an accented letter for equal, DynamoDB for two keys.
    func named(_ name: String) -> String? { names.first { $0.utf8.elementsEqual(name.utf8) } }
}
