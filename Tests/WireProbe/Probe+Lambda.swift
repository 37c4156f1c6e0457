#if DEBUG
    import AWSClient
    import Foundation

    @testable import AWSResources

    extension Probe {
        private static let function = "visitor-counter"
        private static let arn = "arn:aws:lambda:eu-west-1:123456789012:function:visitor-counter"
        private static let layer = "arn:aws:lambda:eu-west-1:123456789012:layer:own-layer"
        private static let zip = Data((0...255).map { UInt8($0) })
        private static let revision = "8cbcf0a1-2c37-4e0e-9c1c-6c1a4c4f5e11"

        func sendLambda() async throws {
            let client = LambdaClient(try client(.lambda))
            try await sendFunctions(client)
            try await sendTags(client)
            try await sendReleases(client)
            try await sendURLs(client)
            try await sendPermissions(client)
        }

        private static var settings: FunctionSettings {
            var settings = FunctionSettings()
            settings.runtime = "provided.al2023"
            settings.role = "arn:aws:iam::123456789012:role/UpdateVisitorCount-role"
            settings.handler = "bootstrap"
            settings.description = "Zählt Besuche / \"visits\" + 日本語"
            settings.timeoutSeconds = 10
            settings.memoryMiB = 128
            settings.environment = .init(variables: ["TABLE_NAME": "VisitorCount", "PAGES": "main_page,a b,größe"])
            settings.tracing = .init(mode: "PassThrough")
            settings.layers = []
            settings.ephemeralStorage = .init(sizeMiB: 512)
            settings.logging = .init(format: "Text", group: "/aws/lambda/visitor-counter")
            return settings
        }

        private static var settingsInput: [String: Any] {
            [
                "FunctionName": function, "Runtime": "provided.al2023",
                "Role": "arn:aws:iam::123456789012:role/UpdateVisitorCount-role", "Handler": "bootstrap",
                "Description": "Zählt Besuche / \"visits\" + 日本語", "Timeout": 10, "MemorySize": 128,
                "Environment": ["Variables": ["TABLE_NAME": "VisitorCount", "PAGES": "main_page,a b,größe"]],
                "TracingConfig": ["Mode": "PassThrough"], "Layers": [String](), "EphemeralStorage": ["Size": 512],
                "LoggingConfig": ["LogFormat": "Text", "LogGroup": "/aws/lambda/visitor-counter"],
            ]
        }

        private func sendFunctions(_ client: LambdaClient) async throws {
            let blob = Self.zip.base64EncodedString()
            let layers = ["arn:aws:lambda:eu-west-1:580247275435:layer:Lambda-Insights_2:56", "\(Self.layer):1"]
            let creation: [String: Any] = [
                "Code": ["ZipFile": blob], "Architectures": ["arm64"], "Tags": Self.tags, "Layers": layers,
                "EphemeralStorage": ["Size": 10_240], "TracingConfig": ["Mode": "Active"],
            ]
            var described = Self.settings
            described.layers = layers
            described.ephemeralStorage = .init(sizeMiB: 10_240)
            described.tracing = .init(mode: "Active")
            try await send(
                LambdaClient.createFunction, Self.settingsInput.merging(creation) { _, new in new }
            ) { [described] in
                try await client.createFunction(
                    CreateFunctionInput(
                        functionName: Self.function, zip: Self.zip, architecture: "arm64", tags: Self.tags,
                        settings: described))
            }
            try await send(LambdaClient.getFunction, ["FunctionName": Self.function, "Qualifier": "live"]) {
                _ = try await client.getFunction(Self.function, qualifier: "live")
            }
            try await send(
                LambdaClient.updateFunctionCode,
                [
                    "FunctionName": Self.function, "ZipFile": blob, "Architectures": ["x86_64"],
                    "RevisionId": Self.revision,
                ]
            ) {
                try await client.updateFunctionCode(
                    Self.function, .init(zip: Self.zip, architectures: ["x86_64"], revisionID: Self.revision))
            }
            try await send(
                LambdaClient.updateFunctionConfiguration,
                Self.settingsInput.merging(["RevisionId": Self.revision]) { _, new in new }
            ) {
                try await client.updateFunctionConfiguration(
                    Self.function, Self.settings, revisionID: Self.revision)
            }
            try await send(LambdaClient.deleteFunction, ["FunctionName": Self.function]) {
                try await client.deleteFunction(Self.function)
            }
            try await send(
                LambdaClient.putFunctionConcurrency,
                ["FunctionName": Self.function, "ReservedConcurrentExecutions": 0]
            ) {
                try await client.putFunctionConcurrency(Self.function, reserved: 0)
            }
            try await send(LambdaClient.getAccountSettings, [:]) { _ = try await client.accountConcurrency() }
            try await send(LambdaClient.deleteFunctionConcurrency, ["FunctionName": Self.function]) {
                try await client.deleteFunctionConcurrency(Self.function)
            }
        }

        private func sendTags(_ client: LambdaClient) async throws {
            try await send(LambdaClient.listTags, ["Resource": Self.arn]) {
                _ = try await client.listTags(arn: Self.arn)
            }
            try await send(LambdaClient.tagResource, ["Resource": Self.arn, "Tags": Self.tags]) {
                try await client.tagResource(arn: Self.arn, tags: Self.tags)
            }
            let keys = ["größe", "a b", "deployer:stack", "x+y=z"]
            try await send(LambdaClient.untagResource, ["Resource": Self.arn, "TagKeys": keys]) {
                try await client.untagResource(arn: Self.arn, keys: keys)
            }
        }

        private func sendReleases(_ client: LambdaClient) async throws {
            let code = "q3vpRsy2H7dkFnEZQaFHCKBGyuUVhpZEGVJTnrCBQUA="
            try await send(
                LambdaClient.publishVersion,
                ["FunctionName": Self.function, "CodeSha256": code, "RevisionId": Self.revision]
            ) {
                _ = try await client.publishVersion(
                    of: Self.function, codeSHA256: code, revisionID: Self.revision)
            }
            try await send(LambdaClient.listVersions, ["FunctionName": Self.function]) {
                _ = try await client.versions(of: Self.function)
            }
            try await send(LambdaClient.listAliases, ["FunctionName": Self.function]) {
                _ = try await client.aliases(of: Self.function)
            }
            let alias = ["FunctionName": Self.function, "Name": "live_1-2"]
            try await send(
                LambdaClient.createAlias, alias.merging(["FunctionVersion": "3"]) { _, new in new }
            ) {
                try await client.createAlias("live_1-2", of: Self.function, version: "3")
            }
            try await send(LambdaClient.getAlias, alias) {
                _ = try await client.getAlias("live_1-2", of: Self.function)
            }
            try await send(
                LambdaClient.updateAlias,
                [
                    "FunctionName": Self.function, "Name": "live_1-2", "FunctionVersion": "4",
                    "RoutingConfig": ["AdditionalVersionWeights": [String: Double]()], "RevisionId": Self.revision,
                ]
            ) {
                try await client.updateAlias(
                    "live_1-2", of: Self.function, version: "4", revisionID: Self.revision)
            }
            try await send(
                LambdaClient.getProvisionedConcurrencyConfig,
                ["FunctionName": Self.function, "Qualifier": "live_1-2"]
            ) {
                _ = try await client.provisionedConcurrency(of: Self.function, alias: "live_1-2")
            }
            try await send(LambdaClient.deleteAlias, alias) {
                try await client.deleteAlias("live_1-2", of: Self.function)
            }
        }

        private func sendURLs(_ client: LambdaClient) async throws {
            let name: [String: Any] = ["FunctionName": Self.function, "Qualifier": "live"]
            let cors = CORSRule(
                CORS(
                    origins: ["https://a.example", "http://localhost:8080"], methods: [.get, .post], headers: ["X-One"],
                    exposeHeaders: ["etag"], credentials: true, maxAgeSeconds: 3600))
            let settings: [String: Any] = [
                "AuthType": "NONE", "InvokeMode": "BUFFERED",
                "Cors": [
                    "AllowOrigins": ["http://localhost:8080", "https://a.example"], "AllowMethods": ["GET", "POST"],
                    "AllowHeaders": ["x-one"], "ExposeHeaders": ["etag"], "AllowCredentials": true, "MaxAge": 3600,
                ] as [String: Any],
            ]
            try await send(LambdaClient.createFunctionURLConfig, name.merging(settings) { _, new in new }) {
                try await client.createURL(
                    of: Self.function, alias: "live",
                    URLSettings(auth: "NONE", cors: cors.details, invokeMode: "BUFFERED"))
            }
            try await send(LambdaClient.getFunctionURLConfig, name) {
                _ = try await client.getURL(of: Self.function, alias: "live")
            }
            let cleared: [String: Any] = ["AuthType": "AWS_IAM", "InvokeMode": "BUFFERED", "Cors": [String: String]()]
            try await send(LambdaClient.updateFunctionURLConfig, name.merging(cleared) { _, new in new }) {
                try await client.updateURL(
                    of: Self.function, alias: "live",
                    URLSettings(auth: "AWS_IAM", cors: CORSRule(CORS?.none).details, invokeMode: "BUFFERED"))
            }
            try await send(LambdaClient.deleteFunctionURLConfig, name) {
                try await client.deleteURL(of: Self.function, alias: "live")
            }
        }

        private func sendPermissions(_ client: LambdaClient) async throws {
            let name: [String: Any] = ["FunctionName": Self.function, "Qualifier": "live"]
            let through: [String: Any] = [
                "StatementId": "FunctionURLInvokeAllowPublicAccess", "Action": "lambda:InvokeFunction",
                "Principal": "*",
                "InvokedViaFunctionUrl": true,
            ]
            for (statement, input) in [
                (
                    URLStatement.callURL,
                    [
                        "StatementId": "FunctionURLAllowPublicAccess", "Action": "lambda:InvokeFunctionUrl",
                        "Principal": "*", "FunctionUrlAuthType": "NONE",
                    ] as [String: Any]
                ),
                (.runThroughURL, through),
            ] {
                guard var permission = statement.permission else { continue }
                permission.revisionID = Self.revision
                let revised = name.merging(input) { _, new in new }.merging(["RevisionId": Self.revision]) { $1 }
                try await send(LambdaClient.addPermission, revised) { [permission] in
                    try await client.addPermission(to: Self.function, alias: "live", permission)
                }
            }
            try await send(LambdaClient.getPolicy, name) {
                _ = try await client.getPolicy(of: Self.function, alias: "live")
            }
            try await send(
                LambdaClient.removePermission,
                name.merging(["StatementId": "open.to-all_1", "RevisionId": Self.revision]) { _, new in new }
            ) {
                try await client.removePermission(
                    "open.to-all_1", from: Self.function, alias: "live", revisionID: Self.revision)
            }
        }
    }
#endif
