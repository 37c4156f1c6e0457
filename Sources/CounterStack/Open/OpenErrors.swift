import AWSDeployer

/// There is no page to serve.
struct NoPage: Explainable, Equatable {
    let folder: String

    var explanation: Explanation {
        Explanation(
            "there is no page to open", why: "\(folder)/index.html is missing, or is no file.",
            advice: "Run this in the folder of the counter's package, which has it.")
    }
}

/// The stage has no URL that a page could count at.
struct NoURL: Explainable, Equatable {
    let stage: String

    var explanation: Explanation {
        Explanation(
            "stage \(stage) has no counter to open", why: "It is not deployed, or not wholly.",
            advice: "Deploy it first: counter deploy --stage \(stage).")
    }
}

/// The stage's URL cannot be used in a page.
struct UnusableURL: Explainable, Equatable {
    let stage: String
    let url: String

    var explanation: Explanation {
        Explanation(
            "the URL of stage \(stage) cannot be used in a page", why: "It is \"\(url)\".",
            advice: "Look at what is in between: a proxy, or AWS_ENDPOINT_URL. Then run the same command again.")
    }
}

/// The server cannot listen at the port.
struct PortUnavailable: Explainable, Equatable {
    let port: UInt16
    let error: SystemError
    /// The ports of this machine that the counter allows.
    let others: [UInt16]

    var explanation: Explanation {
        let further = Set(others).subtracting([port]).sorted().map { "--port \($0)" }.joined(separator: " or ")
        let other = further.isEmpty ? "another port with --port, whose origin has to be allowed as well" : further
        if error.isInUse {
            return Explanation(
                "port \(port) is in use by another program", advice: "End that program, or take \(other).")
        }
        if error.isForbidden {
            return Explanation(
                "port \(port) is not open to this user", why: "Ports below 1024 are the system's.",
                advice: "Take \(other).")
        }
        return Explanation(
            "port \(port) cannot be served at", why: "The system says: \(error.text) (\(error.call)).",
            advice: "Take \(other).")
    }
}

/// The browser will not let the page see the count, since the stage does not allow its origin.
struct OriginWarning {
    let explanation: Explanation

    init(_ inspected: InspectedStage<CounterSettings>, address: PageAddress, allowed: [String]) {
        let (file, stage) = (inspected.settingsFile, inspected.stage.name)
        let deploy = "counter deploy --stage \(stage)"
        if PageAddress(allowed: inspected.stage.allowedOrigins, port: address.port).isAllowed {
            explanation = Explanation(
                "the browser will block the count at \(address.origin)",
                why: "\(file) allows this origin, but it was not deployed since.", advice: "Deploy it: \(deploy).")
            return
        }
        let ports = PageAddress.ports(of: allowed).map { "--port \($0)" }.joined(separator: " or ")
        let add = "add \"\(address.origin)\" to \"allowedOrigins\" in \(file), then deploy it: \(deploy)."
        explanation =
            ports.isEmpty
            ? Explanation(
                "the browser will block the count at \(address.origin)",
                why: "Stage \(stage) allows no origin on this machine.", advice: "To see it, \(add)")
            : Explanation(
                "the browser will block the count at \(address.origin)",
                why: "Stage \(stage) does not allow this origin.", advice: "Take \(ports), or \(add)")
    }
}
