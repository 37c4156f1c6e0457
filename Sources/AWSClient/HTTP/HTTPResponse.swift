public import Foundation

/// What came back: a status, headers, and the whole body.
public struct HTTPResponse: Sendable {
    /// The status code, as 200.
    public let status: Int
    /// In the order received, names as sent.
    public let headers: [(name: String, value: String)]
    /// The whole body.
    public let body: Data

    /// A response, as a transport or a test makes it.
    public init(status: Int, headers: [(name: String, value: String)] = [], body: Data = Data()) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The first header of that name, whatever its case.
    public func header(_ name: String) -> String? {
        headers.first { $0.name.caseInsensitiveCompare(name) == .orderedSame }?.value
    }
}
