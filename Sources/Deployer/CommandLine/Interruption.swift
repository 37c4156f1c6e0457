import Dispatch

/// The signals with which a user or a CI system asks the program to end.
enum Interruption {
    /// Calls back at the first of them instead of ending the process; a second one ends it at once.
    ///
    /// - Returns: what gives the signals their usual meaning back.
    static func listen(_ callBack: @escaping @Sendable () -> Void) -> @Sendable () -> Void {
        let sources = Terminal.endingSignals.map { number in
            Terminal.ignore(signal: number)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                Terminal.endingSignals.forEach(Terminal.restore)
                callBack()
            }
            source.activate()
            return UncheckedSource(source)
        }
        return {
            for source in sources { source.cancel() }
            Terminal.endingSignals.forEach(Terminal.restore)
        }
    }
}

/// A dispatch source, which is thread-safe but on Linux not marked so.
private final class UncheckedSource: @unchecked Sendable {
    private let source: any DispatchSourceSignal

    init(_ source: any DispatchSourceSignal) { self.source = source }

    func cancel() { source.cancel() }
}
