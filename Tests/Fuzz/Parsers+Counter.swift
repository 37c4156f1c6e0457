@testable import CounterStack

extension FuzzedParser {
    /// The parsers of the demo page's server, which any page in the user's browser can reach.
    static let counter = [FuzzedParser(name: "page-request", check: checkRequest)]

    /// The result is the same whatever follows the head, and there is none before its end.
    private static func checkRequest(_ bytes: [UInt8]) throws {
        let head = RequestHead.read(bytes)
        guard case .complete(let request) = head else { return }
        try always(["GET", "HEAD"].contains(request.method), "the method \(request.method)")
        try always(request.path.hasPrefix("/") && !request.path.contains("?"), "the path \(request.path)")
        try always(request.path.utf8.allSatisfy { (33...126).contains($0) }, "the path \(request.path)")
        try same(RequestHead.read(bytes + Array("more\r\n".utf8)), head, "with and without something behind it")
        for end in bytes.indices.suffix(8) {
            switch RequestHead.read(Array(bytes[..<end])) {
            case .incomplete: continue
            case .complete(let shorter): try same(shorter, request, "with and without its last bytes")
            case .refused: throw Violation(description: "the first \(end) bytes are refused, all are not")
            }
        }
    }
}
