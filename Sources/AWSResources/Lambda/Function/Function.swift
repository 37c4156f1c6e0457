public import Deployer

/// A Lambda function: a program with a role, memory, a time limit and an environment.
///
/// ```swift
/// let counter = Function("visitor-counter", code: .executable("CounterFunction"), role: role, memoryMiB: 128,
///     timeoutSeconds: 10, environment: ["TABLE_NAME": visits.name])
/// ```
///
/// A function is what a deploy changes; callers use a ``Release`` of it.
///
/// Everything described here is compared, and everything else that would change who pays, what runs or who may call:
/// the runtime, logging, and public statements on the function itself.
/// Other settings are reported as not described, and left: its network (VPC), file systems, dead-letter queue,
/// encryption keys, snapshots, whatever else GetFunction reports of the kind, and its other policy statements. What
/// needs a request of its own is not read: event sources, asynchronous calls, rules for code signing, a pinned runtime.
public struct Function: Sendable {
    /// A processor architecture of Lambda.
    public enum Architecture: String, Sendable, Hashable {
        /// Intel's and AMD's 64-bit processors.
        case x86 = "x86_64"
        /// AWS's own 64-bit ARM processors.
        case arm64
    }

    /// Which calls are recorded in AWS X-Ray.
    public enum Tracing: String, Sendable, Hashable {
        /// Those that the caller traces; it costs nothing by itself.
        case passThrough = "PassThrough"
        /// A part of all calls. The role needs the managed policy `AWSXRayDaemonWriteAccess`.
        case active = "Active"
    }

    /// The function's name, unique in an account and region.
    public let name: String
    /// The code that it runs; nil in an observation, which only has the code's hash.
    public let code: Code?
    /// The resources that must exist before it is created.
    public let dependencies: [ResourceID]
    /// The role that it was described with; with the short form, also its log group, its release and its URL.
    public internal(set) var implicitResources: [any AWSResource] = []
    /// The configuration that a version keeps.
    var configuration: FunctionConfiguration
    /// A text for people.
    public internal(set) var description: String
    /// The maximum number of concurrent calls, reserved from the account's; nil for no limit of its own.
    public internal(set) var reservedConcurrency: Int?
    /// Its tags; once prepared, also the owner's.
    public internal(set) var tags: [String: String]
    /// The name of its output in the program; nil for none.
    public var outputName: String?
    /// Where the program describes it.
    public let codeLocation: CodeLocation?
    /// The zip; nil if nothing was packed.
    var package: DeploymentPackage?
    /// Statements on the unqualified function that let anyone call it; never described.
    var publicStatements: [ResourceStatement] = []
    /// Why AWS's last update of it failed; never described.
    var failedUpdate: String?
    /// Why the function itself failed in AWS; never described.
    var failedState: String?
    /// Roles that it runs with but should not, or ran with before, and that may still exist.
    var formerRoles: [String] = []
    /// The one of them that is not noted on the function yet; never described.
    var unnotedRole: String?
    /// The log group that it writes to but should not.
    var formerLogGroup: String?
    /// The observed revision of the function.
    var revisionID: String?
    /// The observed revision of its own policy; nil if it has none.
    var policyRevisionID: String?

    /// A function.
    ///
    /// - Parameters:
    ///   - name: 1 to 64 letters, digits, `-` and `_`.
    ///   - code: the code that it runs.
    ///   - role: the role whose permissions it has.
    ///   - memoryMiB: 128 to 10240.
    ///   - timeoutSeconds: 1 to 900.
    ///   - environment: its environment variables, 4 KB in total. Everyone who may read the function can read them.
    ///   - architecture: the processor; nil takes it from the binary, otherwise the binary must match.
    ///   - reservedConcurrency: the maximum number of concurrent calls; 0 switches the function off.
    ///   - layers: the ARNs of versions of at most five layers, in the order in which they are put into `/opt`. They are
    ///     of any account, and in the function's region.
    ///   - ephemeralStorageMiB: the size of `/tmp`, 512 to 10240; what is above 512 is paid for.
    ///   - tracing: which calls are recorded in AWS X-Ray.
    ///   - description: a text for people.
    ///   - tags: further tags besides the owner's two.
    ///   - file: the file that describes it, as errors name it; the caller's, as a rule.
    ///   - line: the line in it.
    public init(
        _ name: String, code: Code, role: Role, memoryMiB: Int = 128, timeoutSeconds: Int = 10,
        environment: [String: String] = [:], architecture: Architecture? = nil, reservedConcurrency: Int? = nil,
        layers: [String] = [], ephemeralStorageMiB: Int = 512, tracing: Tracing = .passThrough,
        description: String = "", tags: [String: String] = [:], file: String = #fileID, line: Int = #line
    ) {
        codeLocation = CodeLocation(file: file, line: line)
        self.name = name
        self.code = code
        self.dependencies = [role.id] + role.subjects
        self.configuration = FunctionConfiguration(
            architecture: architecture?.rawValue, role: role.name, memoryMiB: memoryMiB,
            timeoutSeconds: timeoutSeconds, environment: environment, layers: layers,
            ephemeralStorageMiB: ephemeralStorageMiB, tracing: tracing.rawValue,
            logGroup: FunctionConfiguration.defaultLogGroup(of: name))
        self.description = description
        self.reservedConcurrency = reservedConcurrency
        self.tags = tags
        implicitResources = [role]
    }

    init(_ name: String, code: Code?, configuration: FunctionConfiguration, dependencies: [ResourceID] = []) {
        codeLocation = nil
        self.name = name
        self.code = code
        self.configuration = configuration
        self.dependencies = dependencies
        description = ""
        tags = [:]
    }

    /// A function as it was observed.
    init(_ name: String, observed output: GetFunctionOutput, tags: [String: String], in context: AWS) {
        let details = output.configuration
        codeLocation = nil
        self.name = name
        self.code = nil
        self.dependencies = []
        self.configuration = FunctionConfiguration(details, of: name, in: context)
        self.description = details.description ?? ""
        self.reservedConcurrency = output.concurrency?.reserved
        self.tags = tags
        self.failedUpdate = details.failedUpdate
        self.failedState = details.failedState
        self.revisionID = details.revisionID
    }
}

extension Function {
    /// The name of the role whose permissions it has.
    public var role: String { configuration.role }
    /// Its memory, in MiB.
    public var memoryMiB: Int { configuration.memoryMiB }
    /// How long one call may take, in seconds.
    public var timeoutSeconds: Int { configuration.timeoutSeconds }
    /// Its environment variables, as described or as observed.
    public var environment: [String: String] { configuration.environment }
    /// The names of the variables that the program sets by itself.
    package static let ownVariables: Set<String> = [FunctionConfiguration.roleVariable]
    /// Its processor; nil if that follows from its code.
    public var architecture: Architecture? { configuration.architecture.flatMap(Architecture.init) }

    /// The ARNs of its layers' versions, in their order.
    public var layers: [String] { configuration.layers }
    /// The size of `/tmp`, in MiB.
    public var ephemeralStorageMiB: Int { configuration.ephemeralStorageMiB }
    /// Which calls are traced; nil for a mode of AWS that is not known here.
    public var tracing: Tracing? { Tracing(rawValue: configuration.tracing) }

    /// The statements as a plan shows them.
    var publicAccess: [String] { publicStatements.map(\.text).sorted() }
}
