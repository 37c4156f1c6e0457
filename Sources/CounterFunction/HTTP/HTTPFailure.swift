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
