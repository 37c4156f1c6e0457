import Foundation
import HostSystem

/// Keys that a program prints, which a profile names (`credential_process`).
///
/// <https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html>. The command runs without a
/// shell. Errors never repeat the program's output, only its standard error.
struct ProcessCredentials: CredentialProvider {
    /// As in the SDK for Go; at a terminal there is no timeout, since a person needs time and has Ctrl-C.
    static let timeoutWithoutTerminal = Duration.seconds(60)

    var name: String { "profile \(profile.name)" }
    let profile: Profile
    let context: ProviderContext

    func credentials() async throws -> CredentialLookup {
        guard let command = profile.value("credential_process") else {
            return .notConfigured("it has no credential_process")
        }
        guard let words = ShellWords.split(command), let program = words.first else {
            throw broken("has a quotation that is not closed, or names no program")
        }
        let output = try await output(of: words, program)
        guard let document = CredentialDocument(output) else { throw broken("printed no JSON object of keys") }
        guard document.version == 1 else { throw broken("printed a Version that is not 1") }
        do {
            return .found(try document.credentials(from: "\(name): credential_process \(program)"))
        } catch let error as BrokenCredentials {
            throw broken("did not print what is needed: \(error.reason)")
        }
    }

    private func output(of words: [String], _ program: String) async throws -> Data {
        var command = ChildCommand(words: words, environment: context.environment)
        command.terminal = context.terminal
        switch try await context.run(command, context.terminal == nil ? Self.timeoutWithoutTerminal : nil) {
        case .ended(0, let output, _): return output
        case .ended(let status, _, let errors):
            let complaint = Self.line(errors)
            throw broken("ended with status \(status)" + (complaint.isEmpty ? "" : ": \(complaint)"))
        case .endedByForce:
            let tooSlow = context.terminal == nil ? "ran longer than a minute, or " : ""
            throw broken("was ended: it \(tooSlow)wrote without end")
        case .notStarted(let reason): throw broken("could not be started (\(program)): \(reason)")
        }
    }

    private func broken(_ reason: String) -> BrokenCredentials { BrokenCredentials("its credential_process \(reason)") }

    /// The end of a program's standard error, on one line and without control characters.
    private static func line(_ data: Data) -> String {
        let words = String(decoding: data, as: UTF8.self).split { $0.isWhitespace }
        let text = words.joined(separator: " ").unicodeScalars.filter { !$0.properties.generalCategory.isControl }
        return String(String(String.UnicodeScalarView(text)).suffix(400))
    }
}

extension Unicode.GeneralCategory {
    fileprivate var isControl: Bool { self == .control || self == .format }
}
