import Dispatch
import Synchronization

/// The signals with which a user or a CI system asks the program to end, as this process receives them.
///
/// The sources are made once and stay. On Linux libdispatch replaces a signal's usual effect with its own handler, and
/// does not restore it. So `receive` ends the process itself when nobody listens.
final class Interruption: Sendable {
    private static let shared = Interruption()

    private struct State {
        var listeners: [Int: @Sendable (EndingSignal) -> Void] = [:]
        var added = 0
        /// The signal that came; kept for those who begin to listen later.
        var received: EndingSignal?
    }

    private let state = Mutex(State())
    private let sources = EndingSignal.allCases.map {
        UncheckedSource($0, DispatchSource.makeSignalSource(signal: $0.number, queue: .global()))
    }

    private init() {
        #if canImport(Darwin)
            // On macOS a source only observes. On Linux a signal before the source is ready ends the process.
            EndingSignal.allCases.forEach { Terminal.ignore(signal: $0.number) }
        #endif
        for source in sources { source.activate { [self] in receive($0) } }
        // Another thread registers the sources; from now on every listener must be called.
        for source in sources { source.awaitRegistration() }
    }

    /// Calls back at the first signal, or at once if it has already come; a second signal ends the process.
    ///
    /// Several may listen, for example a question and the work that asks it.
    ///
    /// - Returns: a closure that ends the listening; while nobody listens, the signals have their usual effect.
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
    /// How long work may take to end after it was asked to, so that what it started ends as well.
    private static let endingMilliseconds = 700

    /// Does work that changes nothing; an interruption ends it and what it has started.
    ///
    /// - Throws: `Interrupted`, or what `work` throws
    public func interruptible<T: Sendable>(_ work: @escaping @Sendable () async throws -> T) async throws -> T {
        let signal = Mutex<EndingSignal?>(nil)
        let (ends, feed) = AsyncStream.makeStream(of: Result<T, any Error>.self)
        // Begin only once someone listens: otherwise a child process could be left behind.
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
            // Work that ignores cancellation, such as a read of a pipe, is abandoned and ends with the process.
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

/// A dispatch source, which is thread-safe, but not marked as `Sendable` on Linux.
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

    /// Waits a moment, and at most a second if threads are short.
    func awaitRegistration() { _ = isRegistered.wait(timeout: .now() + .seconds(1)) }
}
