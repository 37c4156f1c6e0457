import Deployer

extension SavedPlan {
    /// The arguments as typed, with the plan's stage and options added.
    ///
    /// - Throws: ``/Deployer/UsageError`` if the command line contradicts the plan.
    func completing(_ arguments: Arguments) throws -> Arguments {
        if let typed = arguments["stage"], typed != stage {
            throw UsageError(
                "the plan is of stage \(stage), and --stage says \(typed)",
                advice: "Leave --stage out: the plan says which stage it is of.")
        }
        if !arguments.all(Adoption.option.name).isEmpty {
            let adopts = adopting.isEmpty ? "nothing" : Words.list(adopting.map { "\($0.kind) \($0.name)" })
            throw UsageError(
                "--adopt has no meaning beside a saved plan, which takes over \(adopts) as it is",
                advice: "Give --adopt to \"plan --out\", and leave it out here.")
        }
        if arguments.has("delete-data") {
            throw UsageError(
                "--delete-data has no meaning beside a saved plan, which says by itself whether data is removed",
                advice: "Give --delete-data to \"plan --out\", and leave it out here.")
        }
        // A plan never decides which profile signs the requests.
        let described = options.filter { $0.key != Option.profile.name }
        return arguments.adding(described.merging(["stage": [stage]]) { $1 })
    }

    /// Checks that the plan is unchanged, is of this program's stack, and was made with the options that were typed.
    ///
    /// - Throws: ``PlanFileError``, ``/Deployer/UsageError``
    func require<Context>(_ deployment: Deployment<Context>, _ typed: Arguments) throws {
        guard contentDigest(deployment.digest) == digest else {
            throw PlanFileError(file: typed["plan"] ?? "", .edited)
        }
        guard deployment.stack == stack else {
            throw UsageError(
                "the plan is of the stack \(stack), and this program describes \(deployment.stack)",
                advice: "Apply it with the program that saved it, or save a plan with this one.")
        }
        // The deployment's options hold what was typed, with absolute paths as in the plan.
        for name in deployment.options.keys.sorted() where !typed.all(name).isEmpty {
            guard let typed = deployment.options[name], typed != options[name] else { continue }
            let made = options[name].map { "with --\(name) \(Words.list($0))" } ?? "without --\(name)"
            throw UsageError(
                "the plan was made \(made), and --\(name) says \(Words.list(typed))",
                advice: "Leave --\(name) out: the plan says what it was made with.")
        }
    }
}

/// The message after a plan was saved.
enum SavedPlanText {
    /// The file, and the command that applies it: complete, so that it can be copied and run in any folder.
    ///
    /// The command names the profile again: the plan does not hold it.
    static func saved(to file: OutputFile, _ arguments: Arguments) -> Line {
        let profile = arguments[Option.profile.name].map { ["--\(Option.profile.name)", $0] } ?? []
        let words = [arguments.executable, "deploy", "--plan", file.wholePath] + profile
        let command = words.map(ShellWord.quoted).joined(separator: " ")
        return Line("Saved to \(Printable.escaped(file.path)). Apply exactly this with: \(command)")
    }
}

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
    /// - Throws: ``/Deployer/UsageError``
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

/// `--adopt`: the resources that may be taken over, each by its name.
///
/// Taking over a resource may take it away from someone else, so only named resources are taken over.
enum Adoption {
    /// Names a resource that may be taken over.
    static let option = Option(
        "adopt", "NAME",
        help: "Takes over this resource though it does not carry this stack's tags; several with commas, or each with "
            + "its own --adopt.",
        isRepeatable: true,
        takes:
            "It takes the name of what may be taken over, as the plan shows it, or kind and name, as \"table Visits\".")

    /// The stack's resources that may be taken over.
    ///
    /// - Parameter ids: the ids of everything that the stack describes.
    /// - Throws: ``/Deployer/UsageError`` if none of them has a given name.
    static func named(_ arguments: Arguments, among ids: [ResourceID]) throws -> Set<ResourceID> {
        try arguments.all(option.name).reduce(into: []) { named, value in
            // A name may have a comma in it.
            let whole = Self.ids(value, among: ids)
            if !whole.isEmpty { return named.formUnion(whole) }
            for name in names(in: value) {
                let found = Self.ids(name, among: ids)
                guard !found.isEmpty else { throw unknown(name, ids) }
                named.formUnion(found)
            }
        }
    }

    /// The ids whose name, or kind and name, is this text.
    private static func ids(_ text: String, among ids: [ResourceID]) -> [ResourceID] {
        ids.filter { text.hasSameBytes(as: $0.name) || text.hasSameBytes(as: $0.description) }
    }

    private static func names(in list: String) -> [String] {
        list.split(separator: ",", omittingEmptySubsequences: false)
            .map { $0.drop { $0 == " " } }.map(String.init)
    }

    private static func unknown(_ name: String, _ ids: [ResourceID]) -> UsageError {
        let near = NearMatch.best(for: name, among: ids.map(\.name)).map { "Did you mean \"\($0)\"? " } ?? ""
        return UsageError(
            "--adopt names \"\(Printable.cut(name, to: 60))\", and the stack describes nothing of that name",
            advice: "\(near)It describes \(Words.list(ids.map(\.description))).")
    }
}
