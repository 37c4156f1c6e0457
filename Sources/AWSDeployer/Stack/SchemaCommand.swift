import Deployer
import DeployerCLI

/// `schema`: prints a JSON Schema of the stages' settings files, for editors; needs no credentials and no settings.
enum SchemaCommand<Stack: AWSStack> {
    static var command: Command {
        Command(
            "schema", summary: "Prints a JSON Schema of the settings files, for editors.",
            discussion: """
                It follows from what the program reads: every key with its type, its limits and what it is without. An \
                editor completes and checks a file that names it, as {"$schema": "schema.json", …}.
                """,
            options: [Option("json", help: "Reports errors as JSON, too; what the command writes is JSON anyway.")],
            examples: [Example("schema > config/schema.json", "beside the settings files")]
        ) { _, console in
            let title = "The settings of a stage of \(Stack.name)"
            console.present(document: StackSettings<Stack.Settings>.schema(title: title))
            return .done
        }
    }
}
