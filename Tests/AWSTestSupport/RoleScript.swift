import AWSResources
import Foundation

/// IAM's responses on the role `counter-role`, as most tests need them.
enum RoleScript {
    /// A role's tags; AWS keeps a role once for all regions.
    static let globalTags = ownerTags.merging(["deployer:region": "eu-west-1"]) { $1 }
    static let table = Table("visits", partitionKey: .string("id"))

    static let trust = """
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"},
         "Action": "sts:AssumeRole"}]}
        """
    static let permissions = """
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["dynamodb:UpdateItem"],
         "Resource": "arn:aws:dynamodb:eu-west-1:123456789012:table/visits",
         "Condition": {"ForAllValues:StringEquals": {"dynamodb:LeadingKeys": "main_page"}}}]}
        """

    static func encoded(_ document: String) -> String {
        document.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }

    static func members(_ name: String, _ members: [String]) -> ScriptedAWS.Answer {
        .xml(
            "<IsTruncated>false</IsTruncated><\(name)>" + members.map { "<member>\($0)</member>" }.joined()
                + "</\(name)>")
    }

    /// AWS's responses for a role without differences, except for what a test replaces.
    static func answers(
        path: String = "/", trust: String = trust, permissions: String? = permissions,
        inline: [String] = ["counter-role-permissions"], attached: [String] = [], tags: [String: String] = globalTags,
        boundary: String? = nil
    ) -> [String: [ScriptedAWS.Answer]] {
        let list = tags.map { "<member><Key>\($0.key)</Key><Value>\($0.value)</Value></member>" }.joined()
        // AWS's own model and AWS's responses have different words for the type.
        let limit =
            boundary.map {
                "<PermissionsBoundary><PermissionsBoundaryType>Policy</PermissionsBoundaryType>"
                    + "<PermissionsBoundaryArn>\($0)</PermissionsBoundaryArn></PermissionsBoundary>"
            } ?? ""
        return [
            "GetRole": [
                .xml(
                    """
                    <Role><Path>\(path)</Path><RoleName>counter-role</RoleName><RoleId>AROAX</RoleId>
                    <AssumeRolePolicyDocument>\(encoded(trust))</AssumeRolePolicyDocument><Tags>\(list)</Tags>\(limit)</Role>
                    """)
            ],
            "GetRolePolicy": [
                permissions.map { .xml("<PolicyDocument>\(encoded($0))</PolicyDocument>") }
                    ?? .error("NoSuchEntity", status: 404)
            ],
            "ListRolePolicies": [members("PolicyNames", inline)],
            "ListAttachedRolePolicies": [
                members(
                    "AttachedPolicies",
                    attached.map { "<PolicyName>p</PolicyName><PolicyArn>\($0)</PolicyArn>" })
            ],
            "ListInstanceProfilesForRole": [members("InstanceProfiles", [])],
            "CreateRole": [.xml("")], "PutRolePolicy": [.xml("")], "UpdateAssumeRolePolicy": [.xml("")],
            "DeleteRolePolicy": [.xml("")], "AttachRolePolicy": [.xml("")], "DetachRolePolicy": [.xml("")],
            "TagRole": [.xml("")], "PutRolePermissionsBoundary": [.xml("")], "UntagRole": [.xml("")],
            "DeleteRole": [.xml("")],
            "RemoveRoleFromInstanceProfile": [.xml("")],
        ]
    }

    static let reads: Set = ["GetRole", "GetRolePolicy", "ListRolePolicies", "ListAttachedRolePolicies"]
}
