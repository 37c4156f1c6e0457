import Deployer

/// The ARN of a managed policy, the account's own or AWS's: only such a policy can be a permissions boundary.
package struct ManagedPolicyARN: Equatable {
    let partition: String
    /// The account's twelve digits, or `aws`.
    let account: String

    /// The expected form, in words.
    package static let words = "a managed policy's ARN, as arn:aws:iam::123456789012:policy/NAME"

    /// Nil if the text is no such ARN.
    ///
    /// IAM's rules for paths and names: botocore's iam/2010-05-08/service-2.json.
    package init?(_ text: String) {
        // In a condition, `${` would start a variable.
        guard text.utf8.count <= 2048, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }), !text.contains("${")
        else { return nil }
        let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 6, parts[0] == "arn", parts[2] == "iam", parts[3].isEmpty, parts[1].hasPrefix("aws"),
            parts[1].allSatisfy({ $0.isLowercase || $0 == "-" }), parts[5].hasPrefix("policy/"),
            let name = parts[5].split(separator: "/", omittingEmptySubsequences: false).last,
            TextRule(1...128, lettersDigitsAnd: "_+=,.@-").allows(String(name))
        else { return nil }
        let isAccount = parts[4].utf8.count == 12 && parts[4].allSatisfy(\.isNumber)
        guard isAccount || parts[4] == "aws" else { return nil }
        (partition, account) = (parts[1], parts[4])
    }
}

extension Role {
    /// The IAM condition key that holds a role's boundary.
    package static let boundaryKey = "iam:PermissionsBoundary"

    /// Its boundary in a scope: its own, or else the stage's.
    func boundary(in scope: ARNScope) -> String? { permissionsBoundary ?? scope.permissionsBoundary }

    /// Refuses a boundary that IAM would refuse.
    ///
    /// - Throws: ``InvalidDescription``.
    package func checkBoundary(in scope: ARNScope) throws {
        guard let boundary = boundary(in: scope) else { return }
        let arn = ManagedPolicyARN(boundary)
        guard let arn, arn.partition == scope.partition, ["aws", scope.account].contains(arn.account) else {
            throw InvalidDescription(
                id, property: "permissionsBoundary", value: boundary,
                allowed: "the ARN of a managed policy of this account or of AWS's own, as arn:\(scope.partition):iam::"
                    + "\(scope.account):policy/NAME")
        }
    }

    /// The notice for a boundary that exists but is not described.
    static func notices(onBoundary boundary: String?) -> [String] {
        boundary.map { ["limited by \($0), a permissions boundary that is not described"] } ?? []
    }
}
