import Foundation
import Testing

@testable import Deployer
@testable import DeployerCLI

/// What a command wrote with `--json`.
enum JSONLines {
    /// The object of each line.
    static func read(_ text: String) throws -> [[String: Any]] {
        try text.split(separator: "\n").map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
    }

    /// The last object, which is the only one of most commands.
    static func last(_ text: String) throws -> [String: Any] { try #require(try read(text).last) }

    /// The event of each line.
    static func events(_ text: String) throws -> [String] { try read(text).compactMap { $0["event"] as? String } }
}
