import AWSResources
import AWSSigning
import Foundation

/// Builds executables fully static, checks them, and zips them, each code only once.
public actor Packager: CodePackager {
    /// The largest zip that Lambda accepts in a request.
    static let zipLimitBytes = 50 << 20

    private let packageRoot: String
    private let builds: Bool
    private let binaries: [String: String]
    private let localProcessor: String?
    private let environment: ChildEnvironment
    private let log: @Sendable (String) -> Void
    private var packages: [Code: Task<DeploymentPackage, any Error>] = [:]

    /// A packager for one package.
    ///
    /// - Parameters:
    ///   - packageRoot: the folder of the `Package.swift` whose executables are built.
    ///   - builds: whether code without one of the `binaries` is packed too, and executables are built.
    ///   - binaries: paths of binaries that replace the described code, by the function's name.
    ///   - localProcessor: this machine's processor, in Lambda's words, if a local AWS runs functions on it; nil for
    ///     AWS itself, which has both.
    ///   - environment: the program's own; a build gets what it needs of it, such as `PATH`, but not the login at AWS.
    ///   - log: gets each line of a build's progress.
    public init(
        packageRoot: String, builds: Bool = true, binaries: [String: String] = [:], localProcessor: String? = nil,
        environment: [String: String] = [:], log: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.packageRoot = packageRoot
        self.builds = builds
        self.binaries = binaries
        self.localProcessor = localProcessor
        self.environment = ChildEnvironment(of: environment)
        self.log = log
    }

    /// A packager that never builds or reads anything: for commands that only read the existing state.
    public init() { self.init(packageRoot: "", builds: false) }

    /// Whether it packs the code of the function with that name.
    ///
    /// Code that it does not pack is not described, so it is not compared.
    public nonisolated func packs(_ function: String) -> Bool { builds || binaries[function] != nil }

    /// The code of the function with that name: the binary given for it, or else the described code.
    public nonisolated func code(_ described: Code, of function: String) -> Code {
        binaries[function].map { .binary(path: $0) } ?? described
    }

    /// Refuses an existing binary that cannot run; code that is not built yet is not checked.
    ///
    /// - Throws: ``/AWSResources/PackageError``.
    nonisolated func check(_ described: Code, of function: String) throws {
        guard packs(function), case .binary(let path) = code(described, of: function) else { return }
        _ = try read(path)
    }

    /// The zip with the code of the function with that name.
    ///
    /// - Throws: ``/AWSResources/PackageError``, also if it packs no code of this function; `CancellationError`.
    public func package(_ described: Code, of function: String) async throws -> DeploymentPackage {
        guard packs(function) else {
            throw PackageError(
                described.subject, reason: "This command packs no code.",
                advice: "Use a command that plans or deploys.")
        }
        return try await package(code(described, of: function))
    }

    /// The zip of `code`, made only once.
    ///
    /// - Throws: ``/AWSResources/PackageError`` if it cannot be built, read, or run by Lambda. `CancellationError` if the task was
    ///   cancelled; a running build is then ended.
    func package(_ code: Code) async throws -> DeploymentPackage {
        let task = packages[code] ?? Task { try await make(code) }
        packages[code] = task
        do {
            return try await withTaskCancellationHandler {
                try await task.value
            } onCancel: {
                task.cancel()
            }
        } catch is CancellationError {
            // A cancelled build says nothing about the code: the next call may pack it.
            packages[code] = nil
            throw CancellationError()
        }
    }

    private func make(_ code: Code) async throws -> DeploymentPackage {
        if case .binary(let path) = code { return try pack(path) }
        let path = try await SwiftBuild(
            packageRoot: packageRoot, product: code.subject, environment: environment
        ).run(log: log)
        try Task.checkCancellation()
        return try pack(path)
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
        let files = try ResourceBundles.files(of: path, limitBytes: BinaryCheck.unpackedLimitBytes - bytes.count)
        let zip: Data
        do throws(ZipError) {
            zip = try ZipArchive.bootstrap(bytes, files: files)
        } catch {
            throw PackageError(path, reason: "It cannot be zipped: \(error.reason).", advice: "Free some memory.")
        }
        guard zip.count <= Self.zipLimitBytes else {
            let resources = files.isEmpty ? "" : " with its \(files.count) files of resources"
            throw PackageError(
                path,
                reason: "Zipped it has \(zip.count >> 20) MiB\(resources); Lambda takes at most "
                    + "\(Self.zipLimitBytes >> 20) MiB.",
                advice: files.isEmpty
                    ? "Build it in release mode and strip it (`-Xlinker -s`)."
                    : "Take out what the function does not read, or keep it in S3.")
        }
        let sha256 = Data(SHA256.digest(of: [UInt8](zip))).base64EncodedString()
        return DeploymentPackage(zip: zip, sha256: sha256, architecture: architecture)
    }
}
