import AWSClient
import AWSResources
import Deployer
import DeployerCLI
import Foundation

/// What a program shows of its requests: with `--verbose` a line for each, and always a wrong clock.
enum RequestReport {
    /// The observer of a connection.
    static func observer(_ console: Console, isVerbose: Bool) -> ClientObserver {
        { event in
            switch event {
            case .attempted(let report): if isVerbose { console.note(line(report)) }
            case .clockCorrected(let secondsAhead): console.warn(clock(secondsAhead: secondsAhead))
            }
        }
    }

    /// Such as `lambda CreateFunction, attempt 2: 429 TooManyRequestsException in 0.2 s, again in 1.3 s`.
    static func line(_ report: AttemptReport) -> String {
        let operation = "\(report.operation.service.hostPrefix) \(report.operation.name)"
        var line = "\(operation), attempt \(report.attempt): \(text(report.outcome)) in \(seconds(report.duration))"
        if let wait = report.sentAgainAfter {
            line += wait > .zero ? ", again in \(seconds(wait))" : ", again at once"
        } else if let id = report.requestID {
            line += ", request id \(id)"
        }
        return line
    }

    private static func text(_ outcome: AttemptReport.Outcome) -> String {
        switch outcome {
        case .done(let status): "\(status)"
        case .refused(let status, let code): "\(status) \(code)"
        case .unanswered(let reason): "no answer (\(reason))"
        }
    }

    private static func clock(secondsAhead: Int64) -> Explanation {
        let minutes = (abs(secondsAhead) + 30) / 60
        return Explanation(
            "This machine's clock is off by about \(minutes) minutes: it is \(secondsAhead > 0 ? "fast" : "slow")",
            why: "AWS takes no signature of another time, so requests are signed with AWS's own.",
            advice: "Set the clock.")
    }

    private static func seconds(_ duration: Duration) -> String {
        String(format: "%.1f s", duration / .seconds(1))
    }
}
