import Deployer

/// The ARN of something in IAM that has a name and perhaps a path.
struct IAMARN: Equatable {
    let partition: String
    /// The account's twelve digits, or `aws`.
    let account: String

    /// Nil if the text is no such ARN.
    ///
    /// IAM's rules for paths and names: botocore's iam/2010-05-08/service-2.json.
    ///
    /// - Parameter type: `policy` or `role`.
    init?(_ text: String, of type: String) {
        // In a condition, `${` would start a variable.
        guard text.utf8.count <= 2048, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }), !text.contains("${")
        else { return nil }
        let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 6, parts[0] == "arn", parts[2] == "iam", parts[3].isEmpty, parts[1].hasPrefix("aws"),
            parts[1].allSatisfy({ $0.isLowercase || $0 == "-" }), parts[5].hasPrefix("\(type)/"),
            let name = parts[5].split(separator: "/", omittingEmptySubsequences: false).last,
            TextRule(1...128, lettersDigitsAnd: "_+=,.@-").allows(String(name))
        else { return nil }
        guard PolicyPrincipal.isAccount(parts[4]) || parts[4] == "aws" else { return nil }
        (partition, account) = (parts[1], parts[4])
    }
}

extension PolicyPrincipal {
    /// Whether the text is an account's twelve digits.
    static func isAccount(_ text: String) -> Bool {
        text.utf8.count == 12 && text.utf8.allSatisfy { (48...57).contains($0) }
    }

    /// Whoever is allowed it in an account, as IAM writes it.
    static func account(_ account: String, partition: String) -> PolicyPrincipal {
        PolicyPrincipal(type: "AWS", value: "arn:\(partition):iam::\(account):root")
    }

    /// The same principal in one form: IAM takes an account's number and its root's ARN for the same.
    ///
    /// The source is "AWS JSON policy elements: Principal" in the IAM User Guide. Another text is left as it is: the
    /// unique id of a role or user that was deleted (`AROA…`) trusts nobody, even if its name exists again.
    func normalized(in partition: String) -> PolicyPrincipal {
        type == "AWS" && Self.isAccount(value.text) ? .account(value.text, partition: partition) : self
    }
}
