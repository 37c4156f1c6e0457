import Deployer

extension Option {
    /// The options for the stage and the credentials: `--stage`, `--config`, `--region`, `--profile`.
    public static let ofStage = [
        Option("stage", "NAME", help: "The stage, whose settings are in <config>/NAME.json; dev if not given."),
        Option(
            "config", "PATH",
            help: "The folder of the stages' settings, or one settings file; the package's config/ if not given."),
        Option("region", "NAME", help: "Another region than the one in the settings."),
        profile,
    ]
    /// The profile of the credentials.
    public static let profile = Option(
        "profile", "NAME", help: "The profile of the shared credentials files to sign with.")
    /// Whether a program reads the result.
    public static let json = Option(
        "json", help: "Writes JSON to standard output, each object on a line, and all else to standard error.")
    /// Whether each request is shown.
    public static let verbose = Option("verbose", help: "Writes each request to standard error, without secrets.")
}

/// How long each resource may take to become ready, from `--timeout`.
enum Timeout {
    /// The option of the commands that apply a plan.
    static let option = Option(
        "timeout", "DURATION",
        help: "How long each resource may take, as 90, 90s, 10m or 1h; 10m if not given.")

    /// The given duration; nil if there is none.
    ///
    /// - Throws: ``UsageError``
    static func read(_ arguments: Arguments) throws -> Duration? {
        guard let text = arguments[option.name] else { return nil }
        guard let seconds = seconds(text), seconds > 0 else {
            throw UsageError(
                "\"\(Printable.cut(text, to: 60))\" is not a time to wait",
                advice: "Give seconds, minutes or hours, as --timeout 90s, 10m or 1h; not zero.")
        }
        return .seconds(seconds)
    }

    private static func seconds(_ text: String) -> Int? {
        let units: [Character: Int] = ["s": 1, "m": 60, "h": 3600]
        let unit = text.last.flatMap { units[$0] }
        let digits = unit == nil ? text[...] : text.dropLast()
        guard digits.allSatisfy({ $0.isASCII && $0.isNumber }), let number = Int(digits) else { return nil }
        let (seconds, isTooMuch) = number.multipliedReportingOverflow(by: unit ?? 1)
        return isTooMuch ? nil : seconds
    }
}
