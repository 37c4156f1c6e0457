import Synchronization

/// Work that runs once for all who wait for it; if the last of them is cancelled, so is the work.
final class SharedTask<Value: Sendable>: Sendable {
    private struct State {
        var task: Task<Void, Never>?
        var waiting: [Int: CheckedContinuation<Value, any Error>] = [:]
        /// The callers that were cancelled before they could wait.
        var gone: Set<Int> = []
        var joined = 0
        var result: Result<Value, any Error>?
        var isCancelled = false
    }

    private let state = Mutex(State())

    /// Starts the work.
    init(_ work: @escaping @Sendable () async throws -> Value) {
        let task = Task {
            do {
                finish(.success(try await work()))
            } catch {
                finish(.failure(error))
            }
        }
        state.withLock { $0.task = task }
    }

    /// Whether the work was cancelled because everyone left, so that a new caller gets nothing from it.
    var isAbandoned: Bool { state.withLock { $0.isCancelled } }

    /// The result of the work.
    ///
    /// - Throws: what the work throws, or `CancellationError` at once if others still wait. The last waiter also waits
    ///   for the end of the cancelled work, so that nothing keeps running unnoticed.
    func value() async throws -> Value {
        let number = state.withLock { state in
            state.joined += 1
            return state.joined
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { wait(number, $0) }
        } onCancel: {
            leave(number)
        }
    }

    private func wait(_ number: Int, _ continuation: CheckedContinuation<Value, any Error>) {
        let (result, isGone) = state.withLock { state in
            if state.result == nil { state.waiting[number] = continuation }
            return (state.result, state.gone.remove(number) != nil)
        }
        if let result { return continuation.resume(with: result) }
        if isGone { leave(number) }
    }

    private func leave(_ number: Int) {
        let (task, continuation) = state.withLock {
            state -> (Task<Void, Never>?, CheckedContinuation<Value, any Error>?) in
            guard state.waiting[number] != nil else {
                state.gone.insert(number)
                return (nil, nil)
            }
            guard state.waiting.count == 1 else { return (nil, state.waiting.removeValue(forKey: number)) }
            state.isCancelled = true
            return (state.task, nil)
        }
        task?.cancel()
        continuation?.resume(throwing: CancellationError())
    }

    private func finish(_ result: Result<Value, any Error>) {
        let waiting = state.withLock { state in
            state.result = result
            defer { state.waiting = [:] }
            return state.waiting.values.map { $0 }
        }
        for continuation in waiting { continuation.resume(with: result) }
    }
}
