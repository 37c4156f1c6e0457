import AWSSigning
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
    /// The largest zip that Lambda takes in a request.
    static let zipLimitBytes = 50 << 20

    /// Whether it packs anything.
    ///
    /// One that does not leaves a function's code undescribed, so that it is not compared.
    public nonisolated let packs: Bool

    private let packageRoot: String
    private let override: String?
    private let localProcessor: String?
    private let log: @Sendable (String) -> Void
    private var packages: [Code: Task<DeploymentPackage, any Error>] = [:]

    /// A packager for one package.
    ///
    /// - Parameters:
    ///   - packageRoot: the folder of the `Package.swift` whose executables are built.
    ///   - override: the path of a binary that stands in for every executable; nil builds them.
    ///   - localProcessor: this machine's, in Lambda's words, where a local AWS runs functions on it; nil for AWS itself,
    ///     which has both.
    ///   - log: takes each line of a build's progress.
    public init(
        packageRoot: String, override: String?, localProcessor: String? = nil,
        log: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        packs = true
        self.packageRoot = packageRoot
        self.override = override
        self.localProcessor = localProcessor
        self.log = log
    }

    /// A packager that never builds or reads anything: for looking at what stands.
    public init() {
        packs = false
        packageRoot = ""
        override = nil
        localProcessor = nil
        log = { _ in }
    }

    /// Refuses a binary that is there already and that could not run; what has yet to be built is not looked at.
    ///
    /// - Throws: ``PackageError``.
    nonisolated func check(_ code: Code) throws {
        guard packs, let path = path(of: code) else { return }
        _ = try read(path)
    }

    /// The zip of `code`.
    ///
    /// - Throws: ``PackageError`` where it cannot be built, read, or run by Lambda. `CancellationError` where the task was
    ///   cancelled; a build under way is then ended.
    public func package(_ code: Code) async throws -> DeploymentPackage {
        let task = packages[code] ?? Task { try await make(code) }
        packages[code] = task
        do {
            return try await withTaskCancellationHandler {
                try await task.value
            } onCancel: {
                task.cancel()
            }
        } catch is CancellationError {
            // What was broken off says nothing of the code: the next one to ask may have it packed.
            packages[code] = nil
            throw CancellationError()
        }
    }

    private func make(_ code: Code) async throws -> DeploymentPackage {
        guard packs else {
            throw PackageError(
                code.subject, reason: "This command packs no code.", advice: "Use a command that plans or deploys.")
        }
        if let path = path(of: code) { return try pack(path) }
        let path = try await SwiftBuild(packageRoot: packageRoot, product: code.subject).run(log: log)
        try Task.checkCancellation()
        return try pack(path)
    }

    /// The path of a binary that is there already; nil for one that is to be built.
    private nonisolated func path(of code: Code) -> String? {
        if case .binary(let path) = code { path } else { override }
    }

    private nonisolated func read(_ path: String) throws -> (bytes: [UInt8], architecture: String) {
        let (bytes, architecture) = try BinaryCheck.read(path)
        guard architecture == localProcessor ?? architecture else {
            throw PackageError(
                path, reason: "It is for another processor, \(architecture).",
                advice: "The local AWS runs functions on this machine: build it for \(localProcessor ?? "").")
        }
        return (bytes, architecture)
    }

    private nonisolated func pack(_ path: String) throws -> DeploymentPackage {
        let (bytes, architecture) = try read(path)
        let zip: Data
        do throws(ZipError) {
            zip = try ZipArchive.bootstrap(bytes)
        } catch {
            throw PackageError(path, reason: "It cannot be zipped: \(error.reason).", advice: "Free some memory.")
        }
        guard zip.count <= Self.zipLimitBytes else {
            throw PackageError(
                path,
                reason: "Zipped it has \(zip.count >> 20) MiB; Lambda takes at most \(Self.zipLimitBytes >> 20) MiB.",
                advice: "Build it in release mode and strip it (`-Xlinker -s`).")
        }
        let sha256 = Data(SHA256.digest(of: [UInt8](zip))).base64EncodedString()
        return DeploymentPackage(zip: zip, sha256: sha256, architecture: architecture)
    }
}

extension Code {
    /// The product's name or the file's path.
    var subject: String {
        switch self {
        case .executable(let product): product
        case .binary(let path): path
        }
    }
}
