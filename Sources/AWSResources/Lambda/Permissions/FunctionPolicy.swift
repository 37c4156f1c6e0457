import Deployer

/// What the policy of a function, of an alias or of a version says of it.
///
/// Each has a policy of its own. A statement may name several things by a pattern, and a local AWS shows the statements of a
/// function's aliases in the function's own policy: what is about something else is left out.
struct FunctionPolicy: Sendable {
    /// The statements about it, in AWS's order.
    let statements: [ResourceStatement]
    /// The ARN of what it stands on.
    let arn: String

    /// The policy that GetPolicy answered for the unqualified function with this ARN: with what it says of versions and
    /// aliases by a pattern.
    init(_ json: String?, ofFunction arn: String) throws {
        self.arn = arn
        statements = try ResourcePolicy(json, from: LambdaClient.getPolicy).statements.filter {
            $0.statement.isAbout(resource: arn) || $0.statement.isAboutQualified(function: arn)
        }
    }

    /// The policy that GetPolicy answered for the alias with this ARN.
    init(_ json: String?, ofAlias arn: String) throws {
        self.arn = arn
        statements = try ResourcePolicy(json, from: LambdaClient.getPolicy).statements.filter {
            $0.statement.isAbout(resource: arn)
        }
    }

    /// The statements that let anyone call it.
    var publicStatements: [ResourceStatement] { statements.filter(\.isPublic) }

    /// What of it a description has no word for: each statement that is none of these.
    func notices(beside known: [ResourceStatement]) -> [String] {
        statements.filter { !known.contains($0) }.map { "not described: \($0.text)" }
    }

    /// Why these statements cannot be removed, with what to do; nil where all of them can.
    func obstacle(to removing: [ResourceStatement]) -> String? {
        let stuck = removing.filter { !$0.isRemovable }
        guard !stuck.isEmpty else { return nil }
        let parts = arn.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        let (region, name) = (parts[3], parts[6...].joined(separator: ":"))
        return
            "In its policy stands what AWS's RemovePermission cannot name, since that takes a Sid of letters, digits, -, _ "
            + "and . alone: \(stuck.map(\.text).joined(separator: "; ")). Write the policy without it, then run the same "
            + "command again: `aws lambda get-policy --region \(region) --function-name \(name) --query Policy --output text "
            + "> policy.json` reads it; take that out of the file; `aws lambda put-resource-policy --region \(region) "
            + "--resource-arn \(arn) --policy file://policy.json` writes it, or `aws lambda delete-resource-policy --region "
            + "\(region) --resource-arn \(arn)` where nothing is left in it."
    }
}

extension ResourceStatement {
    /// Whether RemovePermission takes its id (`StatementId` in botocore's lambda/2015-03-31/service-2.json).
    var isRemovable: Bool {
        (1...100).contains(id.utf8.count)
            && id.utf8.allSatisfy {
                (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || "-_.".utf8.contains($0)
            }
    }

    /// Whether it keeps everyone out who calls the URL of the thing with this ARN, for certain.
    ///
    /// - Parameter auth: the URL's; a condition on anything but what is known of a call may not hold.
    func deniesEveryCall(auth: String?) -> Bool {
        let isOfURL = ["lambda:InvokeFunctionUrl", "lambda:InvokeFunction"].contains { statement.isAbout(action: $0) }
        // Whoever is left out of a denial may sign a request; who does not sign is nobody.
        let isEveryone = statement.isAboutEveryone && (statement.exceptPrincipals.isEmpty || auth == "NONE")
        return statement.denies && isEveryone && isOfURL && statement.others.isEmpty
            && statement.conditions.allSatisfy { $0.holds(forURLWith: auth) }
    }
}

extension PolicyCondition {
    /// Whether it holds for each call of a URL, as far as its names in lower case tell.
    fileprivate func holds(forURLWith auth: String?) -> Bool {
        switch (comparison.text, key.text) {
        case ("stringequals", "lambda:functionurlauthtype"), ("stringequalsignorecase", "lambda:functionurlauthtype"),
            ("stringlike", "lambda:functionurlauthtype"):
            auth.map { auth in values.contains { PolicyPattern($0.text.uppercased()).covers(auth) } } ?? false
        case ("stringnotequals", "lambda:functionurlauthtype"): auth.map { !values.contains(ExactText($0)) } ?? false
        case ("bool", "lambda:invokedviafunctionurl"): values.contains { $0.text.lowercased() == "true" }
        default: false
        }
    }
}
