import Dispatch
import Synchronization

/// The signals with which a user or a CI system asks the program to end, as this process gets them.
///
/// The sources are made once and stay: on Linux libdispatch puts a handler of its own in place of what the signal does, so
/// its usual effect is never given back while they are there, but brought about when nobody listens.
final class Interruption: Sendable {
    private static let shared = Interruption()

    private let listener = Mutex<(@Sendable (EndingSignal) -> Void)?>(nil)
    private let sources = EndingSignal.allCases.map {
        UncheckedSource($0, DispatchSource.makeSignalSource(signal: $0.number, queue: .global()))
    }

    private init() {
        // Before the sources: what libdispatch puts in place afterwards must stay.
        EndingSignal.allCases.forEach { Terminal.ignore(signal: $0.number) }
        for source in sources { source.activate { [self] in receive($0) } }
    }

    /// Calls back at the first of them instead of ending the process; a second one ends it at once.
    ///
    /// One listens at a time.
    ///
    /// - Returns: what gives the signals their usual meaning back.
    static func listen(_ callBack: @escaping @Sendable (EndingSignal) -> Void) -> @Sendable () -> Void {
        shared.listener.withLock { $0 = callBack }
        return { shared.listener.withLock { $0 = nil } }
    }

    private func receive(_ signal: EndingSignal) {
        let callBack = listener.withLock { listener in
            defer { listener = nil }
            return listener
        }
        guard let callBack else { return Terminal.endProcess(by: signal.number) }
        callBack(signal)
    }
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

    /// Asks, and reads one line of standard input; nil at its end.
    ///
    /// - Throws: `Interrupted`; whoever was about to type is left alone then.
    func answer(to ask: () -> Void) async throws -> String? {
        let (answers, feed) = AsyncStream.makeStream(of: Result<String?, Interrupted>.self)
        let stopListening = onInterrupt { feed.yield(.failure(Interrupted(signal: $0, progress: .untouched))) }
        defer { stopListening() }
        ask()
        // Reading blocks and cannot be broken off, so it has a thread of its own, which ends with the process.
        DispatchQueue.global().async { feed.yield(.success(readLine())) }
        for await answer in answers { return try answer.get() }
        return nil
    }
}

/// A dispatch source, which is thread-safe but on Linux not marked so.
private final class UncheckedSource: @unchecked Sendable {
    private let signal: EndingSignal
    private let source: any DispatchSourceSignal

    init(_ signal: EndingSignal, _ source: any DispatchSourceSignal) {
        self.signal = signal
        self.source = source
    }

    func activate(_ receive: @escaping @Sendable (EndingSignal) -> Void) {
        source.setEventHandler { [signal] in receive(signal) }
        source.activate()
    }
}
