import AWSResources
import DeployerCLI
import Foundation
import HostSystem

/// One run of `swift build` for a fully static executable, as Lambda needs it.
struct SwiftBuild: Sendable {
    /// How many of the last lines of a failed build are shown.
    private static let shownLines = 20
    /// The time that it has to end its compilers after Ctrl-C: less than this process waits for it.
    private static let endingTime = Duration.milliseconds(300)
    /// More than any build writes.
    private static let largestOutputBytes = 256 << 20

    /// The folder of the `Package.swift`.
    let packageRoot: String
    /// The executable product.
    let product: String
    /// The environment for the build.
    let environment: ChildEnvironment

    /// Separate from the package's own build, which has other debug files and its own lock.
    private var scratchPath: String { packageRoot + "/.build/lambda" }

    /// The command to run.
    ///
    /// Two builds of the same sources are byte-identical, in any folder: they have no debug information, and not the
    /// hash of paths and flags that the compiler otherwise writes into each object file for incremental builds.
    ///
    /// They have no index of their stack frames (`.eh_frame_hdr`), 0.1 MB of the zip: a fully static program registers
    /// the frames themselves when it starts, so what throws in C++ is caught without it.
    var arguments: [String] {
        [
            "swift", "build", "-c", "release", "--product", product, "--package-path", packageRoot,
            "--scratch-path", scratchPath, "-Xswiftc", "-static-executable", "-Xlinker", "-s",
            "-Xlinker", "--no-eh-frame-hdr", "-Xswiftc", "-Xfrontend", "-Xswiftc", "-disable-incremental-llvm-codegen",
            "-debug-info-format", "none",
        ]
    }

    /// Builds the executable and returns the path of the binary.
    ///
    /// - Throws: ``/AWSResources/PackageError`` with the build's last lines if it fails.
    func run(log: @escaping @Sendable (String) -> Void) async throws -> String {
        #if !os(Linux)
            throw PackageError(
                product, reason: "A fully static Linux binary cannot be built on this system.",
                advice: "Build it on Linux and name it with `--function`.")
        #else
            guard FileManager.default.fileExists(atPath: packageRoot + "/Package.swift") else {
                throw PackageError(
                    product, reason: "There is no Package.swift in \(packageRoot).",
                    advice: "Run the command in the package's folder, or name a binary with `--function`.")
            }
            log("Building \(product), fully static…")
            let result = try await command.run { line in
                // Show only the steps that take time. The rest matters only if the build fails: the static linker
                // always warns of glibc's name resolution.
                if line.hasPrefix("["), line.contains("Compiling") || line.contains("Linking") { log("  " + line) }
            }
            switch result {
            case .ended(0, _, _): return "\(scratchPath)/release/\(product)"
            case .ended(let status, let output, _): throw failed("failed (status \(status))", output)
            case .endedByForce: throw failed("wrote without end", Data())
            case .notStarted(let reason):
                throw PackageError(
                    product, reason: "`swift` cannot be started: \(reason).",
                    advice: "Install Swift and put it on the PATH, or name a binary with `--function`.")
            }
        #endif
    }

    private var command: ChildCommand {
        var command = ChildCommand(words: arguments, environment: environment.variables)
        command.folder = packageRoot
        command.mergesErrors = true
        command.endingTime = Self.endingTime
        command.largestOutputBytes = Self.largestOutputBytes
        return command
    }

    private func failed(_ what: String, _ output: Data) -> PackageError {
        let lines = String(decoding: output, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        let text = (lines.last == "" ? lines.dropLast() : lines[...]).suffix(Self.shownLines).joined(separator: "\n")
        return PackageError(
            product, reason: "`swift build` \(what); its last lines:\n\(text)\n",
            advice: "Mend what it names; by hand: `\(arguments.joined(separator: " "))`")
    }
}
