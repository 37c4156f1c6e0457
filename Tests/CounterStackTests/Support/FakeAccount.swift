import AWSClient
import DeployerCLI
import Foundation

@testable import AWSDeployer

/// AWS's answers in the account of stage `local`: an empty one, or one with the deployed counter.
enum FakeAccount {
    static let id = "000000000000"

    /// The answer in an empty account.
    @Sendable static func empty(_ call: String) -> HTTPResponse {
        switch call {
        case "GetCallerIdentity": caller
        case "DescribeLogGroups": json(#"{"logGroups": []}"#)
        case "GetResources": json(#"{"PaginationToken": "", "ResourceTagMappingList": []}"#)
        case "GetRole", "GetRolePolicy", "ListRolePolicies", "ListAttachedRolePolicies":
            HTTPResponse(
                status: 404,
                body: Data("<ErrorResponse><Error><Code>NoSuchEntity</Code></Error></ErrorResponse>".utf8))
        default: json(#"{"__type": "ResourceNotFoundException"}"#, status: call.hasPrefix("GET ") ? 404 : 400)
        }
    }

    /// The answer if the counter is deployed as `config/local.json` describes it, with a function of that code.
    static func deployed(_ call: String, codeSHA256: String) -> HTTPResponse {
        let functions = "GET /2015-03-31/functions/visitor-counter-local"
        return switch call {
        case "DescribeTable": json(table)
        case "DescribeContinuousBackups":
            json(
                #"{"ContinuousBackupsDescription": {"PointInTimeRecoveryDescription": "#
                    + #"{"PointInTimeRecoveryStatus": "DISABLED"}}}"#)
        case "DescribeTimeToLive": json(#"{"TimeToLiveDescription": {"TimeToLiveStatus": "DISABLED"}}"#)
        case "ListTagsOfResource":
            json(
                #"{"Tags": [{"Key": "deployer:stack", "Value": "visitor-counter"}, "#
                    + #"{"Key": "deployer:stage", "Value": "local"}]}"#)
        case "GetRole": xml(call, role)
        case "GetRolePolicy":
            xml(call, "<PolicyDocument>\(policy(stage: "-local", region: "us-east-1"))</PolicyDocument>")
        case "ListRolePolicies":
            xml(call, "<PolicyNames><member>UpdateVisitorCount-role-local-permissions</member></PolicyNames>")
        case "ListAttachedRolePolicies": xml(call, "<AttachedPolicies/>")
        case "DescribeLogGroups":
            json(#"{"logGroups": [{"logGroupName": "/aws/lambda/visitor-counter-local", "retentionInDays": 1}]}"#)
        case "ListTagsForResource": json(#"{"tags": \#(tags)}"#)
        case functions, functions + "?Qualifier=live":
            json(#"{"Configuration": \#(configuration(codeSHA256))}"#)
        case functions + "/aliases/live": json(#"{"FunctionVersion": "1", "RevisionId": "r"}"#)
        case functions + "/aliases": json(#"{"Aliases": [{"Name": "live"}]}"#)
        case functions + "/policy?Qualifier=live": json(livePolicy)
        case "GET /2021-10-31/functions/visitor-counter-local/url?Qualifier=live": json(url)
        case let call where call.hasPrefix("GET /2017-03-31/tags/"): json(#"{"Tags": \#(tags)}"#)
        default: empty(call)
        }
    }

    /// The policy of the counter's role, written out.
    static func policy(stage: String, region: String, account: String = id) -> String {
        #"{"Statement":[{"Action":"dynamodb:UpdateItem","Condition":{"ForAllValues:StringEquals":"#
            + #"{"dynamodb:LeadingKeys":["about","main_page"]}},"Effect":"Allow","#
            + #""Resource":"arn:aws:dynamodb:\#(region):\#(account):table/VisitorCount\#(stage)"},"#
            + #"{"Action":["logs:CreateLogStream","logs:PutLogEvents"],"Effect":"Allow","#
            + #""Resource":"arn:aws:logs:\#(region):\#(account):log-group:/aws/lambda/visitor-counter\#(stage):*"}],"#
            + #""Version":"2012-10-17"}"#
    }

    // MARK: Answers

    private static let caller = xml(
        "GetCallerIdentity", "<Arn>arn:aws:iam::\(id):user/ci</Arn><UserId>AIDAX</UserId><Account>\(id)</Account>")

    private static let tags = #"{"deployer:stack": "visitor-counter", "deployer:stage": "local"}"#

    private static let table = """
        {"Table": {
          "TableStatus": "ACTIVE", "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
          "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
          "BillingModeSummary": {"BillingMode": "PAY_PER_REQUEST"}, "DeletionProtectionEnabled": false
        }}
        """

    private static let role = """
        <Role><Path>/</Path><RoleId>AROASTANDING</RoleId><AssumeRolePolicyDocument>{"Version":"2012-10-17","Statement":[{"Effect":"Allow",\
        "Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}</AssumeRolePolicyDocument><Tags>\
        <member><Key>deployer:stack</Key><Value>visitor-counter</Value></member>\
        <member><Key>deployer:stage</Key><Value>local</Value></member>\
        <member><Key>deployer:region</Key><Value>us-east-1</Value></member></Tags></Role>
        """

    private static func configuration(_ codeSHA256: String) -> String {
        """
        {
          "Version": "1", "CodeSha256": "\(codeSHA256)", "Architectures": ["x86_64"], "Runtime": "provided.al2023",
          "Handler": "bootstrap", "Role": "arn:aws:iam::\(id):role/UpdateVisitorCount-role-local", "Timeout": 10,
          "MemorySize": 128, "State": "Active", "LastUpdateStatus": "Successful", "RevisionId": "r",
          "Environment": {"Variables": {
            "TABLE_NAME": "VisitorCount-local", "PAGES": "main_page,about", "DEPLOYER_ROLE_ID": "AROASTANDING"
          }}
        }
        """
    }

    private static let livePolicy: String = {
        let arn = "arn:aws:lambda:us-east-1:\(id):function:visitor-counter-local:live"
        func statement(_ id: String, _ action: String, _ condition: String) -> String {
            #"{"Sid":"\#(id)","Effect":"Allow","Principal":"*","Action":"lambda:\#(action)","Resource":"\#(arn)","#
                + #""Condition":\#(condition)}"#
        }
        let statements = [
            statement(
                "FunctionURLAllowPublicAccess", "InvokeFunctionUrl",
                #"{"StringEquals":{"lambda:FunctionUrlAuthType":"NONE"}}"#),
            statement(
                "FunctionURLInvokeAllowPublicAccess", "InvokeFunction",
                #"{"Bool":{"lambda:InvokedViaFunctionUrl":"true"}}"#),
        ]
        let document = #"{"Version":"2012-10-17","Statement":[\#(statements.joined(separator: ","))]}"#
        return #"{"Policy": "\#(document.replacing("\"", with: "\\\""))"}"#
    }()

    private static let url = """
        {
          "FunctionUrl": "https://abc.lambda-url.us-east-1.on.aws/", "AuthType": "NONE", "InvokeMode": "BUFFERED",
          "Cors": {"AllowOrigins": ["http://localhost:8080"], "AllowMethods": ["GET"], "MaxAge": 3600}
        }
        """

    private static func json(_ body: String, status: Int = 200) -> HTTPResponse {
        HTTPResponse(status: status, body: Data(body.utf8))
    }

    private static func xml(_ operation: String, _ result: String) -> HTTPResponse {
        HTTPResponse(
            status: 200,
            body: Data(
                "<\(operation)Response><\(operation)Result>\(result)</\(operation)Result></\(operation)Response>".utf8))
    }
}
