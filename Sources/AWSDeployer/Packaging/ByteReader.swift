/// Reads little-endian numbers and text from bytes; every read is checked against the end.
struct ByteReader: Sendable {
    private let all: [UInt8]

    /// A reader of `bytes`.
    init(_ bytes: [UInt8]) { all = bytes }

    /// Exactly `count` bytes from `offset` on; nil if the bytes end before.
    func bytes(at offset: UInt64, count: UInt64) -> ArraySlice<UInt8>? {
        let size = UInt64(all.count)
        guard offset <= size, count <= size - offset else { return nil }
        return all[Int(offset)..<Int(offset + count)]
    }

    /// One byte.
    func byte(at offset: UInt64) -> UInt8? { bytes(at: offset, count: 1)?.first }

    /// Two bytes as a number.
    func uint16(at offset: UInt64) -> UInt16? { number(at: offset, count: 2).map { UInt16(truncatingIfNeeded: $0) } }

    /// Four bytes as a number.
    func uint32(at offset: UInt64) -> UInt32? { number(at: offset, count: 4).map { UInt32(truncatingIfNeeded: $0) } }

    /// Eight bytes as a number.
    func uint64(at offset: UInt64) -> UInt64? { number(at: offset, count: 8) }

    /// The text from `offset` up to its zero byte, which must come within `limit` bytes and before the end.
    func text(at offset: UInt64, atMost limit: UInt64) -> String? {
        let size = UInt64(all.count)
        guard offset < size else { return nil }
        let window = all[Int(offset)..<Int(offset + min(limit, size - offset))]
        guard let end = window.firstIndex(of: 0) else { return nil }
        return String(decoding: window[..<end], as: UTF8.self)
    }

    private func number(at offset: UInt64, count: UInt64) -> UInt64? {
        bytes(at: offset, count: count)?.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
}
