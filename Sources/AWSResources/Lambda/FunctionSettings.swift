/// The members of a function's configuration that CreateFunction and UpdateFunctionConfiguration share; nil ones are not sent.
package struct FunctionSettings: Encodable, Sendable, Equatable {
    package struct Environment: Codable, Sendable, Equatable {
        package struct Failure: Codable, Sendable, Equatable {
            package var code: String?
            package var message: String?
            private enum CodingKeys: String, CodingKey {
                case code = "ErrorCode"
                case message = "Message"
            }
        }

        package var variables: [String: String]?
        /// Only in answers: why the variables could not be decrypted.
        package var failure: Failure?

        package init(variables: [String: String]) { self.variables = variables }

        private enum CodingKeys: String, CodingKey {
            case variables = "Variables"
            case failure = "Error"
        }
    }
    package struct Tracing: Codable, Sendable, Equatable {
        package var mode: String?
        package init(mode: String) { self.mode = mode }
        private enum CodingKeys: String, CodingKey { case mode = "Mode" }
    }
    package struct EphemeralStorage: Codable, Sendable, Equatable {
        package var sizeMiB: Int?
        package init(sizeMiB: Int) { self.sizeMiB = sizeMiB }
        private enum CodingKeys: String, CodingKey { case sizeMiB = "Size" }
    }
    package struct Logging: Codable, Sendable, Equatable {
        package var format: String?
        package var group: String?
        package init(format: String, group: String) {
            self.format = format
            self.group = group
        }
        private enum CodingKeys: String, CodingKey {
            case format = "LogFormat"
            case group = "LogGroup"
        }
    }

    package var runtime: String?
    /// The role's ARN.
    package var role: String?
    package var handler: String?
    package var description: String?
    package var timeoutSeconds: Int?
    package var memoryMiB: Int?
    /// Replaces all variables.
    package var environment: Environment?
    package var tracing: Tracing?
    package var layers: [String]?
    package var ephemeralStorage: EphemeralStorage?
    package var logging: Logging?
    /// The state that an update is made from; AWS refuses it (412) where someone has changed the function meanwhile.
    var revisionID: String?

    package init() {}

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
