import Deployer

/// Everything of a function that a version keeps, in the words in which it is described: what is running when it is called.
///
/// A ``Function`` compares it with what the function is now, a ``Release`` with what its version was made of.
struct FunctionConfiguration: Sendable, Equatable {
    /// SHA-256 of the zip in base64; nil where nothing was packed, and then not compared.
    var codeSHA256: String?
    /// In Lambda's words; nil where nothing was packed and none described, and then not compared.
    var architecture: String?
    /// The only runtime that a binary of one's own needs.
    var runtime = "provided.al2023"
    /// Lambda asks for one, and a runtime of one's own ignores it.
    var handler = "bootstrap"
    /// The role's name, or the ARN of one that is not in this account or has a path.
    var role: String
    /// Memory, by which the processor's share goes too.
    var memoryMiB: Int
    /// After how long a call is broken off.
    var timeoutSeconds: Int
    /// The environment variables.
    var environment: [String: String]
    /// ARNs of layers; a fully static binary needs none.
    var layers: [String] = []
    /// The size of `/tmp`; 512 is free of charge.
    var ephemeralStorageMiB = 512
    /// `PassThrough` traces what the caller traces, and costs nothing by itself.
    var tracing = "PassThrough"
    /// `Text` leaves the function's lines as they are.
    var logFormat = "Text"
    /// Where the lines go.
    var logGroup: String
    /// The unique id of the role that it was set up for, as noted in its environment; nil in a description.
    ///
    /// A role that is made again under its name is another one: what Lambda was granted for the old one, as at KMS, is void.
    var roleID: String?
    /// Why it is set up for another role than the one that stands, as it is shown; never described.
    var outdatedRole: String?

    /// The log group that a function writes to where none is set.
    static func defaultLogGroup(of function: String) -> String { "/aws/lambda/\(function)" }
}

extension FunctionConfiguration {
    /// What is known of a function of which there is nothing but the name.
    init(undescribed function: String) {
        self.init(
            role: "", memoryMiB: 128, timeoutSeconds: 3, environment: [:],
            logGroup: Self.defaultLogGroup(of: function))
    }
}

// Whether a function is set up for the role that stands, or for one that had its name before.
extension FunctionConfiguration {
    /// The variable in which a function, and each version of it, keeps the unique id of its role.
    ///
    /// It stands in the environment since a version keeps that, and since only another environment makes Lambda set the
    /// function up anew (chalice#1103, terraform-provider-aws#9703: a grant at KMS names the old role's id).
    static let roleVariable = "DEPLOYER_ROLE_ID"

    /// The role that stands under the described name.
    enum CurrentRole: Sendable, Equatable {
        /// None.
        case none
        /// One with this unique id; nil where it is not told.
        case standing(id: String?)
    }

    /// What stands under the name of the described role.
    func currentRole(in context: AWS) async throws -> CurrentRole {
        guard !role.isEmpty else { return .standing(id: nil) }
        guard let description = try await ifPresent({ try await context.iam.role(role) }) else { return .none }
        return .standing(id: description.id)
    }

    /// The unique id of the role that a function is to be set up for.
    ///
    /// - Throws: `NotYet` where the role cannot be seen.
    func requiredRole(in context: AWS) async throws -> String? {
        switch try await currentRole(in: context) {
        case .none: throw NotYet("IAM does not see the role everywhere yet")
        case .standing(let id): return id
        }
    }

    /// Notes, of an observation, where it is set up for another role than the one that stands under the same name.
    mutating func compare(with current: CurrentRole, of described: String) {
        guard role == described else { return }
        switch current {
        case .none: outdatedRole = "\(roleID ?? "a role"), which is gone"
        case .standing(let id?) where id != roleID:
            outdatedRole = roleID.map { "\($0), made again as \(id)" } ?? "not noted; it is \(id)"
        case .standing: break
        }
    }
}
