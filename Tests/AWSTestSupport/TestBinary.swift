import Foundation
import HostTestSupport

/// Small Linux binaries, built for tests by the toolchain's own C compiler.
enum TestBinary {
    /// A program or library with one function; it has kilobytes, not megabytes.
    enum Kind: String, CaseIterable, Sendable {
        case staticProgram, staticPositionIndependent, dynamicProgram, sharedLibrary, object

        fileprivate var flags: [String] {
            switch self {
            case .staticProgram: ["-static", "-no-pie", "-nostdlib", "-nostartfiles"]
            case .staticPositionIndependent: ["-static-pie", "-fPIE", "-nostdlib", "-nostartfiles"]
            case .dynamicProgram: ["-nostartfiles", "-Wl,--no-as-needed", "-lm", "-lc"]
            case .sharedLibrary: ["-shared", "-fPIC", "-nostdlib"]
            case .object: ["-c"]
            }
        }
    }

    /// Writes it into `folder` and returns its path.
    static func make(_ kind: Kind, in folder: TemporaryFolder, name: String? = nil) async throws -> String {
        try folder.write(try await bytes(kind), as: name ?? kind.rawValue)
    }

    /// Its bytes.
    static func bytes(_ kind: Kind) async throws -> [UInt8] { try await compiled.bytes(of: kind) }

    private static let compiled = Compiled()

    /// Compiles each kind only once: hundreds of tests need one.
    private actor Compiled {
        private var tasks: [Kind: Task<[UInt8], any Error>] = [:]

        func bytes(of kind: Kind) async throws -> [UInt8] {
            let task = tasks[kind] ?? Task { try await TestBinary.compile(kind) }
            tasks[kind] = task
            return try await task.value
        }
    }

    private static func compile(_ kind: Kind) async throws -> [UInt8] {
        let folder = try TemporaryFolder()
        let source = folder.path("source.c")
        try Data("void _start(void) { for (;;) {} }\n".utf8).write(to: URL(fileURLWithPath: source))
        let path = folder.path(kind.rawValue)
        let arguments = ["clang", "-fuse-ld=lld", "-O1", source, "-o", path] + kind.flags
        try await run(arguments)
        return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    }
}
