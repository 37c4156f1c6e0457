import Deployer

/// A function's reserved part of its account's concurrency.
extension Function {
    /// Sets the reservation, or removes it if none is described.
    func reserveConcurrency(in context: AWS) async throws {
        try await classifyingErrors {
            if let reservedConcurrency {
                try await context.lambda.putFunctionConcurrency(name, reserved: reservedConcurrency)
            } else {
                try await context.lambda.deleteFunctionConcurrency(name)
            }
        }
    }

    /// Refuses a reservation that AWS would refuse, before anything is created or changed.
    ///
    /// The function's current reservation is read only if it decides.
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
    /// The concurrency that AWS keeps for functions without a reservation; a smaller account keeps all it has.
    ///
    /// Sources: Lambda Developer Guide, "Configuring reserved concurrency"; the messages of PutFunctionConcurrency name
    /// 100, 50 or 10.
    var keptUnreserved: Int { min(Self.mostKept, bounded(all)) }
    fileprivate static let mostKept = 100

    /// How much one function may reserve.
    ///
    /// - Parameter own: its current reservation.
    func reservable(besides own: Int) -> Int {
        max(0, bounded(unreserved) + bounded(own) - keptUnreserved)
    }

    /// The quota that would allow this reservation beside those of other functions.
    ///
    /// - Parameter own: its current reservation.
    fileprivate func quota(for wanted: Int, besides own: Int) -> Int {
        let others = max(0, bounded(all) - bounded(unreserved) - bounded(own))
        return others + bounded(wanted) + Self.mostKept
    }
}

/// A number from outside, limited so that it cannot overflow.
private func bounded(_ number: Int) -> Int { min(max(0, number), 1_000_000_000) }

/// The account has too little concurrency for a described reservation.
package struct ConcurrencyShortage: Explainable, Equatable {
    let function: ResourceID
    /// The described reservation.
    let wanted: Int
    /// The current reservation.
    let own: Int
    let account: AccountConcurrency
    let region: String

    /// Says what the account has, and how to get more.
    var explanation: Explanation {
        let reservable = account.reservable(besides: own)
        let most = reservable == 0 ? "nothing can be reserved" : "\(reservable) at most can be reserved"
        let request =
            "aws service-quotas request-service-quota-increase --service-code lambda --quota-code \(LambdaErrors.concurrencyQuota) "
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
