/// Sends one request and gives the response: the one seam between the function's logic and the network.
///
/// `HTTPClient` is the real one, a test passes a scripted one. It retries nothing: only its caller knows what may be
/// sent twice.
protocol HTTPExchange: AnyObject {
    /// - Throws: `HTTPFailure` when no whole response came; any status is a response.
    func send(_ request: HTTPRequest, by deadline: Deadline) throws(HTTPFailure) -> HTTPResponse
}

/// No whole response came.
enum HTTPFailure: Error, Equatable {
    /// The server saw nothing of the request: sending it again is harmless.
    case notSent(String)
    /// The server may have carried the request out.
    case mayHaveArrived(String)

    /// The cause in words.
    var reason: String {
        switch self {
        case .notSent(let reason), .mayHaveArrived(let reason): reason
        }
    }
}
