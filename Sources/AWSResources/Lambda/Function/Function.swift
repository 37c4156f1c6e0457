public import Deployer

/// A Lambda function: a program with a role, memory, a time limit and an environment.
///
/// ```swift
/// let counter = Function("visitor-counter", code: .executable("CounterFunction"), role: role, memoryMiB: 128,
///     timeoutSeconds: 10, environment: ["TABLE_NAME": visits.name])
/// ```
///
/// It is what is worked on; what is called is a ``Release`` of it. Compared is everything described here, and what would
/// change who pays, what runs or who may call: layers, the size of `/tmp`, tracing, logging, reserved concurrency and public
/// statements on the function itself. Told as not described, and left: its network (VPC), file systems, dead-letter queue,
/// encryption keys, snapshots and whatever else GetFunction says of the kind, and whom else its policy lets in or keeps out.
/// Not looked at is what AWS says only when asked for it alone: event sources, asynchronous calls, code signing's rules, a
/// pinned runtime.
public struct Function: Sendable {
    /// A processor that Lambda has.
    public enum Architecture: String, Sendable, Hashable {
        /// Intel's and AMD's 64-bit processors.
        case x86 = "x86_64"
        /// AWS's own 64-bit ARM processors.
        case arm64
    }

    /// The function's name, unique in an account and region.
    public let name: String
    /// What it runs; nil in an observation, which has its hash alone.
    package let code: Code?
    /// What must stand before it is made.
    public let dependencies: [ResourceID]
    /// What a version of it keeps.
    var configuration: FunctionConfiguration
    /// For people.
    var description: String
    /// The most calls at once, set apart from the account's; nil for no limit of its own.
    var reservedConcurrency: Int?
    /// Its tags; once prepared, the owner's among them.
    var tags: [String: String]
    /// The name that the program gave its output; nil for none.
    public var outputName: String?
    /// The zip; nil where nothing was packed.
    var package: DeploymentPackage?
    /// Statements on the unqualified function that let anyone call it; none is ever described.
    var publicStatements: [ResourceStatement] = []
    /// Why AWS's last update of it failed; never described.
    var failedUpdate: String?
    /// Why AWS gave the function itself up; never described.
    var failedState: String?
    /// Roles that it runs with and should not, or ran with before and that may still stand.
    var formerRoles: [String] = []
    /// The one of them that is not noted on the function yet; never described.
    var unnotedRole: String?
    /// The log group that it writes to and should not.
    var formerLogGroup: String?
    /// The state of the function that was observed.
    var revisionID: String?
    /// The state of its own policy that was observed; nil where it has none.
    var policyRevisionID: String?

    /// A function.
    ///
    /// - Parameters:
    ///   - name: 1 to 64 letters, digits, `-` and `_`.
    ///   - code: what it runs.
    ///   - role: with whose permissions it runs.
    ///   - memoryMiB: 128 to 10240.
    ///   - timeoutSeconds: 1 to 900.
    ///   - environment: its environment variables, 4 KB altogether. Everyone who may look at the function can read them.
    ///   - architecture: the processor; nil takes it from the binary, otherwise another binary is refused.
    ///   - reservedConcurrency: the most calls at once; 0 switches it off.
    ///   - description: for people.
    ///   - tags: besides the owner's two.
    public init(
        _ name: String, code: Code, role: Role, memoryMiB: Int = 128, timeoutSeconds: Int = 10,
        environment: [String: String] = [:], architecture: Architecture? = nil, reservedConcurrency: Int? = nil,
        description: String = "", tags: [String: String] = [:]
    ) {
        self.name = name
        self.code = code
        self.dependencies = [role.id] + role.subjects
        self.configuration = FunctionConfiguration(
            architecture: architecture?.rawValue, role: role.name, memoryMiB: memoryMiB,
            timeoutSeconds: timeoutSeconds, environment: environment,
            logGroup: FunctionConfiguration.defaultLogGroup(of: name))
        self.description = description
        self.reservedConcurrency = reservedConcurrency
        self.tags = tags
    }

    init(_ name: String, code: Code?, configuration: FunctionConfiguration, dependencies: [ResourceID] = []) {
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
    /// As they stand in a plan.
    var publicAccess: [String] { publicStatements.map(\.text).sorted() }
}
