import Deployer

/// A function's own part of the calls that its account may run at once.
extension Function {
    /// Sets it apart, or gives it back where none is described.
    func reserveConcurrency(in context: AWS) async throws {
        try await classifyingErrors {
            if let reservedConcurrency {
                try await context.lambda.putFunctionConcurrency(name, reserved: reservedConcurrency)
            } else {
                try await context.lambda.deleteFunctionConcurrency(name)
            }
        }
    }

    /// Refuses a reservation that AWS would, before anything is made or changed.
    ///
    /// What the function has already is asked for only where it decides.
    ///
    /// - Throws: ``ConcurrencyShortage``.
    func checkReservation(in context: AWS) async throws {
        guard let wanted = reservedConcurrency, wanted > 0 else { return }
        let account = try await context.lambda.accountConcurrency()
        guard wanted > account.reservable(besides: 0) else { return }
        let own = try await ifPresent { try await context.lambda.getFunction(name) }?.concurrency?.reserved ?? 0
        guard wanted > own, wanted > account.reservable(besides: own) else { return }
        throw ConcurrencyShortage(function: id, wanted: wanted, own: own, account: account, region: context.region)
    }
}

extension AccountConcurrency {
    /// What AWS keeps for functions without a reservation; an account that has less keeps all it has (Lambda Developer
    /// Guide, "Configuring reserved concurrency"; the messages of PutFunctionConcurrency name 100, 50 or 10).
    var keptUnreserved: Int { min(Self.mostKept, bounded(all)) }
    fileprivate static let mostKept = 100

    /// How much one function may reserve.
    ///
    /// - Parameter own: what it has reserved already.
    func reservable(besides own: Int) -> Int {
        max(0, bounded(unreserved) + bounded(own) - keptUnreserved)
    }

    /// The quota with which a function could reserve that much beside what is reserved for others.
    ///
    /// - Parameter own: what it has reserved already.
    fileprivate func quota(for wanted: Int, besides own: Int) -> Int {
        let others = max(0, bounded(all) - bounded(unreserved) - bounded(own))
        return others + bounded(wanted) + Self.mostKept
    }
}

/// A number from outside within bounds that can be reckoned with.
private func bounded(_ number: Int) -> Int { min(max(0, number), 1_000_000_000) }

/// An account that has not the concurrency that a function is described to reserve.
package struct ConcurrencyShortage: Explainable, Equatable {
    let function: ResourceID
    /// What is described.
    let wanted: Int
    /// What it has reserved already.
    let own: Int
    let account: AccountConcurrency
    let region: String

    /// Lambda's quota "Concurrent executions", as Service Quotas names it.
    package static let quotaCode = "L-B99A9384"

    /// With what the account has, and how to get more.
    var explanation: Explanation {
        let reservable = account.reservable(besides: own)
        let most = reservable == 0 ? "nothing can be reserved" : "\(reservable) at most can be reserved"
        let request =
            "aws service-quotas request-service-quota-increase --service-code lambda --quota-code \(Self.quotaCode) "
            + "--desired-value \(account.quota(for: wanted, besides: own)) --region \(region)"
        return Explanation(
            Phrase(words: "the account has too little concurrency to reserve \(wanted) for \(function)"),
            why: "It may run \(account.all) calls at once in \(region), \(account.unreserved) of them are reserved for "
                + "no function, and AWS keeps \(account.keptUnreserved) so: \(most). Nothing was changed.",
            advice: "Describe a smaller number in the stage's settings or in the program; or none, and the account's "
                + "own limit bounds it, beside all other functions. Or ask AWS for a higher quota, and run the same "
                + "command again once it is granted: `\(request)`.")
    }
}
