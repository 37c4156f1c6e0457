/// Which of AWS's endpoints for the same service and region is asked.
struct EndpointVariant: Sendable, Hashable {
    /// The one whose cryptography is validated under FIPS 140.
    let isFIPS: Bool
    /// The one that also has IPv6 addresses.
    let isDualStack: Bool

    /// Neither.
    static let standard = EndpointVariant(isFIPS: false, isDualStack: false)
    /// Validated under FIPS 140, over IPv4.
    static let fips = EndpointVariant(isFIPS: true, isDualStack: false)
    /// The ordinary cryptography, over IPv4 and IPv6.
    static let dualStack = EndpointVariant(isFIPS: false, isDualStack: true)
}
