/// What users of other deployment tools type, and what it is called here.
///
/// The words are commands of Terraform, Pulumi, AWS CDK, SAM, SST, the Serverless Framework and lambroll.
enum OtherTools {
    /// The commands of this program by the words of others.
    private static let commands: [String: [String]] = [
        "deploy": ["apply", "up", "create", "launch", "sync", "update", "install"],
        "plan": ["diff", "preview", "changes", "validate", "synth", "what-if"],
        "status": [
            "outputs", "output", "show", "info", "describe", "list", "ls", "stack", "stacks", "state", "refresh",
        ],
        "destroy": ["down", "remove", "delete", "rm", "teardown", "undeploy", "uninstall"],
        "package": ["build", "zip", "archive"],
        "whoami": ["login", "auth", "configure"],
        "rollback": ["undo", "revert"],
    ]

    /// What has no command here, and what to do instead.
    private static let sentences = [
        "init": "Nothing has to be initialised: there is no state to set up.",
        "new": "A stack is a Swift program: its package is all that has to be made.",
        "import": "A resource that exists already is taken over by deploy with --adopt.",
        "unlock": "There is no lock: nothing has to be released.",
    ]

    /// A hint on such a word, for a program that has these commands; nil for any other word.
    static func hint(on word: String, commands known: [String]) -> String? {
        let word = word.lowercased()
        if let sentence = sentences[word] { return sentence }
        guard let command = commands.first(where: { $0.value.contains(word) })?.key, known.contains(command) else {
            return nil
        }
        return "Here it is called \"\(command)\"."
    }
}
