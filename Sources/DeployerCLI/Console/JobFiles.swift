/// The files in which a CI system's job wants to know what came of a command; none where it does not ask.
///
/// GitHub names one of each kind in every step's environment:
/// <https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands>.
public struct JobFiles: Sendable, Equatable {
    /// What Markdown for people is appended to.
    public let summary: String?
    /// What names and values for later steps are appended to.
    public let outputs: String?

    /// The files as a test names them.
    public init(summary: String? = nil, outputs: String? = nil) {
        self.summary = summary
        self.outputs = outputs
    }

    /// The files that an environment names in `GITHUB_STEP_SUMMARY` and `GITHUB_OUTPUT`.
    public init(environment: [String: String]) {
        self.init(
            summary: environment["GITHUB_STEP_SUMMARY"].flatMap { $0.isEmpty ? nil : $0 },
            outputs: environment["GITHUB_OUTPUT"].flatMap { $0.isEmpty ? nil : $0 })
    }
}
