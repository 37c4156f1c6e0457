#if DEBUG
    import AWSClient

    @testable import AWSResources

    extension Probe {
        func sendLogs() async throws {
            let client = LogsClient(try client(.logs))
            let name = "/aws/lambda/visitor-counter#1"
            let arn = "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/visitor-counter"
            try await send(LogsClient.createLogGroup, ["logGroupName": name, "tags": Self.tags]) {
                try await client.createLogGroup(name, tags: Self.tags)
            }
            try await send(LogsClient.describeLogGroups, ["logGroupNamePrefix": name]) {
                _ = try await client.logGroup(name)
            }
            try await send(LogsClient.deleteLogGroup, ["logGroupName": name]) {
                try await client.deleteLogGroup(name)
            }
            try await send(LogsClient.putRetentionPolicy, ["logGroupName": name, "retentionInDays": 14]) {
                try await client.setRetention(name, days: 14)
            }
            try await send(LogsClient.deleteRetentionPolicy, ["logGroupName": name]) {
                try await client.setRetention(name, days: nil)
            }
            try await send(LogsClient.listTagsForResource, ["resourceArn": arn]) {
                _ = try await client.tags(of: arn)
            }
            try await send(LogsClient.tagResource, ["resourceArn": arn, "tags": Self.tags]) {
                try await client.tag(arn, with: Self.tags)
            }
            try await send(LogsClient.untagResource, ["resourceArn": arn, "tagKeys": ["a b", "größe"]]) {
                try await client.untag(arn, keys: ["a b", "größe"])
            }
        }

        func sendTagging() async throws {
            let client = TaggingClient(try client(.tagging))
            let types = ["dynamodb:table", "lambda:function", "logs:log-group"]
            let filters = Self.tags.sorted { $0.key < $1.key }.map {
                ["Key": $0.key, "Values": [$0.value]] as [String: Any]
            }
            try await send(TaggingClient.getResources, ["TagFilters": filters, "ResourceTypeFilters": types]) {
                _ = try await client.resources(with: Self.tags, types: types)
            }
        }

        func sendSTS() async throws {
            let client = STSClient(try client(.sts))
            try await send(STSClient.getCallerIdentity) { _ = try await client.callerIdentity() }
        }
    }
#endif
