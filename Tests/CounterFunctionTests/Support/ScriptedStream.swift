@testable import CounterFunction

/// A connection that plays a script and keeps what was written to it.
final class ScriptedStream: ByteStream {
    /// What happens when the code under test reads.
    enum Reading {
        case bytes(String)
        case end
        case failure(String)
    }

    var readings: [Reading]
    /// How many bytes are taken until writing fails; nil for all.
    var writeLimit: Int?
    var idle = true
    private(set) var written: [UInt8] = []
    private(set) var isClosed = false

    init(_ readings: [Reading], writeLimit: Int? = nil) {
        self.readings = readings
        self.writeLimit = writeLimit
    }

    var writtenText: String { String(decoding: written, as: UTF8.self) }

    func read(upTo limit: Int, by deadline: Deadline) throws(StreamError) -> [UInt8] {
        guard !readings.isEmpty else { throw StreamError(reason: "the script has ended") }
        switch readings.removeFirst() {
        case .bytes(let text): return Array(text.utf8)
        case .end: return []
        case .failure(let reason): throw StreamError(reason: reason)
        }
    }

    func write(_ bytes: ArraySlice<UInt8>, by deadline: Deadline) throws(StreamError) -> Int {
        let room = writeLimit.map { $0 - written.count } ?? bytes.count
        guard room > 0 else { throw StreamError(reason: "Broken pipe") }
        let taken = bytes.prefix(room)
        written += taken
        return taken.count
    }

    func isIdle() -> Bool { idle && !isClosed }

    func close() { isClosed = true }
}
