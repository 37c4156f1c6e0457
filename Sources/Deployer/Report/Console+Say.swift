import Foundation

extension Console {
    /// Writes a line to standard output, broken at words where it is too long.
    public func say(_ text: String) {
        output.write(Wrapping.lines(Printable.escaped(text), width: width).map { Line($0) })
    }

    /// Writes a line to standard output that is to be copied: whole, however long it is.
    public func present(_ text: String) { output.write([Line(Printable.escaped(text), .strong)]) }

    /// Writes a JSON document to standard output, on many lines, for a file to hold.
    public func present(document: JSONValue) { write(JSONText.document(document) + "\n") }

    /// Writes an object to standard output, as a line of its own that begins with what it is and when it was written.
    ///
    /// - Parameters:
    ///   - value: an object.
    ///   - event: what the object is, in a word, as `status`.
    public func present(_ value: JSONValue, as event: String) {
        // RFC 3339, to the millisecond.
        let time = now().formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
        let head = [JSONValue.Member("event", .string(event)), JSONValue.Member("time", .string(time))]
        writeJSON(JSONText.text(.object(head + value.members)) + "\n")
    }

    /// Writes an object that the engine's commands write.
    func present(_ value: JSONValue, as event: EventKind) { present(value, as: event.rawValue) }

    /// Writes to standard error what work that takes long is at, as a build's steps: a line, whole, however long it is.
    public func progress(_ text: String) { error.write([Line(Printable.escaped(text))]) }

    /// Writes a line to standard error for who wants to know more: whole, however long it is.
    public func note(_ text: String) { error.write([Line(Printable.escaped(text), .faint)]) }

    /// Writes to standard error what goes on all the same, but not as it should.
    public func warn(_ explanation: Explanation) {
        error.write(ErrorText.warning(explanation, width: width))
        onWarning(explanation)
    }
}
