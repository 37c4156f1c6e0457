/// A whole response.
struct HTTPResponse: Equatable {
    /// The status code, as 200.
    var status: Int
    /// In the order received.
    var headers: [HTTPHeader] = []
    /// The whole body, chunks put together.
    var body: [UInt8] = []

    /// The first header of that name, whatever its case.
    func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }
}
