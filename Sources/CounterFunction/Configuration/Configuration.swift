import AWSSigning

/// The function's settings from its environment.
struct Configuration: Equatable {
    /// The page that `GET /` counts without a `page` parameter.
    static let mainPage = "main_page"

    /// The table that holds the counts.
    let tableName: String
    /// The pages that may be counted; ``mainPage`` is always one.
    let pages: [String]
    /// The region that requests are signed for.
    let region: String
    /// The keys of the function's role.
    let credentials: Credentials
    /// The address of DynamoDB.
    let endpoint: Endpoint
    /// The root certificates for TLS.
    let roots: TLSContext.Roots

    /// Reads the settings; an empty variable counts as a missing one.
    ///
    /// - Parameter variable: returns the value of an environment variable.
    /// - Throws: `ConfigurationError` for the first variable that is missing or wrong.
    init(variable: (String) -> String?) throws(ConfigurationError) {
        func optional(_ name: String) -> String? { variable(name).flatMap { $0.isEmpty ? nil : $0 } }
        func required(_ name: String, _ meaning: String) throws(ConfigurationError) -> String {
            guard let value = optional(name) else {
                throw ConfigurationError(variable: name, reason: "it is not set; it is \(meaning)")
            }
            return value
        }
        tableName = try required("TABLE_NAME", "the name of the table that holds the counts")
        pages = try Self.pages(optional("PAGES") ?? "")
        region = try required("AWS_REGION", "the region of the table, which Lambda sets")
        guard region.utf8.allSatisfy({ (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "-") })
        else {
            throw ConfigurationError(variable: "AWS_REGION", reason: "\"\(region)\" is no region, as eu-west-1 is one")
        }
        credentials = Credentials(
            accessKeyID: try required("AWS_ACCESS_KEY_ID", "the key of the function's role, which Lambda sets"),
            secretAccessKey: try required("AWS_SECRET_ACCESS_KEY", "the secret of that key, which Lambda sets"),
            sessionToken: optional("AWS_SESSION_TOKEN"))
        endpoint = try Self.endpoint(region: region, optional)
        roots = (optional("AWS_CA_BUNDLE") ?? optional("SSL_CERT_FILE")).map { .file($0) } ?? .amazon
    }

    /// The specific variable wins over the general one, as in AWS's SDKs.
    private static func endpoint(
        region: String, _ variable: (String) -> String?
    ) throws(ConfigurationError) -> Endpoint {
        for name in ["AWS_ENDPOINT_URL_DYNAMODB", "AWS_ENDPOINT_URL"] {
            if let url = variable(name) { return try Endpoint(parsing: url, from: name) }
        }
        return Endpoint(scheme: .https, host: "dynamodb.\(region).\(Partition.domain(of: region))")
    }

    /// The main page, then the names between the commas, without spaces around them.
    private static func pages(_ list: String) throws(ConfigurationError) -> [String] {
        let pages = list.parts(at: ",").map { page in
            String(page.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }.filter { !$0.isEmpty && $0 != mainPage }
        // DynamoDB's limit for a partition key.
        guard pages.allSatisfy({ $0.utf8.count <= 2048 }) else {
            throw ConfigurationError(variable: "PAGES", reason: "a page's name is longer than 2048 bytes")
        }
        return [mainPage] + pages
    }
}
