import Dispatch
import Synchronization

/// The signals with which a user or a CI system asks the program to end, as this process gets them.
enum Interruption {
    /// Calls back at the first of them instead of ending the process; a second one ends it at once.
    ///
    /// - Returns: what gives the signals their usual meaning back.
    static func listen(_ callBack: @escaping @Sendable (EndingSignal) -> Void) -> @Sendable () -> Void {
        let sources = EndingSignal.allCases.map { signal in
            let source = DispatchSource.makeSignalSource(signal: signal.number, queue: .global())
            source.setEventHandler {
                restore()
                callBack(signal)
            }
            source.activate()
            Terminal.ignore(signal: signal.number)
            return UncheckedSource(source)
        }
        return {
            for source in sources { source.cancel() }
            restore()
        }
    }

    private static func restore() { EndingSignal.allCases.map(\.number).forEach(Terminal.restore) }
}

extension Console {
    /// Does work that changes nothing; an interruption ends it, what it has started included.
    ///
    /// - Throws: `Interrupted`, or what `work` throws
    public func interruptible<T: Sendable>(_ work: @escaping @Sendable () async throws -> T) async throws -> T {
        let signal = Mutex<EndingSignal?>(nil)
        let task = Task(operation: work)
        let stopListening = onInterrupt { which in
            signal.withLock { $0 = which }
            task.cancel()
        }
        defer { stopListening() }
        let result = await task.result
        if let signal = signal.withLock({ $0 }) { throw Interrupted(signal: signal, progress: .untouched) }
        return try result.get()
    }

    /// Reads one line of standard input; nil at its end.
    ///
    /// - Throws: `Interrupted`; whoever was about to type is left alone then.
    func answer() async throws -> String? {
        let (answers, feed) = AsyncStream.makeStream(of: Result<String?, Interrupted>.self)
        let stopListening = onInterrupt { feed.yield(.failure(Interrupted(signal: $0, progress: .untouched))) }
        defer { stopListening() }
        // Reading blocks and cannot be broken off, so it has a thread of its own, which ends with the process.
        DispatchQueue.global().async { feed.yield(.success(readLine())) }
        for await answer in answers { return try answer.get() }
        return nil
    }
}

/// A dispatch source, which is thread-safe but on Linux not marked so.
private final class UncheckedSource: @unchecked Sendable {
    private let source: any DispatchSourceSignal

    init(_ source: any DispatchSourceSignal) { self.source = source }

    func cancel() { source.cancel() }
}
