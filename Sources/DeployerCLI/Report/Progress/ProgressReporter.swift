import Deployer
import Synchronization

/// Shows what happens while a plan is applied: a live block on a terminal, plain lines elsewhere.
///
/// Events may come from several tasks at once. What is on the screen at the end stays there. The cursor is never
/// hidden, so there is nothing to restore if the program is stopped.
final class ProgressReporter: Sendable {
    private enum Form {
        case lines(ProgressLines)
        case block(LiveBlock)
    }

    private let form: Mutex<Form>
    private let stream: TextStream
    private let now: @Sendable () -> Duration

    /// A reporter for the steps of one plan.
    ///
    /// - Parameter now: the time since any fixed moment.
    init(steps: [Step], stream: TextStream, now: @escaping @Sendable () -> Duration = ProgressReporter.stopwatch()) {
        form = Mutex(stream.isTerminal ? .block(LiveBlock(steps: steps)) : .lines(ProgressLines()))
        self.stream = stream
        self.now = now
    }

    /// Shows an event.
    func report(_ event: Event) {
        form.withLock { form in
            let now = now()
            switch form {
            case .lines(var lines):
                // Written within the lock, so that lines come out in the order of the events.
                stream.write(lines.lines(event, at: now))
                form = .lines(lines)
            case .block(var block):
                block.note(event, at: now)
                draw(block, at: now)
                form = .block(block)
            }
        }
    }

    /// Redraws the block as time passes; does nothing without a block.
    func tick(isLast: Bool = false) {
        form.withLock { form in
            guard case .block(let block) = form else { return }
            draw(block, at: now(), isLast: isLast)
        }
    }

    /// The terminal may have another size each time.
    private func draw(_ block: LiveBlock, at now: Duration, isLast: Bool = false) {
        stream.draw(block.lines(at: now, all: isLast, in: stream.surface.size()), isLast: isLast)
    }

    /// Shows the progress of `work` until it ends, then leaves the last state on the screen.
    func during<T: Sendable>(_ work: () async -> T) async -> T {
        let ticker = stream.isTerminal ? Task { await keepTicking() } : nil
        let result = await work()
        ticker?.cancel()
        await ticker?.value
        tick(isLast: true)
        return result
    }

    private func keepTicking() async {
        while !Task.isCancelled {
            tick()
            try? await Task.sleep(for: .milliseconds(100))
        }
    }

    /// A clock that starts now.
    static func stopwatch() -> @Sendable () -> Duration {
        let start = ContinuousClock.now
        return { ContinuousClock.now - start }
    }
}
