public import AWSClient

/// Functions, versions, aliases, URLs and who may call them.
///
/// Each operation stands beside the function that sends it, as a constant; `all` lists them. The formats are those of the
/// AWS Lambda API reference (REST with JSON bodies; each part of the API has a date of its own in its paths).
public struct LambdaClient: Sendable {
    let service: ServiceClient

    /// A client that calls through `service`.
    public init(_ service: ServiceClient) { self.service = service }

    /// The names of an alias or version in a request's query; none for the unqualified function.
    func qualifier(_ name: String?) -> [(name: String, value: String)] {
        name.map { [("Qualifier", $0)] } ?? []
    }
}
