/// Why bytes are not a binary that can be read.
enum ELFError: Error, Sendable, Equatable {
    /// They do not begin as an ELF file does.
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
    /// `p_offset`: where it begins in the file.
    let offset: UInt64
    /// `p_vaddr`: where it begins in memory.
    let address: UInt64
    /// `p_filesz`: how many bytes of it stand in the file.
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

    /// Where in the file the memory address `address` stands; nil where this segment does not hold it.
    func fileOffset(of address: UInt64) -> UInt64? {
        guard type == Self.loadType, address >= self.address, address - self.address < fileSize else { return nil }
        let (offset, overflow) = self.offset.addingReportingOverflow(address - self.address)
        return overflow ? nil : offset
    }
}
