import Deployer

/// The part of a function that a version keeps, as it is described: what runs in a call.
///
/// A ``Function`` compares it with the current function, a ``Release`` with its version.
struct FunctionConfiguration: Sendable, Equatable {
    /// SHA-256 of the zip in base64; nil if nothing was packed, and then not compared.
    var codeSHA256: String?
    /// In Lambda's words; nil if nothing was packed and none is described, and then not compared.
    var architecture: String?
    /// The only runtime for a custom binary.
    var runtime = "provided.al2023"
    /// Lambda requires one, and a custom runtime ignores it.
    var handler = "bootstrap"
    /// The role's name, or its ARN if it is in another account or has a path.
    var role: String
    /// Memory; the processor's share grows with it.
    var memoryMiB: Int
    /// After how many seconds a call is stopped.
    var timeoutSeconds: Int
    /// The environment variables.
    var environment: [String: String]
    /// ARNs of versions of layers, in their order; a fully static binary needs none.
    var layers: [String] = []
    /// The size of `/tmp`; 512 is free of charge.
    var ephemeralStorageMiB = 512
    /// `PassThrough` traces what the caller traces, and costs nothing by itself.
    var tracing = "PassThrough"
    /// `Text` leaves the function's lines as they are.
    var logFormat = "Text"
    /// The destination of the lines.
    var logGroup: String
    /// The unique id of the role that it was set up for, as noted in its environment; nil in a description.
    ///
    /// A role that is recreated under its name is another role: grants that Lambda got for the old one, such as in KMS,
    /// are void.
    var roleID: String?
    /// Why it is set up for another role than the existing one, for display; never described.
    var outdatedRole: String?

    /// The log group that a function writes to if none is set.
    static func defaultLogGroup(of function: String) -> String { LogGroup(for: function).name }
}

extension FunctionConfiguration {
    /// The configuration of a function of which only the name is known.
    init(undescribed function: String) {
        self.init(
            role: "", memoryMiB: 128, timeoutSeconds: 3, environment: [:],
            logGroup: Self.defaultLogGroup(of: function))
    }
}

// Whether a function is set up for the existing role, or for a former one with the same name.
extension FunctionConfiguration {
    /// The variable in which a function, and each of its versions, keeps the unique id of its role.
    ///
    /// It is in the environment for two reasons: a version keeps the environment, and Lambda sets a function up again
    /// only if the environment changes (chalice#1103, terraform-provider-aws#9703: a grant in KMS names the old role's
    /// id).
    static let roleVariable = "DEPLOYER_ROLE_ID"

    /// The role that exists under the described name.
    enum CurrentRole: Sendable, Equatable {
        /// None.
        case none
        /// One with this unique id; nil if not reported.
        case existing(id: String?)
    }

    /// The role that exists under the described name.
    func currentRole(in context: AWS) async throws -> CurrentRole {
        guard !role.isEmpty else { return .existing(id: nil) }
        guard let description = try await ifPresent({ try await context.iam.role(role) }) else { return .none }
        return .existing(id: description.id)
    }

    /// The unique id of the role to set the function up for.
    ///
    /// - Throws: `NotYet` if the role is not visible.
    func requiredRole(in context: AWS) async throws -> String? {
        switch try await currentRole(in: context) {
        case .none: throw NotYet("IAM does not see the role everywhere yet")
        case .existing(let id): return id
        }
    }

    /// Notes in an observation whether it is set up for another role than the existing one of the same name.
    mutating func compare(with current: CurrentRole, of described: String) {
        guard role == described else { return }
        switch current {
        case .none: outdatedRole = "\(roleID ?? "a role"), which is gone"
        case .existing(let id?) where id != roleID:
            outdatedRole = roleID.map { "\($0), made again as \(id)" } ?? "not noted; it is \(id)"
        case .existing: break
        }
    }
}
