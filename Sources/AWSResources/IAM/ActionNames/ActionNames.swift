import Deployer

/// The names of IAM's actions of some services, to find a misspelt one before AWS accepts it without a word.
///
/// They are the actions of AWS's Service Authorization Reference (April 2026), and the newer operations of botocore
/// 1.43.106 (November 2026), without those that IAM checks under another name. A name too many only lets a mistake pass;
/// one that is missing would refuse what is right, so what is not certain is among them.
enum ActionNames {
    /// The action that was probably meant; nil for an action that exists, and for one that resembles none.
    ///
    /// An action of a service that is not listed here, or one with `*` or `?`, is taken as it is.
    ///
    /// - Parameter action: such as `sqs:SendMesage`, or `s3:HeadObject`, which is an operation and no action.
    static func meant(by action: String) -> String? {
        let parts = action.split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2, !parts[1].contains(where: { "*?".contains($0) }) else { return nil }
        let (service, name) = (parts[0].lowercased(), parts[1].lowercased())
        guard let names = words(of: service), !names.contains(where: { $0.lowercased() == name }) else { return nil }
        let meant = otherName(of: name, in: service) ?? NearMatch.best(for: name, among: names)
        return meant.map { "\(parts[0]):\($0)" }
    }

    private static func words(of service: String) -> [String]? {
        for group in [
            ComputeActions.names, DataActions.names, IdentityActions.names, MessageActions.names,
            OperationsActions.names,
        ] {
            if let words = group[service] { return words.split(whereSeparator: \.isWhitespace).map(String.init) }
        }
        return nil
    }

    private static func otherName(of operation: String, in service: String) -> String? {
        let pairs = ActionsOfOperations.names[service]?.split(whereSeparator: \.isWhitespace).map {
            $0.split(separator: ">")
        }
        return pairs?.first { $0[0].lowercased() == operation }.map { String($0[1]) }
    }
}
