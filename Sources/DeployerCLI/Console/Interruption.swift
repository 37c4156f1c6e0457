import Dispatch
import Synchronization

/// The signals with which a user or a CI system asks the program to end, as this process gets them.
///
/// The sources are made once and stay: on Linux libdispatch puts a handler of its own in place of what the signal does, so
/// its usual effect is never given back while they are there, but brought about when nobody listens.
final class Interruption: Sendable {
    private static let shared = Interruption()

    private struct State {
        var listeners: [Int: @Sendable (EndingSignal) -> Void] = [:]
        var added = 0
        /// The one that came; it stays so, for those who begin to listen afterwards.
        var received: EndingSignal?
    }

    private let state = Mutex(State())
    private let sources = EndingSignal.allCases.map {
        UncheckedSource($0, DispatchSource.makeSignalSource(signal: $0.number, queue: .global()))
    }

    private init() {
        #if canImport(Darwin)
            // There a source only looks on. On Linux a signal that comes before the source is ready ends the process.
            EndingSignal.allCases.forEach { Terminal.ignore(signal: $0.number) }
        #endif
        for source in sources { source.activate { [self] in receive($0) } }
        // Registering is another thread's; whoever listens is to be called from now on.
        for source in sources { source.awaitRegistration() }
    }

    /// Calls back at the first of them instead of ending the process, at once where it came already; a second one ends it
    /// at once.
    ///
    /// Several may listen, as to whoever answers a question that work asks.
    ///
    /// - Returns: what ends the listening; where nobody listens the signals have their usual meaning.
    static func listen(_ callBack: @escaping @Sendable (EndingSignal) -> Void) -> @Sendable () -> Void {
        let (id, received) = shared.state.withLock { state in
            state.added += 1
            state.listeners[state.added] = callBack
            return (state.added, state.received)
        }
        if let received { callBack(received) }
        return { shared.state.withLock { $0.listeners[id] = nil } }
    }

    private func receive(_ signal: EndingSignal) {
        let listeners = state.withLock { state in
            defer { state.received = signal }
            return state.received == nil ? Array(state.listeners.values) : []
        }
        if listeners.isEmpty { Terminal.endProcess(by: signal.number) }
        for callBack in listeners { callBack(signal) }
    }
}

extension Console {
    /// How long work that was asked to end may take for it, so that what it started has ended, too.
    private static let endingMilliseconds = 700

    /// Does work that changes nothing; an interruption ends it, what it has started included.
    ///
    /// - Throws: `Interrupted`, or what `work` throws
    public func interruptible<T: Sendable>(_ work: @escaping @Sendable () async throws -> T) async throws -> T {
        let signal = Mutex<EndingSignal?>(nil)
        let (ends, feed) = AsyncStream.makeStream(of: Result<T, any Error>.self)
        // Nothing is begun before someone listens: a child would be left behind.
        let (beginning, begin) = AsyncStream.makeStream(of: Never.self)
        let task = Task {
            for await _ in beginning {}
            try Task.checkCancellation()
            return try await work()
        }
        Task { feed.yield(await task.result) }
        let stopListening = onInterrupt { which in
            signal.withLock { $0 = which }
            task.cancel()
            // What does not look at its cancellation, as a read of a pipe, is left behind and ends with the process.
            DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(Self.endingMilliseconds)) {
                feed.yield(.failure(CancellationError()))
            }
        }
        defer { stopListening() }
        begin.finish()
        let end = await ends.first { _ in true }
        if let signal = signal.withLock({ $0 }) { throw Interrupted(signal: signal, progress: .untouched) }
        guard let end else {
            task.cancel()
            throw CancellationError()
        }
        return try end.get()
    }
}

/// A dispatch source, which is thread-safe but on Linux not marked so.
private final class UncheckedSource: @unchecked Sendable {
    private let signal: EndingSignal
    private let source: any DispatchSourceSignal
    private let isRegistered = DispatchSemaphore(value: 0)

    init(_ signal: EndingSignal, _ source: any DispatchSourceSignal) {
        self.signal = signal
        self.source = source
    }

    func activate(_ receive: @escaping @Sendable (EndingSignal) -> Void) {
        source.setEventHandler { [signal] in receive(signal) }
        source.setRegistrationHandler { [isRegistered] in isRegistered.signal() }
        source.activate()
    }

    /// A moment, or never long where threads are short.
    func awaitRegistration() { _ = isRegistered.wait(timeout: .now() + .seconds(1)) }
}
