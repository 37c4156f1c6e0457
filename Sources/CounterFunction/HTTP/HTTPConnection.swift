/// Sends one request and gives the response: the one seam between the function's logic and the network.
///
/// `HTTPClient` is the real one, a test passes a scripted one. It retries nothing: only its caller knows what may be
/// sent twice.
protocol HTTPConnection: AnyObject {
    /// Sends `request` and waits for the whole response.
    ///
    /// - Throws: `HTTPFailure` when no whole response came; any status is a response.
    func send(_ request: HTTPRequest, by deadline: Deadline) throws(HTTPFailure) -> HTTPResponse
}
