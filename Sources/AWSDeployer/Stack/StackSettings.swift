import AWSResources
import Deployer
import DeployerCLI

/// The common settings of every stage's file, and the stack's own.
package struct StackSettings<Own: StageSettings>: StageSettings {
    /// The stage's region; nil leaves it to the environment or the profile.
    let region: String?
    /// The stage's account; nil accepts any.
    let account: String?
    /// The managed policy, by its ARN, that limits every role without a described boundary; nil for none.
    let permissionsBoundary: String?
    /// The tags of all resources of the stage.
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

    /// Whether a text looks like a region's name; only AWS knows which regions exist.
    static func isRegion(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard text.utf8.count <= 40, parts.count >= 3, let number = parts.last, !number.isEmpty else { return false }
        return number.allSatisfy { $0.isASCII && $0.isNumber }
            && parts.dropLast().allSatisfy { part in
                !part.isEmpty && part.allSatisfy { $0.isASCII && $0.isLowercase }
            }
    }
}

/// Neither the settings nor the command name a region.
struct NoRegion: Explainable {
    let file: String
    let exists: Bool
    /// What prevents reading AWS's shared files.
    let obstacles: [String]

    private var inSettings: String { "\(file) names none, and neither do --region, AWS_REGION or the profile" }

    var explanation: Explanation {
        Explanation(
            "There is no region",
            why: ([exists ? inSettings : "Neither --region nor AWS_REGION nor the profile names one"] + obstacles)
                .joined(separator: "; ") + ".",
            advice: exists
                ? "Add \"region\" to \(file), as \"eu-west-1\"."
                : "Set AWS_REGION or give --region; or write it into \(file), as {\"region\": \"eu-west-1\"}.")
    }
}
