/// AWS's data on a function or on one of its versions (`FunctionConfiguration` in its API reference).
struct FunctionDetails: Decodable, Sendable, Equatable {
    struct Layer: Decodable, Sendable, Equatable {
        var arn: String
        private enum CodingKeys: String, CodingKey { case arn = "Arn" }
    }

    var functionARN: String?
    var version: String?
    var codeSHA256: String?
    var architectures: [String]?
    var runtime: String?
    var role: String?
    var handler: String?
    var description: String?
    var timeoutSeconds: Int?
    var memoryMiB: Int?
    /// Missing if there are no variables.
    var environment: FunctionSettings.Environment?
    var tracing: FunctionSettings.Tracing?
    var layers: [Layer]?
    var ephemeralStorage: FunctionSettings.EphemeralStorage?
    var logging: FunctionSettings.Logging?
    /// An open list of values: AWS adds to it.
    var state: String?
    var stateReason: String?
    var stateReasonCode: String?
    var lastUpdateStatus: String?
    var lastUpdateStatusReason: String?
    var lastUpdateStatusReasonCode: String?
    var revisionID: String?

    private enum CodingKeys: String, CodingKey {
        case functionARN = "FunctionArn"
        case version = "Version"
        case codeSHA256 = "CodeSha256"
        case architectures = "Architectures"
        case runtime = "Runtime"
        case role = "Role"
        case handler = "Handler"
        case description = "Description"
        case timeoutSeconds = "Timeout"
        case memoryMiB = "MemorySize"
        case environment = "Environment"
        case tracing = "TracingConfig"
        case layers = "Layers"
        case ephemeralStorage = "EphemeralStorage"
        case logging = "LoggingConfig"
        case state = "State"
        case stateReason = "StateReason"
        case stateReasonCode = "StateReasonCode"
        case lastUpdateStatus = "LastUpdateStatus"
        case lastUpdateStatusReason = "LastUpdateStatusReason"
        case lastUpdateStatusReasonCode = "LastUpdateStatusReasonCode"
        case revisionID = "RevisionId"
    }
}

/// The members shared by CreateFunction and UpdateFunctionConfiguration; nil members are not sent.
struct FunctionSettings: Encodable, Sendable, Equatable {
    struct Environment: Codable, Sendable, Equatable {
        struct Failure: Codable, Sendable, Equatable {
            var code: String?
            var message: String?
            private enum CodingKeys: String, CodingKey {
                case code = "ErrorCode"
                case message = "Message"
            }
        }

        var variables: [String: String]?
        /// Only in responses: why the variables could not be decrypted.
        var failure: Failure?

        private enum CodingKeys: String, CodingKey {
            case variables = "Variables"
            case failure = "Error"
        }
    }
    struct Tracing: Codable, Sendable, Equatable {
        var mode: String?
        private enum CodingKeys: String, CodingKey { case mode = "Mode" }
    }
    struct EphemeralStorage: Codable, Sendable, Equatable {
        var sizeMiB: Int?
        private enum CodingKeys: String, CodingKey { case sizeMiB = "Size" }
    }
    struct Logging: Codable, Sendable, Equatable {
        var format: String?
        var group: String?
        private enum CodingKeys: String, CodingKey {
            case format = "LogFormat"
            case group = "LogGroup"
        }
    }

    var runtime: String?
    /// The role's ARN.
    var role: String?
    var handler: String?
    var description: String?
    var timeoutSeconds: Int?
    var memoryMiB: Int?
    /// Replaces all variables.
    var environment: Environment?
    var tracing: Tracing?
    var layers: [String]?
    var ephemeralStorage: EphemeralStorage?
    var logging: Logging?
    /// The revision that an update starts from; AWS refuses the update (412) if the function has changed since.
    var revisionID: String?

    private enum CodingKeys: String, CodingKey {
        case runtime = "Runtime"
        case role = "Role"
        case handler = "Handler"
        case description = "Description"
        case timeoutSeconds = "Timeout"
        case memoryMiB = "MemorySize"
        case environment = "Environment"
        case tracing = "TracingConfig"
        case layers = "Layers"
        case ephemeralStorage = "EphemeralStorage"
        case logging = "LoggingConfig"
        case revisionID = "RevisionId"
    }
}
