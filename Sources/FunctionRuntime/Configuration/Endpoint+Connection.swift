/// Connecting to an endpoint.
extension Endpoint {
    /// The timeout for connecting, including TLS; within one region it takes milliseconds.
    static let connectMilliseconds: Int64 = 2000

    /// A client that connects to this endpoint when needed.
    ///
    /// - Parameters:
    ///   - tls: nil for plain HTTP.
    ///   - bodyLimit: the largest body of a response, in bytes.
    func client(tls: TLSContext?, bodyLimit: Int, clock: WallClock) -> HTTPClient {
        HTTPClient(host: hostHeader, bodyLimit: bodyLimit, clock: clock) { deadline throws(StreamError) in
            try connect(tls: tls, by: deadline, clock: clock)
        }
    }

    /// A connection, with TLS if there is a context.
    func connect(tls: TLSContext?, by deadline: Deadline, clock: WallClock) throws(StreamError) -> any ByteStream {
        let sooner = deadline.orSooner(clock.deadline(inMilliseconds: Self.connectMilliseconds))
        let socket = try Socket.connect(to: host, port: port, by: sooner, clock: clock)
        guard let tls else { return socket }
        return try TLSStream(over: socket, to: host, context: tls, by: sooner)
    }
}
