extension Option {
    /// The options that say which stage a command is about, and who asks: `--stage`, `--config`, `--region`, `--profile`.
    public static let ofStage = [
        Option("stage", "NAME", help: "The stage, whose settings are in <config>/NAME.json; dev if not given."),
        Option(
            "config", "PATH",
            help: "The folder of the stages' settings, or one settings file; the package's config/ if not given."),
        Option("region", "NAME", help: "Another region than the one in the settings."),
        profile,
    ]
    /// Who asks.
    public static let profile = Option(
        "profile", "NAME", help: "The profile of the shared credentials files to sign with.")
    /// Whether a program reads the result.
    public static let json = Option(
        "json", help: "Writes JSON to standard output, each object on a line, and all else to standard error.")
    /// Whether each request is shown.
    public static let verbose = Option("verbose", help: "Writes each request to standard error, without secrets.")
}
