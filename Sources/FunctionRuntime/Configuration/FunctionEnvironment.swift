import AWSSigning

/// What a function is started with: its variables, its log, the time, and Lambda's region and keys.
public struct FunctionEnvironment {
    /// The source of time.
    public let clock: WallClock
    /// Writes to the function's log group; it hides the keys of the function's role.
    public let log: Log
    /// What every client uses instead of the network; nil for the network.
    let connection: (any HTTPConnection)?
    /// A number from 0 to 1 that shortens a wait before another attempt.
    let randomFraction: () -> Double
    private let value: (String) -> String?

    /// An environment, for example of a test; `main()` makes the real one.
    ///
    /// - Parameters:
    ///   - clock: the source of time.
    ///   - log: where the function's lines go; the keys of its role are hidden in them.
    ///   - connection: what every client uses instead of the network; nil for the network.
    ///   - randomFraction: a number from 0 to 1 that shortens a wait, so that functions that were refused at the same
    ///     time do not try again at the same time.
    ///   - variable: returns the value of an environment variable.
    public init(
        clock: WallClock = .system, log: Log, over connection: (any HTTPConnection)? = nil,
        randomFraction: @escaping () -> Double = { .random(in: 0...1) }, variable: @escaping (String) -> String?
    ) {
        self.clock = clock
        self.connection = connection
        self.randomFraction = randomFraction
        value = variable
        self.log = log.hiding(["AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"].map { variable($0) ?? "" })
    }

    /// The value of a variable; nil if it is missing or empty.
    public func variable(_ name: String) -> String? { value(name).flatMap { $0.isEmpty ? nil : $0 } }

    /// The value of a variable that the function cannot do without.
    ///
    /// - Parameters:
    ///   - name: the variable's name.
    ///   - meaning: completes "it is …" in the error, for example `the name of the table`.
    /// - Throws: `ConfigurationError` that names the variable, if it is missing or empty.
    public func required(_ name: String, _ meaning: String? = nil) throws(ConfigurationError) -> String {
        guard let value = variable(name) else {
            throw ConfigurationError(variable: name, reason: "it is not set" + (meaning.map { "; it is \($0)" } ?? ""))
        }
        return value
    }

    /// The region that the function runs in, such as `eu-west-1`.
    ///
    /// - Throws: `ConfigurationError` if Lambda's `AWS_REGION` is missing or is no region.
    public var region: String {
        get throws(ConfigurationError) {
            let region = try required("AWS_REGION", "the region of the function, which Lambda sets")
            let isRegion = region.utf8.allSatisfy {
                (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "-")
            }
            guard isRegion else {
                throw ConfigurationError(
                    variable: "AWS_REGION", reason: "\"\(region)\" is no region, as eu-west-1 is one")
            }
            return region
        }
    }

    /// The keys of the function's role.
    ///
    /// <https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime>
    var credentials: Credentials {
        get throws(ConfigurationError) {
            Credentials(
                accessKeyID: try required(
                    "AWS_ACCESS_KEY_ID", "the key of the function's role, which Lambda sets"),
                secretAccessKey: try required("AWS_SECRET_ACCESS_KEY", "the secret of that key, which Lambda sets"),
                sessionToken: variable("AWS_SESSION_TOKEN"))
        }
    }

    /// The root certificates for TLS: Amazon's, or the file that `AWS_CA_BUNDLE` or `SSL_CERT_FILE` names.
    var roots: TLSContext.Roots {
        (variable("AWS_CA_BUNDLE") ?? variable("SSL_CERT_FILE")).map { .file($0) } ?? .amazon
    }
}

/// A setting that is missing or wrong: the function cannot start.
public struct ConfigurationError: Error, Equatable {
    /// The variable's name.
    public let variable: String
    /// What is wrong, in words; they are logged and reported to Lambda, so they never hold a secret's value.
    public let reason: String

    /// An error of the variable of that name.
    public init(variable: String, reason: String) {
        self.variable = variable
        self.reason = reason
    }
}
