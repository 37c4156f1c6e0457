extension Console {
    /// Writes a line to standard output, broken at words where it is too long.
    public func say(_ text: String) {
        output.write(Wrapping.lines(Printable.escaped(text), width: width).map { Line($0) })
    }

    /// Writes a line to standard output that is to be copied: whole, however long it is.
    public func present(_ text: String) { output.write([Line(Printable.escaped(text), .strong)]) }

    /// Writes a JSON value to standard output, with `--json` the whole of it.
    public func present(_ value: JSONValue) { write(JSONText.text(value) + "\n") }

    /// Writes a line to standard error for who wants to know more: whole, however long it is.
    public func note(_ text: String) { error.write([Line(Printable.escaped(text), .faint)]) }

    /// Writes to standard error what goes on all the same, but not as it should.
    public func warn(_ explanation: Explanation) {
        error.write(ErrorText.warning(explanation, width: width))
    }
}
