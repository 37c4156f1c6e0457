import AWSResources
import Deployer
public import DeployerCLI

/// What every stage's file may say, and the stack's own settings beside it.
package struct StackSettings<Own: StageSettings>: StageSettings {
    /// Where the stage lives; nil leaves it to the environment or the profile.
    let region: String?
    /// The account that the stage belongs to; nil takes any.
    let account: String?
    /// The managed policy, by its ARN, that limits the roles which describe no boundary of their own; nil for none.
    let permissionsBoundary: String?
    /// The tags that everything of the stage carries.
    let tags: [String: String]
    /// The stack's own.
    package let own: Own

    package init(from reader: SettingsReader) throws {
        region = reader.optionalString("region", matching: "a region's name, as eu-west-1", Self.isRegion)
        account = reader.optionalString("account", matching: "an account's twelve digits, in quotes") {
            $0.count == 12 && $0.allSatisfy { $0.isASCII && $0.isNumber }
        }
        permissionsBoundary = reader.optionalString("permissionsBoundary", matching: ManagedPolicyARN.words) {
            ManagedPolicyARN($0) != nil
        }
        tags = reader.namedTexts(
            "tags", atMost: Owner.mostTags,
            named: "\(TextRule.tagKey.description), without aws: or deployer: at the start",
            { TextRule.tagKey.allows($0) && !TagKey.isReserved($0) }, each: TextRule.tagValue.description,
            TextRule.tagValue.allows)
        own = try Own(from: reader)
    }

    /// Whether a text looks like a region's name; which ones there are is AWS's to say.
    static func isRegion(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard text.utf8.count <= 40, parts.count >= 3, let number = parts.last, !number.isEmpty else { return false }
        return number.allSatisfy { $0.isASCII && $0.isNumber }
            && parts.dropLast().allSatisfy { part in
                !part.isEmpty && part.allSatisfy { $0.isASCII && $0.isLowercase }
            }
    }
}

/// Nobody said in which region the stage is.
struct NoRegion: Explainable {
    let file: String
    /// What keeps AWS's shared files from being read.
    let obstacles: [String]

    var explanation: Explanation {
        Explanation(
            "There is no region",
            why: (["\(file) names none, and neither do --region, AWS_REGION or the profile"] + obstacles)
                .joined(separator: "; ") + ".",
            advice: "Add \"region\" to \(file), as \"eu-west-1\".")
    }
}

/// One stage of a stack, as `prod` or `dev`: its name, and what its settings file says.
///
/// The stack's own settings are read as if they were the stage's: `stage.memoryMiB`.
@dynamicMemberLookup
public struct Stage<Settings: StageSettings>: Sendable {
    /// The stage's name, as `prod`.
    public let name: String
    /// What the stage's file says.
    public let settings: Settings

    /// A stage as the composition root or a test makes it.
    public init(name: String, settings: Settings) {
        self.name = name
        self.settings = settings
    }

    /// Whether this is `prod`, whose things have the names that are written in the program.
    public var isProduction: Bool { name == "prod" }

    /// A name of this stage's own: as written in `prod`, with `-<stage>` behind it in every other.
    public func named(_ name: String) -> String { isProduction ? name : "\(name)-\(self.name)" }

    /// A setting of the stage.
    public subscript<Value>(dynamicMember keyPath: KeyPath<Settings, Value>) -> Value { settings[keyPath: keyPath] }
}
