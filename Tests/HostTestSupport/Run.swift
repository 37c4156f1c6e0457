import Foundation
import HostSystem

/// Runs a program with the test's own environment, and returns its output.
///
/// - Throws: ``ProgramFailed`` unless it ends with status 0.
@discardableResult
package func run(_ words: [String]) async throws -> String {
    var command = ChildCommand(words: words, environment: ProcessInfo.processInfo.environment)
    command.mergesErrors = true
    let result = try await command.run()
    guard case .ended(0, let output, _) = result else { throw ProgramFailed(result: result) }
    return String(decoding: output, as: UTF8.self)
}

/// A program of a test failed.
package struct ProgramFailed: Error {
    let result: CommandResult
}
