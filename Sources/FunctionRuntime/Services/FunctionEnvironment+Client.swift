import AWSSigning

extension FunctionEnvironment {
    /// A client of a service, in the function's region and with the keys of its role.
    ///
    /// The address is that of `AWS_ENDPOINT_URL_<SERVICE>` or `AWS_ENDPOINT_URL`, otherwise AWS's in the region. The
    /// client connects at once; if that fails, it is logged, and the first request tries again.
    ///
    /// - Parameters:
    ///   - service: the service, such as `"dynamodb"`.
    ///   - answerLimit: the largest body of an answer, in bytes.
    /// - Throws: `ConfigurationError` if a variable that Lambda sets is missing, or an address or root certificate is
    ///   wrong.
    public func client(
        for service: AWSService, answerLimit: Int = 8 << 20
    ) throws(ConfigurationError) -> SignedClient {
        let region = try region
        let signer = SigV4(credentials: try credentials, region: region, service: service.signingName)
        let endpoint = try endpoint(of: service, in: region)
        let connection: any HTTPConnection =
            if let connection { connection } else { try connected(to: endpoint, of: service, answerLimit) }
        return SignedClient(
            service, at: endpoint, signer: signer, connection: connection, clock: clock, randomFraction: randomFraction)
    }

    /// The specific variable wins over the general one, as in AWS's SDKs.
    ///
    /// <https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html>
    private func endpoint(of service: AWSService, in region: String) throws(ConfigurationError) -> Endpoint {
        for name in [service.endpointVariable, "AWS_ENDPOINT_URL"] {
            if let url = variable(name) { return try Endpoint(parsing: url, from: name) }
        }
        return Endpoint(scheme: .https, host: "\(service.hostPrefix).\(region).\(Partition.domain(of: region))")
    }

    /// A client that has tried to connect, with TLS unless the endpoint is plain HTTP.
    private func connected(
        to endpoint: Endpoint, of service: AWSService, _ answerLimit: Int
    ) throws(ConfigurationError) -> HTTPClient {
        let tls = endpoint.scheme == .https ? try tlsContext() : nil
        let client = endpoint.client(tls: tls, bodyLimit: answerLimit, clock: clock)
        do throws(StreamError) {
            try client.connect(by: clock.deadline(inMilliseconds: Endpoint.connectMilliseconds))
        } catch {
            log(.warning, "\(service.name) cannot be reached yet: \(error.reason)")
        }
        return client
    }

    /// The TLS context; a failure is reported as a wrong setting.
    private func tlsContext() throws(ConfigurationError) -> TLSContext {
        do throws(StreamError) {
            return try TLSContext(trusting: roots)
        } catch {
            throw ConfigurationError(variable: "AWS_CA_BUNDLE or SSL_CERT_FILE", reason: error.reason)
        }
    }
}
