/// What AWS says of a function or of one of its versions (`FunctionConfiguration` in its API reference).
package struct FunctionDetails: Decodable, Sendable, Equatable {
    package struct Layer: Decodable, Sendable, Equatable {
        package var arn: String
        private enum CodingKeys: String, CodingKey { case arn = "Arn" }
    }

    package var functionARN: String?
    package var version: String?
    package var codeSHA256: String?
    package var architectures: [String]?
    package var runtime: String?
    package var role: String?
    package var handler: String?
    package var description: String?
    package var timeoutSeconds: Int?
    package var memoryMiB: Int?
    /// Missing where there are no variables.
    package var environment: FunctionSettings.Environment?
    package var tracing: FunctionSettings.Tracing?
    package var layers: [Layer]?
    package var ephemeralStorage: FunctionSettings.EphemeralStorage?
    package var logging: FunctionSettings.Logging?
    /// An open list of words: AWS adds to it.
    package var state: String?
    package var stateReason: String?
    package var stateReasonCode: String?
    package var lastUpdateStatus: String?
    package var lastUpdateStatusReason: String?
    package var lastUpdateStatusReasonCode: String?
    package var revisionID: String?

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
