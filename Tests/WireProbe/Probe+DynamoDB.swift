#if DEBUG
    import AWSClient

    @testable import AWSResources

    extension Probe {
        func sendDynamoDB() async throws {
            let client = DynamoDBClient(try client(.dynamoDB))
            let arn = "arn:aws:dynamodb:eu-west-1:123456789012:table/VisitorCount"
            try await send(
                DynamoDBClient.createTable,
                [
                    "TableName": "VisitorCount",
                    "AttributeDefinitions": [
                        ["AttributeName": "id", "AttributeType": "S"],
                        ["AttributeName": "größe", "AttributeType": "N"],
                    ],
                    "KeySchema": [
                        ["AttributeName": "id", "KeyType": "HASH"], ["AttributeName": "größe", "KeyType": "RANGE"],
                    ],
                    "BillingMode": "PROVISIONED",
                    "ProvisionedThroughput": ["ReadCapacityUnits": 2, "WriteCapacityUnits": 3],
                    "DeletionProtectionEnabled": true, "Tags": Self.tagList,
                ]
            ) {
                try await client.createTable(
                    .init(
                        tableName: "VisitorCount",
                        attributeDefinitions: [
                            .init(attributeName: "id", attributeType: "S"),
                            .init(attributeName: "größe", attributeType: "N"),
                        ],
                        keySchema: [
                            .init(attributeName: "id", keyType: "HASH"),
                            .init(attributeName: "größe", keyType: "RANGE"),
                        ],
                        billingMode: "PROVISIONED",
                        provisionedThroughput: .init(readCapacityUnits: 2, writeCapacityUnits: 3),
                        deletionProtectionEnabled: true, tags: DynamoDBShapes.Tag.list(Self.tags)))
            }
            try await send(DynamoDBClient.describeTable, ["TableName": "VisitorCount"]) {
                _ = try await client.describeTable("VisitorCount")
            }
            try await send(
                DynamoDBClient.updateTable, ["TableName": "VisitorCount", "DeletionProtectionEnabled": false]
            ) {
                try await client.updateTable(.init(tableName: "VisitorCount", deletionProtectionEnabled: false))
            }
            try await send(
                DynamoDBClient.updateTable,
                [
                    "TableName": "VisitorCount", "BillingMode": "PAY_PER_REQUEST",
                    "OnDemandThroughput": ["MaxWriteRequestUnits": -1],
                ]
            ) {
                try await client.updateTable(
                    .init(tableName: "VisitorCount", billingMode: "PAY_PER_REQUEST", onDemandThroughput: .writes(nil)))
            }
            try await send(DynamoDBClient.deleteTable, ["TableName": "VisitorCount"]) {
                try await client.deleteTable("VisitorCount")
            }
            try await send(DynamoDBClient.describeContinuousBackups, ["TableName": "VisitorCount"]) {
                _ = try await client.describeContinuousBackups("VisitorCount")
            }
            try await send(
                DynamoDBClient.updateContinuousBackups,
                [
                    "TableName": "VisitorCount",
                    "PointInTimeRecoverySpecification": ["PointInTimeRecoveryEnabled": true],
                ]
            ) {
                try await client.updateContinuousBackups("VisitorCount", pointInTimeRecovery: true)
            }
            try await send(DynamoDBClient.listTagsOfResource, ["ResourceArn": arn]) {
                _ = try await client.tags(of: arn)
            }
            try await send(DynamoDBClient.getResourcePolicy, ["ResourceArn": arn]) {
                _ = try await client.resourcePolicy(of: arn)
            }
            try await send(DynamoDBClient.tagResource, ["ResourceArn": arn, "Tags": Self.tagList]) {
                try await client.tag(arn, with: Self.tags)
            }
            try await send(DynamoDBClient.untagResource, ["ResourceArn": arn, "TagKeys": ["a b", "größe"]]) {
                try await client.untag(arn, keys: ["a b", "größe"])
            }
        }
    }
#endif
