/// What is said of a plan that was saved.
enum SavedPlanText {
    /// Where it is and how it is applied, whole, so that the command can be copied, and does the same in any folder.
    ///
    /// The profile is typed again: who asks is not in the plan.
    static func saved(to file: OutputFile, _ arguments: Arguments) -> Line {
        let profile = arguments[Option.profile.name].map { ["--\(Option.profile.name)", $0] } ?? []
        let words = [arguments.executable, "deploy", "--plan", file.wholePath] + profile
        let command = words.map(ShellWord.quoted).joined(separator: " ")
        return Line("Saved to \(Printable.escaped(file.path)). Apply exactly this with: \(command)")
    }
}
