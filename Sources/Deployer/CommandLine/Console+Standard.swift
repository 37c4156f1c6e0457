extension Console {
    /// The console of this process.
    ///
    /// - Parameter environment: the process's; `NO_COLOR`, `TERM` and `COLUMNS` are read, and the
    ///   variables of ``JobFiles``.
    public static func standard(environment: [String: String]) -> Console {
        Terminal.ignoreBrokenPipes()
        let writer = StandardWriter(closed: Terminal.reserveStandardStreams())
        let isDumb = environment["TERM"].map { $0.isEmpty || $0 == "dumb" } ?? true
        let outputIsTerminal = Terminal.isTerminal(Terminal.output)
        let errorIsTerminal = Terminal.isTerminal(Terminal.error)
        let width = width(environment)
        var console = Console(
            write: {
                guard let reason = writer.write($0, to: Terminal.output) else { return }
                let lines = ErrorText.warning(loss(reason), width: width).map(\.text)
                writer.write(lines.map { $0 + "\n" }.joined(), to: Terminal.error)
            },
            writeError: { writer.write($0, to: Terminal.error) },
            readLine: { Swift.readLine() },
            canAsk: Terminal.isTerminal(Terminal.input) && errorIsTerminal,
            outputIsTerminal: outputIsTerminal && !isDumb,
            errorIsTerminal: errorIsTerminal && !isDumb,
            allowsColour: environment["NO_COLOR", default: ""].isEmpty,
            width: width,
            jobFiles: JobFiles(environment: environment),
            onInterrupt: Interruption.listen)
        console.isOutputLost = { writer.isOutputLost }
        return console
    }

    private static func loss(_ reason: String) -> Explanation {
        Explanation(
            "standard output cannot be written to", why: Words.sentence(reason),
            advice: "The work goes on; what it writes is lost, so that it ends with 1.")
    }

    private static func width(_ environment: [String: String]) -> Int {
        let told = environment["COLUMNS"].flatMap(Int.init).flatMap { $0 > 0 ? $0 : nil }
        let columns = told ?? Terminal.columns(of: Terminal.output) ?? Terminal.columns(of: Terminal.error) ?? 80
        return min(max(columns, 20), 400)
    }
}
