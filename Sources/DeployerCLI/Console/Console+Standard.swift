import Deployer

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
        let columns = environment["COLUMNS"].flatMap(Int.init).flatMap { $0 > 0 ? $0 : nil }
        let width = columns.map { min(max($0, Console.widths.lowerBound), Console.widths.upperBound) }
        let size: @Sendable () -> TerminalSize = {
            Terminal.size(of: Terminal.output) ?? Terminal.size(of: Terminal.error)
                ?? TerminalSize(columns: columns ?? 80)
        }
        var console = Console(
            write: {
                guard let reason = writer.write($0, to: Terminal.output) else { return }
                let lines = ExplanationText.warning(loss(reason), width: width ?? 80).map(\.text)
                writer.write(lines.map { $0 + "\n" }.joined(), to: Terminal.error)
            },
            writeError: { writer.write($0, to: Terminal.error) },
            readLine: {
                let line = Swift.readLine(strippingNewline: false)
                // Ctrl-D after a few letters leaves the cursor on their line.
                if let line, !line.hasSuffix("\n") { writer.write("\n", to: Terminal.error) }
                return line.map { String($0.prefix { !$0.isNewline }) }
            },
            canAsk: Terminal.isTerminal(Terminal.input) && errorIsTerminal,
            outputIsTerminal: outputIsTerminal && !isDumb,
            errorIsTerminal: errorIsTerminal && !isDumb,
            allowsColour: environment["NO_COLOR", default: ""].isEmpty,
            size: size, width: width,
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
}
