/// The header of a Linux binary: its processor, and what it needs to run.
///
/// Parsing is a pure function over untrusted bytes: every offset is checked, nothing traps, and invalid data is an
/// ``ELFError``. The format is that of the System V ABI and `elf(5)`.
package struct ELFImage: Sendable, Equatable {
    /// The kind of object file (`e_type`).
    enum Kind: Sendable, Equatable {
        /// A program at fixed addresses (`ET_EXEC`).
        case program
        /// A program that can be loaded anywhere (`ET_DYN` with an interpreter or marked as a program).
        case positionIndependentProgram
        /// Code for other programs to load (`ET_DYN` without either).
        case sharedLibrary
        /// Anything else: a relocatable object (`ET_REL`), a core dump (`ET_CORE`).
        case other(UInt16)
    }

    /// The kind of object file.
    let kind: Kind
    /// The processor (`e_machine`), such as 62 for x86-64.
    let machine: UInt16
    /// The dynamic loader that it needs (`PT_INTERP`); nil for none.
    let interpreter: String?
    /// The shared libraries that it needs (`DT_NEEDED`), in its own order.
    let needed: [String]

    /// Parses the headers of `bytes`.
    package init(_ bytes: [UInt8]) throws(ELFError) {
        let reader = ByteReader(bytes)
        guard reader.bytes(at: 0, count: 4) == [0x7F, 0x45, 0x4C, 0x46] else { throw .notELF }
        guard let width = reader.byte(at: 4), let order = reader.byte(at: 5) else { throw .truncated("identification") }
        guard width == 2 else { throw width == 1 ? .thirtyTwoBit : .malformed("class \(width)") }
        guard order == 1 else { throw order == 2 ? .bigEndian : .malformed("byte order \(order)") }
        guard let type = reader.uint16(at: 16), let machine = reader.uint16(at: 18) else { throw .truncated("header") }
        let segments = try Segment.all(in: reader)
        self.machine = machine
        interpreter = try Self.interpreter(of: segments, in: reader)
        let dynamic = try DynamicSection(of: segments, in: reader)
        needed = dynamic.needed
        switch type {
        case 2: kind = .program
        case 3: kind = interpreter != nil || dynamic.isProgram ? .positionIndependentProgram : .sharedLibrary
        default: kind = .other(type)
        }
    }

    private static func interpreter(of segments: [Segment], in reader: ByteReader) throws(ELFError) -> String? {
        guard let segment = segments.first(where: { $0.type == Segment.interpreterType }) else { return nil }
        guard let text = reader.text(at: segment.offset, atMost: segment.fileSize) else {
            throw .truncated("PT_INTERP")
        }
        return text
    }
}
