import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer

@Suite("A permission")
struct PermissionTests {
    let table = Table("visits", partitionKey: .string("id"))
    let logs = LogGroup(for: "visitor-counter")

    private func errors(_ permission: Permission) -> [InvalidDescription] {
        var errors = DescriptionErrors(of: ResourceID(kind: "role", name: "r"))
        permission.check(&errors)
        return errors.all
    }

    @Test("to update items covers one action on one table and the named keys")
    func update() throws {
        let permission = Permission.update(table, keys: ["main_page"])
        #expect(permission.subject == table.id)
        #expect(
            permission.statement(in: try .silent())
                == PolicyStatement(
                    actions: ["dynamodb:UpdateItem"],
                    resources: ["arn:aws:dynamodb:eu-west-1:123456789012:table/visits"],
                    conditions: [
                        PolicyCondition("ForAllValues:StringEquals", "dynamodb:LeadingKeys", ["main_page"])
                    ]))
        #expect(Permission.update(table).statement(in: try .silent()).conditions == [])
    }

    @Test("to write lines covers the streams of one log group, and does not create a group")
    func write() throws {
        let statement = Permission.write(logs).statement(in: try .silent())
        #expect(statement.actions == ["logs:CreateLogStream", "logs:PutLogEvents"])
        #expect(
            statement.resources == ["arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/visitor-counter:*"])
    }

    @Test("on a log group's tags names the group without its streams, as those actions require")
    func logTags() throws {
        let permission = Permission.allow(actions: ["logs:FilterLogEvents", "logs:ListTagsForResource"], on: logs)
        let arn = "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/visitor-counter"
        #expect(permission.statement(in: try .silent()).resources == ["\(arn)", "\(arn):*"])
    }

    @Test("to read or to write a table covers its items, and not the table's settings")
    func items() throws {
        let read = Permission.read(table).statement(in: try .silent())
        let write = Permission.readWrite(table).statement(in: try .silent())
        #expect(read.resources == ["arn:aws:dynamodb:eu-west-1:123456789012:table/visits"])
        #expect(
            Set(read.actions.texts) == [
                "dynamodb:BatchGetItem", "dynamodb:ConditionCheckItem", "dynamodb:GetItem", "dynamodb:Query",
                "dynamodb:Scan",
            ])
        #expect(
            Set(write.actions.texts).subtracting(read.actions.texts) == [
                "dynamodb:BatchWriteItem", "dynamodb:DeleteItem", "dynamodb:PutItem", "dynamodb:UpdateItem",
            ])
    }

    @Test("to read a table with indexes covers their queries too, and nothing else on them")
    func indexes() throws {
        let indexed = Table("orders", partitionKey: .string("id"), indexes: [.init("by", partitionKey: .string("a"))])
        let arn = "arn:aws:dynamodb:eu-west-1:123456789012:table/orders"
        for permission in [Permission.read(indexed), .readWrite(indexed)] {
            let statements = permission.statements(in: try .silent())
            #expect(statements.first == permission.statement(in: try .silent()))
            #expect(statements.first?.resources == ["\(arn)"])
            #expect(
                statements.dropFirst() == [
                    PolicyStatement(
                        actions: ["dynamodb:Query", "dynamodb:Scan"], resources: ["\(arn)/index/*"], conditions: [])
                ])
        }
        for (action, isOnIndex) in [
            ("dynamodb:Query", true), ("DynamoDB:query", true), ("dynamodb:PartiQLSelect", true),
            ("dynamodb:S*", true), ("dynamodb:GetItem", false), ("dynamodb:DescribeTable", false),
        ] {
            let statements = Permission.allow(action, on: indexed).statements(in: try .silent())
            #expect(statements.count == (isOnIndex ? 2 : 1), "\(action)")
        }
        #expect(Permission.read(table).statements(in: try .silent()).count == 1)
        #expect(Permission.update(indexed, keys: ["k"]).statements(in: try .silent()).count == 1)
    }

    @Test("to read a table's indexes is in the role's policy")
    func indexesInRole() async throws {
        let indexed = Table("orders", partitionKey: .string("id"), indexes: [.init("by", partitionKey: .string("a"))])
        let role = Role("r", trusts: .lambda, allows: [.read(indexed)])
        #expect(try await role.prepared(in: try .silent()).permissions.json.contains("table/orders/index/*"))
    }

    @Test("to call a function through an alias covers that alias alone")
    func invoke() throws {
        let function = Function("f", code: .executable("F"), role: Role("r", trusts: .lambda, allows: []))
        let live = Permission.invoke(Release(of: function, as: "live"))
        let arn = "arn:aws:lambda:eu-west-1:123456789012:function:f"
        #expect(live.statement(in: try .silent()).resources == ["\(arn):live"])
        #expect(Permission.invoke(function).statement(in: try .silent()).resources == ["\(arn)"])
    }

    @Test("covers a resource of any kind by its own ARN")
    func anyKind() throws {
        for sample in TestedKind.all.compactMap(\.sample) where !(sample is LogGroup) {
            let permission = Permission.allow("x:Y", "x:Z", on: sample)
            #expect(permission.subject == sample.id)
            let statement = permission.statement(in: try .silent())
            #expect(statement.resources == ["\(sample.arn(in: try .silent()))"])
            #expect(statement.actions == ["x:Y", "x:Z"])
        }
    }

    @Test("for someone else's resource has no subject in the stack")
    func stranger() throws {
        let permission = Permission.allow(actions: ["s3:GetObject"], on: "arn:aws:s3:::my-bucket/*")
        #expect(permission.subject == nil)
        #expect(permission.statement(in: try .silent()).resources == ["arn:aws:s3:::my-bucket/*"])
        #expect(errors(permission).isEmpty)
    }

    @Test(
        "that covers all resources, or none, is refused",
        arguments: [
            Permission.allow(actions: ["s3:GetObject"], on: "*"),
            .allow(actions: ["s3:GetObject"], on: "my-bucket"),
            .allow(actions: ["s3:GetObject"], on: "arn:aws:*:::x"),
            .allow(actions: ["s3:GetObject"], on: "arn:aws:s3:::"),
            .allow(actions: ["*"], on: "arn:aws:s3:::my-bucket"),
            .allow(actions: ["*:*"], on: "arn:aws:s3:::my-bucket"),
            .allow(actions: ["GetObject"], on: "arn:aws:s3:::my-bucket"),
            .allow(actions: ["s3:"], on: "arn:aws:s3:::my-bucket"),
            .allow(actions: [], on: "arn:aws:s3:::my-bucket"),
            .update(Table("visits", partitionKey: .string("id")), keys: []),
            .update(Table("visits", partitionKey: .string("id")), keys: ["a", ""]),
            .allow(actions: ["s3:GetObject"], on: "arn:aws:s3:::*"),
        ])
    func refused(permission: Permission) {
        let error = errors(permission).first
        #expect(error?.property == "permissions")
    }

    @Test(
        "with a misspelt action is refused with the nearest one",
        arguments: [
            ("dynamodb:GetItems", "dynamodb:GetItem"), ("sqs:SendMesage", "sqs:SendMessage"),
            ("lambda:InvokeFunctionURL2", "lambda:InvokeFunctionUrl"), ("SQS:Receivemesage", "SQS:ReceiveMessage"),
            ("dynamodb:ListTagsForResource", "dynamodb:ListTagsOfResource"), ("s3:GetObjct", "s3:GetObject"),
            ("ssm:GetParametr", "ssm:GetParameter"), ("bedrock:InvokeModl", "bedrock:InvokeModel"),
            ("cognito-idp:AdminGetUsr", "cognito-idp:AdminGetUser"), ("kms:Decrpt", "kms:Decrypt"),
            ("execute-api:Invok", "execute-api:Invoke"), ("iam:PasRole", "iam:PassRole"),
            ("cloudwatch:PutMetricsData", "cloudwatch:PutMetricData"), ("ses:SendMail", "ses:SendEmail"),
            ("xray:PutTraceSegment", "xray:PutTraceSegments"), ("sts:AssumeRoles", "sts:AssumeRole"),
            ("kinesis:PutRecrd", "kinesis:PutRecord"), ("scheduler:CreateSchedul", "scheduler:CreateSchedule"),
        ])
    func misspelt(action: String, meant: String) { refuses(action, meaning: meant) }

    @Test(
        "with an operation that IAM checks under another name is refused with that name",
        arguments: [
            ("s3:ListObjectsV2", "s3:ListBucket"), ("s3:HeadObject", "s3:GetObject"),
            ("S3:deleteobjects", "S3:DeleteObject"),
            ("s3:UploadPart", "s3:PutObject"), ("lambda:Invoke", "lambda:InvokeFunction"),
            ("sqs:SendMessageBatch", "sqs:SendMessage"), ("bedrock:Converse", "bedrock:InvokeModel"),
            ("s3:GetBucketEncryption", "s3:GetEncryptionConfiguration"),
        ])
    func operation(_ operation: String, action: String) { refuses(operation, meaning: action) }

    private func refuses(_ action: String, meaning meant: String) {
        let error = errors(.allow(action, on: table)).first
        #expect(error?.value == action && error?.allowed.hasSuffix("the nearest is \(meant)") == true)
    }

    @Test(
        "with an action that exists, resembles none, is a pattern, or is of a service that is not listed, is taken",
        arguments: [
            "dynamodb:GetItem", "dynamodb:getitem", "dynamodb:PartiQLSelect", "lambda:InvokeFunction", "dynamodb:Get*",
            "lambda:SomethingOfNextYear", "comprehend:DetectSentimnt", "sqs:SendMessag?", "s3:ListObjectsV*",
            "s3:GetObjectVersion", "s3:ListBucketMultipartUploads", "apigateway:GET", "kms:ReEncryptFrom",
            "ssm:GetParametersByPath",
            "dynamodb:TransactWriteItems", "sts:TagSession", "ses:SendRawEmail",
        ])
    func taken(action: String) throws {
        #expect(errors(.allow(action, on: table)).isEmpty)
    }

    @Test(
        "for a key that IAM would read as a variable is refused",
        arguments: ["${aws:username}", "a${*}", "${$}", "x${", "${\u{301}a}", "\u{D4E}${a}"])
    func variable(key: String) {
        let error = errors(.update(table, keys: ["main_page", key])).first
        #expect(error?.value == key)
    }

    @Test(
        "for a key that looks like JSON, a wildcard or a path covers exactly that key",
        arguments: [
            "*", "?", "a*", "$", "{a}", "../..", "%2F", "a\nb",
            #"main_page"]}},{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"x":{"y":["#, #"\"#, #"\""#,
        ])
    func oddKeys(key: String) async throws {
        let role = Role("r", trusts: .lambda, allows: [.update(table, keys: [key])])
        let prepared = try await role.prepared(in: try .silent())
        let read = PolicyDocument(json: prepared.permissions.json, scope: nil)
        #expect(read.statements == prepared.permissions.statements)
        #expect(read.unread.isEmpty)
        // Equality has no wildcards; `StringLike` has.
        let conditions = read.statements.flatMap(\.conditions)
        #expect(conditions == [PolicyCondition("ForAllValues:StringEquals", "dynamodb:LeadingKeys", ["\(key)"])])
    }
}
