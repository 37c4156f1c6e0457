import Foundation

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer

/// Resource policies as in AWS: a policy has the revision of its function or alias.
///
/// (Source: LocalStack's tests of Lambda's revisions, which ran against AWS: test_function_revisions_permissions.)
extension FakeLambda {
    func answerPolicy(_ call: FakeLambdaCall) throws -> Object {
        let key = call.qualifier.map { "\(call.function):\($0)" } ?? call.function
        let statements = policies[key] ?? []
        switch call.operation {
        case "GetPolicy":
            let revision: Object = policyRevision(of: call).map { ["RevisionId": $0] } ?? [:]
            if statements.isEmpty {
                guard answersEmptyPolicy else { throw Failure.absent }
                return ["Policy": ""]
            }
            let document: Object = ["Version": "2012-10-17", "Id": "default", "Statement": statements]
            let text = try JSONSerialization.data(withJSONObject: document)
            return revision.merging(["Policy": String(decoding: text, as: UTF8.self)]) { $1 }
        case "AddPermission":
            let id = call.body["StatementId"] as? String ?? ""
            guard !statements.contains(where: { $0["Sid"] as? String == id }) else { throw Failure.statementExists }
            try check(call.body["RevisionId"] as? String, against: newestRevision(of: call))
            policies[key] = statements + [Self.statement(call.body, arn: "\(Self.arnPrefix)\(key)")]
        default:
            guard statements.contains(where: { $0["Sid"] as? String == call.part }) else { throw Failure.absent }
            try check(call.query.first { $0.0 == "RevisionId" }?.1, against: newestRevision(of: call))
            policies[key] = statements.filter { $0["Sid"] as? String != call.part }
        }
        revise(call)
        return [:]
    }

    /// Refuses a write whose revision is not the newest.
    func check(_ revision: String?, against newest: String?) throws {
        if let revision, revision != newest { throw Failure.stale }
    }

    private func newestRevision(of call: FakeLambdaCall) -> String? {
        refusesPolicyRevisions ? nil : policyRevision(of: call)
    }

    private func policyRevision(of call: FakeLambdaCall) -> String? {
        let owner = call.qualifier.map { aliases["\(call.function):\($0)"] } ?? functions[call.function]
        return owner?["RevisionId"] as? String
    }

    private func revise(_ call: FakeLambdaCall) {
        if let alias = call.qualifier {
            aliases["\(call.function):\(alias)"]?["RevisionId"] = nextRevision()
        } else {
            functions[call.function]?["RevisionId"] = nextRevision()
        }
    }

    static let arnPrefix = "arn:aws:lambda:eu-west-1:123456789012:function:"

    /// The statement that AWS creates from AddPermission's input.
    static func statement(_ input: Object, arn: String) -> Object {
        var statement: Object = [
            "Sid": input["StatementId"] ?? "", "Effect": "Allow", "Principal": input["Principal"] ?? "",
            "Action": input["Action"] ?? "", "Resource": arn,
        ]
        if let auth = input["FunctionUrlAuthType"] {
            statement["Condition"] = ["StringEquals": ["lambda:FunctionUrlAuthType": auth]]
        }
        if input["InvokedViaFunctionUrl"] as? Bool == true {
            statement["Condition"] = ["Bool": ["lambda:InvokedViaFunctionUrl": "true"]]
        }
        return statement
    }
}
