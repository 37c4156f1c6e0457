/// The dynamic section of an ELF file: the shared libraries that it needs, and whether it is a program.
struct DynamicSection: Sendable, Equatable {
    // Tags of `Elf64_Dyn`, from `elf.h`.
    private static let end: UInt64 = 0
    private static let neededTag: UInt64 = 1
    private static let stringTableTag: UInt64 = 5
    private static let flags1Tag: UInt64 = 0x6FFF_FFFB
    /// `DF_1_PIE`: linkers set it on a position-independent program, static ones too, and never on a library.
    private static let programFlag: UInt64 = 0x0800_0000
    /// The size of one entry.
    private static let entrySize: UInt64 = 16

    /// The shared libraries that it needs, in its own order.
    private(set) var needed: [String] = []
    /// Whether it is marked as a program and not a library.
    private(set) var isProgram = false

    /// Reads the section from `segments`; it stays empty if they have none.
    init(of segments: [Segment], in reader: ByteReader) throws(ELFError) {
        guard let dynamic = segments.first(where: { $0.type == Segment.dynamicType }) else { return }
        guard reader.bytes(at: dynamic.offset, count: dynamic.fileSize) != nil else { throw .truncated("PT_DYNAMIC") }
        var names: [UInt64] = []
        var stringTable: UInt64?
        for index in 0..<(dynamic.fileSize / Self.entrySize) {
            let start = dynamic.offset + index * Self.entrySize
            guard let tag = reader.uint64(at: start), let value = reader.uint64(at: start + 8) else { break }
            if tag == Self.end { break }
            switch tag {
            case Self.neededTag: names.append(value)
            case Self.stringTableTag: stringTable = value
            case Self.flags1Tag: isProgram = value & Self.programFlag != 0
            default: break
            }
        }
        guard !names.isEmpty else { return }
        guard let stringTable, let table = segments.lazy.compactMap({ $0.fileOffset(of: stringTable) }).first else {
            throw .malformed("no string table for the names of shared libraries")
        }
        needed = try names.map { name throws(ELFError) in
            let (start, overflow) = table.addingReportingOverflow(name)
            guard !overflow, let text = reader.text(at: start, atMost: 4096) else { throw .truncated("DT_NEEDED") }
            return text
        }
    }
}

/// Why bytes are not a readable binary.
package enum ELFError: Error, Sendable, Equatable {
    /// The bytes do not start like an ELF file.
    case notELF
    /// It is for a 32-bit processor.
    case thirtyTwoBit
    /// It is for a big-endian processor.
    case bigEndian
    /// It ends before the named part does.
    case truncated(String)
    /// The named part makes no sense.
    case malformed(String)
}

/// An entry of the program header table: one part of the file and where it goes in memory.
struct Segment: Sendable, Equatable {
    static let loadType: UInt32 = 1
    static let dynamicType: UInt32 = 2
    static let interpreterType: UInt32 = 3
    /// The size of one entry in a 64-bit file (`Elf64_Phdr`).
    private static let entrySize: UInt64 = 56

    /// `p_type`.
    let type: UInt32
    /// `p_offset`: its start in the file.
    let offset: UInt64
    /// `p_vaddr`: its start in memory.
    let address: UInt64
    /// `p_filesz`: its size in the file, in bytes.
    let fileSize: UInt64

    /// The program header table.
    static func all(in reader: ByteReader) throws(ELFError) -> [Segment] {
        guard let table = reader.uint64(at: 32), let size = reader.uint16(at: 54), let count = reader.uint16(at: 56)
        else { throw .truncated("header") }
        guard count > 0 else { return [] }
        guard size == entrySize else { throw .malformed("program headers of \(size) bytes") }
        var segments: [Segment] = []
        for index in 0..<UInt64(count) {
            let (start, overflow) = table.addingReportingOverflow(index * entrySize)
            guard !overflow, reader.bytes(at: start, count: entrySize) != nil,
                let type = reader.uint32(at: start), let offset = reader.uint64(at: start + 8),
                let address = reader.uint64(at: start + 16), let fileSize = reader.uint64(at: start + 32)
            else { throw .truncated("program headers") }
            segments.append(Segment(type: type, offset: offset, address: address, fileSize: fileSize))
        }
        return segments
    }

    /// The file offset of a memory address; nil if it is not in this segment.
    func fileOffset(of address: UInt64) -> UInt64? {
        guard type == Self.loadType, address >= self.address, address - self.address < fileSize else { return nil }
        let (offset, overflow) = self.offset.addingReportingOverflow(address - self.address)
        return overflow ? nil : offset
    }
}
