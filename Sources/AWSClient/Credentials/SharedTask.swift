import Synchronization

/// Work that is done once for all who wait for it, each of whom may be cancelled: with the last one the work is.
final class SharedTask<Value: Sendable>: Sendable {
    private struct State {
        var task: Task<Void, Never>?
        var waiting: [Int: CheckedContinuation<Value, any Error>] = [:]
        /// Those that were cancelled before they could wait.
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

    /// Whether everyone has left it, so that it gives nothing to whoever comes now.
    var isAbandoned: Bool { state.withLock { $0.isCancelled } }

    /// What the work gives.
    ///
    /// - Throws: what the work throws, or `CancellationError` at once where others still wait. The last one waits for the
    ///   end of what it cancelled, so that nothing goes on behind its back.
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
