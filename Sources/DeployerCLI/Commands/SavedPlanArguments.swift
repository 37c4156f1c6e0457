import Deployer

extension SavedPlan {
    /// The arguments as typed, with the plan's stage and options added.
    ///
    /// - Throws: ``UsageError`` if the command line contradicts the plan.
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
    /// - Throws: ``PlanFileError``, ``UsageError``
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
