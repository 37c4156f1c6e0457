@testable import FunctionRuntime

/// A connection that follows a script and records what was written to it.
final class ScriptedStream: ByteStream {
    /// What happens when the code under test reads.
    enum Reading {
        case bytes(String)
        case end
        case failure(String)
    }

    var readings: [Reading]
    /// What is read repeatedly after the script; nil for a failure.
    var endless: String?
    /// Called before each read and each write, for example to move a clock.
    var beforeRead: () -> Void = {}
    var beforeWrite: () -> Void = {}
    private(set) var readCount = 0
    /// How many bytes are accepted until writing fails; nil for all.
    var writeLimit: Int?
    var idle = true
    private(set) var written: [UInt8] = []
    private(set) var isClosed = false

    /// How many bytes are accepted at once.
    private let pieces: Int

    init(_ readings: [Reading], writeLimit: Int? = nil, pieces: Int = .max) {
        self.readings = readings
        self.pieces = pieces
        self.writeLimit = writeLimit
    }

    var writtenText: String { String(decoding: written, as: UTF8.self) }

    func read(upTo limit: Int, by deadline: Deadline) throws(StreamError) -> [UInt8] {
        beforeRead()
        readCount += 1
        guard !readings.isEmpty else {
            if let endless { return Array(endless.utf8) }
            throw StreamError(reason: "the script has ended")
        }
        switch readings.removeFirst() {
        case .bytes(let text): return Array(text.utf8)
        case .end: return []
        case .failure(let reason): throw StreamError(reason: reason)
        }
    }

    func write(_ bytes: ArraySlice<UInt8>, by deadline: Deadline) throws(StreamError) -> Int {
        beforeWrite()
        let room = writeLimit.map { $0 - written.count } ?? bytes.count
        guard room > 0 else { throw StreamError(reason: "Broken pipe") }
        let taken = bytes.prefix(min(room, pieces))
        written += taken
        return taken.count
    }

    func isIdle() -> Bool { idle && !isClosed }

    func close() { isClosed = true }
}
