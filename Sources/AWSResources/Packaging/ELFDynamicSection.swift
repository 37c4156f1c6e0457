/// What the dynamic section of an ELF file asks of the loader: shared libraries by name, and whether it is a program.
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

    /// The shared libraries it asks for, in its own order.
    private(set) var needed: [String] = []
    /// Marked as a program rather than a library.
    private(set) var isProgram = false

    /// Reads the section that `segments` point at; an empty one where they point at none.
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
