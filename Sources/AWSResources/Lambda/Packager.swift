public import Foundation

/// What a function runs: a program of this package, built when it is needed, or a binary that is there already.
public enum Code: Sendable, Hashable {
    /// An executable product of the package that describes the stack.
    case executable(String)
    /// A file on this machine.
    case binary(path: String)
}

/// A function's zip with what is known of it.
public struct DeploymentPackage: Sendable, Equatable {
    /// The zip's bytes; they depend on its content alone.
    public let zip: Data
    /// SHA-256 of the zip in base64, which is how Lambda names a code.
    public let sha256: String
    /// The processor the binary is for, in Lambda's words: `x86_64` or `arm64`.
    public let architecture: String
}

/// Builds executables fully static, checks them, and zips them; each code once, however many ask.
public actor Packager {
    /// The zip of `code`.
    public func package(_ code: Code) async throws -> DeploymentPackage { fatalError("to be written") }
}
