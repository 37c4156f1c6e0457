/// The files in which a CI job expects a command's result; nil if it does not ask.
///
/// GitHub names one of each kind in every step's environment:
/// <https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands>.
public struct JobFiles: Sendable, Equatable {
    /// The file to which Markdown for people is appended.
    public let summary: String?
    /// The file to which names and values for later steps are appended.
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
