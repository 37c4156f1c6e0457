import Foundation

/// The smallest file that passes for a static x86-64 program: an ELF header and one segment; deleted with this object.
final class SmallBinary: Sendable {
    private let path = FileManager.default.temporaryDirectory.appending(path: "test-\(UUID().uuidString)")
        .path(percentEncoded: false)

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Writes the file; returns its path.
    func write() throws -> String {
        var bytes = [UInt8](repeating: 0, count: 120)
        // Elf64_Ehdr: class, byte order, version; type ET_EXEC, machine EM_X86_64; one program header after the header.
        bytes.replaceSubrange(0..<7, with: [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1])
        for (offset, value) in [(16, 2), (18, 62), (20, 1), (32, 64), (52, 64), (54, 56), (56, 1)] {
            bytes[offset] = UInt8(value)
        }
        // Elf64_Phdr: PT_LOAD, all of the file.
        for (offset, value) in [(64, 1), (96, 120), (104, 120)] { bytes[offset] = UInt8(value) }
        try Data(bytes).write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        return path
    }
}
