import AWSResources
import Foundation

/// Reads a function's binary and refuses, with the reason, one that Lambda cannot run.
package enum BinaryCheck {
    /// The most bytes of an unpacked function, by Lambda's quota.
    static let unpackedLimitBytes = 250 << 20
    /// How to build a binary that Lambda can run.
    static let howToBuild =
        "Build it fully static for Linux (`swift build -c release -Xswiftc -static-executable`, or the Static Linux SDK)."

    /// The bytes of the file at `path`, and its processor in Lambda's words, after all checks.
    static func read(_ path: String) throws -> (bytes: [UInt8], architecture: String) {
        let manager = FileManager.default
        let resolved = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        guard let attributes = try? manager.attributesOfItem(atPath: resolved) else {
            throw PackageError(path, reason: "There is no such file.", advice: "Give the path of a built binary.")
        }
        let type = attributes[.type] as? FileAttributeType
        guard type != .typeDirectory else {
            throw PackageError(path, reason: "It is a folder.", advice: "Give the path of the binary inside it.")
        }
        guard type == .typeRegular else {
            throw PackageError(path, reason: "It is not a regular file.", advice: "Give the path of a built binary.")
        }
        let size = (attributes[.size] as? NSNumber)?.intValue ?? 0
        guard size > 0 else { throw PackageError(path, reason: "It is empty.", advice: "Build it again.") }
        guard size <= unpackedLimitBytes else {
            throw PackageError(
                path, reason: "It has \(size >> 20) MiB; Lambda takes at most \(unpackedLimitBytes >> 20) MiB.",
                advice: "Build it in release mode and strip it (`-Xlinker -s`).")
        }
        guard manager.isReadableFile(atPath: resolved), let data = manager.contents(atPath: resolved) else {
            throw PackageError(
                path, reason: "It cannot be read.", advice: "Give its owner's permission: `chmod u+r \(path)`.")
        }
        let bytes = Array(data)
        let architecture = try architecture(of: bytes, path: path)
        // The mode and not access(2), which lets root run files that have no run bit.
        let mode = (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0
        guard mode & 0o111 != 0 else {
            throw PackageError(
                path, reason: "It may not be run: its run bit is not set.", advice: "Set it: `chmod +x \(path)`.")
        }
        return (bytes, architecture)
    }

    /// The processor of the binary `bytes`, in Lambda's words.
    ///
    /// - Throws: ``/AWSResources/PackageError`` if Lambda cannot run it.
    package static func architecture(of bytes: [UInt8], path: String) throws(PackageError) -> String {
        let image: ELFImage
        do {
            image = try ELFImage(bytes)
        } catch {
            throw refusal(of: error, path: path)
        }
        let architecture: String
        switch image.machine {
        case 62: architecture = "x86_64"
        case 183: architecture = "arm64"
        default:
            throw PackageError(
                path, reason: "It is for another processor (ELF machine \(machineName(image.machine))).",
                advice: "Build it for x86_64 or arm64, which are what Lambda has.")
        }
        switch image.kind {
        case .program, .positionIndependentProgram: break
        case .sharedLibrary:
            throw PackageError(
                path, reason: "It is a shared library, not a program.", advice: "Give the path of the program.")
        case .other(let type):
            throw PackageError(
                path, reason: "It is an object file (ELF type \(type)), not a program.",
                advice: "Give the path of the linked program.")
        }
        guard image.needed.isEmpty else {
            throw PackageError(
                path, reason: "It needs shared libraries: \(image.needed.joined(separator: ", ")).", advice: howToBuild)
        }
        if let interpreter = image.interpreter {
            throw PackageError(
                path, reason: "It needs shared libraries: it asks for the loader \(interpreter).", advice: howToBuild)
        }
        return architecture
    }

    private static func refusal(of error: ELFError, path: String) -> PackageError {
        switch error {
        case .notELF:
            PackageError(path, reason: "It is not a Linux binary (no ELF header).", advice: howToBuild)
        case .thirtyTwoBit:
            PackageError(path, reason: "It is a 32-bit binary.", advice: "Build it for x86_64 or arm64.")
        case .bigEndian:
            PackageError(
                path, reason: "It is for a big-endian processor.", advice: "Build it for x86_64 or arm64.")
        case .truncated(let part):
            PackageError(path, reason: "It is cut short: its \(part) is incomplete.", advice: "Build or copy it again.")
        case .malformed(let part):
            PackageError(path, reason: "It is damaged: \(part).", advice: "Build or copy it again.")
        }
    }

    /// The names of processors that people may build for by mistake.
    private static func machineName(_ machine: UInt16) -> String {
        switch machine {
        case 3: "3, x86"
        case 21: "21, PowerPC"
        case 22: "22, S/390"
        case 40: "40, 32-bit ARM"
        case 243: "243, RISC-V"
        default: "\(machine)"
        }
    }
}
