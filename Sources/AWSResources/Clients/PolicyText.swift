import Foundation

extension String {
    /// A policy as IAM answers it, percent-encoded as RFC 3986 has it: a `+` is a plus sign, not a space.
    var policyPercentDecoded: String { removingPercentEncoding ?? self }
}
