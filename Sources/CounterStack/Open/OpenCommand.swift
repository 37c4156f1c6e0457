import AWSDeployer

/// `open`: serves the demo page on this machine with the stage's URL in it, and opens it in the browser.
struct OpenCommand: Sendable {
    let access: StackAccess<CounterSettings>

    var command: Command {
        Command(
            "open", summary: "Serves a page on this machine that shows the count, and opens it.",
            discussion: """
                Looks up the stage's URL, fills it into the pages of the package's folder web/, and serves them to this \
                machine alone until Ctrl-C. Each view of the page counts, like any visitor's.

                A browser shows the count only on pages of origins that the stage allows, so the page is served at the \
                first of its allowedOrigins that is this machine, as http://localhost:8080. The address is the last line; \
                the browser is opened where there is one and someone at a terminal.
                """,
            options: Option.ofStage + [
                Option("port", "N", help: "Another port; 0 takes any free one. Its origin has to be allowed as well."),
                Option("no-browser", help: "Prints the address and opens nothing."),
            ],
            examples: [
                Example("open --stage local", "the page of the stage local, in the browser"),
                Example("open --stage local --no-browser", "on a machine without a screen"),
            ],
            run: run)
    }

    private func run(_ arguments: Arguments, _ console: Console) async throws -> ExitCode {
        let port = try arguments["port"].map(Self.port)
        let folder = PageFolder(path: access.packageRoot + "/web")
        guard folder.file(named: "index.html") != nil else { throw NoPage(folder: folder.path) }

        let inspected = try await access.inspect(arguments, console)
        let stage = inspected.stage.name
        guard let url = inspected.output("url") else { throw NoURL(stage: stage) }
        guard let site = DemoSite(folder: folder, url: url) else { throw UnusableURL(stage: stage, url: url) }

        let allowed = inspected.allowedOrigins
        let wanted = PageAddress(allowed: allowed, port: port)
        let server: LoopbackServer
        do {
            server = try LoopbackServer(port: wanted.port, answer: site.answer)
        } catch {
            throw PortUnavailable(port: wanted.port, error: error, others: PageAddress.ports(of: allowed))
        }
        let address = wanted.at(server.port)
        if !address.isAllowed { console.warn(OriginWarning(inspected, address: address, allowed: allowed).explanation) }
        console.say("The page of stage \(stage) counts at \(url)")
        console.say("It is served to this machine alone until Ctrl-C, at")
        console.present(address.url)
        await serve(server, address, arguments, console)
        return .done
    }

    /// Serves until the user ends it, which is how it normally ends.
    private func serve(
        _ server: LoopbackServer, _ address: PageAddress, _ arguments: Arguments, _ console: Console
    ) async {
        // Open the browser before listening: later it would inherit that Ctrl-C is ignored.
        if !arguments.has("no-browser") {
            Browser(environment: access.environment, isAttended: console.outputIsTerminal)?.open(address.url)
        }
        let stopListening = console.onInterrupt { _ in server.stop() }
        defer { stopListening() }
        await withTaskCancellationHandler {
            await server.serve()
        } onCancel: {
            server.stop()
        }
    }

    private static func port(_ text: String) throws -> UInt16 {
        guard text.allSatisfy({ $0.isASCII && $0.isNumber }), let port = UInt16(text) else {
            throw UsageError(
                "\"\(text)\" is not a port", advice: "It is a number from 1 to 65535, or 0 for any free one.")
        }
        return port
    }
}

extension InspectedStage<CounterSettings> {
    /// The origins that the deployed counter allows; they differ from the file's if the file was not deployed since.
    var allowedOrigins: [String] {
        let changes = plan.steps.filter { $0.id.kind == FunctionURL.kind }.flatMap(\.changes)
        guard let change = changes.first(where: { $0.property == "cors.origins" }) else { return stage.allowedOrigins }
        guard case .list(let origins) = change.from else { return [] }
        return origins.compactMap { if case .text(let origin) = $0 { origin } else { nil } }
    }
}
