import Deployer

/// The policy of a function, an alias or a version: the statements that are about it.
///
/// Each has its own policy. A statement may name several resources by a pattern, and a local AWS shows the statements
/// of aliases in the function's own policy. Statements about other resources are left out.
struct FunctionPolicy: Sendable {
    /// The statements, in AWS's order.
    let statements: [ResourceStatement]
    /// The ARN of the resource that has the policy.
    let arn: String

    /// The policy from GetPolicy for the unqualified function with this ARN.
    ///
    /// Statements that cover versions and aliases by a pattern are included.
    init(_ json: String?, ofFunction arn: String) throws {
        self.arn = arn
        statements = try ResourcePolicy(json, from: LambdaClient.getPolicy).statements.filter {
            $0.statement.isAbout(resource: arn) || $0.statement.isAboutQualified(function: arn)
        }
    }

    /// The policy from GetPolicy for the alias with this ARN.
    init(_ json: String?, ofAlias arn: String) throws {
        self.arn = arn
        statements = try ResourcePolicy(json, from: LambdaClient.getPolicy).statements.filter {
            $0.statement.isAbout(resource: arn)
        }
    }

    /// The statements that let anyone call it.
    var publicStatements: [ResourceStatement] { statements.filter(\.isPublic) }

    /// A notice for each statement that is not `known`: a description cannot express it.
    func notices(beside known: [ResourceStatement]) -> [String] {
        statements.filter { !known.contains($0) }.map { "not described: \($0.text)" }
    }

    /// Why these statements cannot be removed, and what to do; nil if all of them can.
    func obstacle(to removing: [ResourceStatement]) -> String? {
        let stuck = removing.filter { !$0.isRemovable }
        guard !stuck.isEmpty else { return nil }
        let parts = arn.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        let (region, name) = (parts[3], parts[6...].joined(separator: ":"))
        return
            "Its policy contains what AWS's RemovePermission cannot name, since that takes a Sid of letters, digits, -, _ "
            + "and . alone: \(stuck.map(\.text).joined(separator: "; ")). Write the policy without it, then run the same "
            + "command again: `aws lambda get-policy --region \(region) --function-name \(name) --query Policy --output text "
            + "> policy.json` reads it; take that out of the file; `aws lambda put-resource-policy --region \(region) "
            + "--resource-arn \(arn) --policy file://policy.json` writes it, or `aws lambda delete-resource-policy --region "
            + "\(region) --resource-arn \(arn)` where nothing is left in it."
    }
}

extension ResourceStatement {
    /// Whether RemovePermission accepts its id (`StatementId` in botocore's lambda/2015-03-31/service-2.json).
    var isRemovable: Bool {
        (1...100).contains(id.utf8.count)
            && id.utf8.allSatisfy {
                (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || "-_.".utf8.contains($0)
            }
    }

    /// Whether it certainly denies every call of the resource's URL.
    ///
    /// - Parameter auth: the URL's type; a condition on anything not known about a call may not hold.
    func deniesEveryCall(auth: String?) -> Bool {
        let isOfURL = ["lambda:InvokeFunctionUrl", "lambda:InvokeFunction"].contains { statement.isAbout(action: $0) }
        // A denial with exceptions still lets the excepted principals in, if they sign; an unsigned call has no
        // principal.
        let isEveryone = statement.isAboutEveryone && (statement.exceptPrincipals.isEmpty || auth == "NONE")
        return statement.denies && isEveryone && isOfURL && statement.others.isEmpty
            && statement.conditions.allSatisfy { $0.holds(forURLWith: auth) }
    }
}

extension PolicyCondition {
    /// Whether it holds for every call of a URL; its names must be in lower case.
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
