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
                    "GlobalSecondaryIndexes": [Self.index(reads: 4, writes: 5)],
                    "StreamSpecification": ["StreamEnabled": true, "StreamViewType": "NEW_AND_OLD_IMAGES"],
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
                        globalSecondaryIndexes: [
                            Self.table(.provisioned(readUnits: 4, writeUnits: 5)).creation(of: Self.byName)
                        ],
                        billingMode: "PROVISIONED",
                        provisionedThroughput: .init(readCapacityUnits: 2, writeCapacityUnits: 3),
                        streamSpecification: TableStream.newAndOldImages.specification,
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
            try await sendIndexes(client)
            try await send(
                DynamoDBClient.updateTable,
                ["TableName": "VisitorCount", "StreamSpecification": ["StreamEnabled": false]]
            ) {
                try await client.updateTable(
                    .init(tableName: "VisitorCount", streamSpecification: .init(streamEnabled: false)))
            }
            try await send(DynamoDBClient.describeTimeToLive, ["TableName": "VisitorCount"]) {
                _ = try await client.describeTimeToLive("VisitorCount")
            }
            try await send(
                DynamoDBClient.updateTimeToLive,
                [
                    "TableName": "VisitorCount",
                    "TimeToLiveSpecification": ["Enabled": true, "AttributeName": "läuft ab"],
                ]
            ) {
                try await client.updateTimeToLive("VisitorCount", attribute: "läuft ab", enabled: true)
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

        private static let byName = TableIndex(
            "byName", partitionKey: .string("größe"), sortKey: .number("at"), projects: .only("b", "ä"))

        private static func table(_ billing: TableBilling) -> Table {
            Table("VisitorCount", partitionKey: .string("id"), indexes: [byName], billing: billing)
        }

        /// The index as boto3 is given it.
        private static func index(reads: Int, writes: Int) -> [String: Any] {
            [
                "IndexName": "byName",
                "KeySchema": [
                    ["AttributeName": "größe", "KeyType": "HASH"], ["AttributeName": "at", "KeyType": "RANGE"],
                ],
                "Projection": ["ProjectionType": "INCLUDE", "NonKeyAttributes": ["b", "ä"]],
                "ProvisionedThroughput": ["ReadCapacityUnits": reads, "WriteCapacityUnits": writes],
            ]
        }

        /// Each step that a table's indexes may take.
        private func sendIndexes(_ client: DynamoDBClient) async throws {
            let table = Self.table(.provisioned(readUnits: 4, writeUnits: 5))
            let steps: [(IndexStep, [String: Any])] = [
                (
                    .create(Self.byName),
                    [
                        "AttributeDefinitions": [
                            ["AttributeName": "größe", "AttributeType": "S"],
                            ["AttributeName": "at", "AttributeType": "N"],
                        ], "GlobalSecondaryIndexUpdates": [["Create": Self.index(reads: 4, writes: 5)]],
                    ]
                ),
                (.delete("byName"), ["GlobalSecondaryIndexUpdates": [["Delete": ["IndexName": "byName"]]]]),
                (
                    .setUnits([Self.byName]),
                    [
                        "GlobalSecondaryIndexUpdates": [
                            [
                                "Update": [
                                    "IndexName": "byName",
                                    "ProvisionedThroughput": ["ReadCapacityUnits": 4, "WriteCapacityUnits": 5],
                                ]
                            ]
                        ]
                    ]
                ),
            ]
            for (step, members) in steps {
                try await send(
                    DynamoDBClient.updateTable, members.merging(["TableName": "VisitorCount"]) { first, _ in first }
                ) {
                    try await client.updateTable(table.input(for: step))
                }
            }
            try await send(
                DynamoDBClient.updateTable,
                [
                    "TableName": "VisitorCount",
                    "GlobalSecondaryIndexUpdates": [
                        ["Update": ["IndexName": "byName", "OnDemandThroughput": ["MaxWriteRequestUnits": -1]]]
                    ],
                ]
            ) {
                try await client.updateTable(Self.table(.onDemand).input(for: .setUnits([Self.byName])))
            }
        }
    }
#endif
