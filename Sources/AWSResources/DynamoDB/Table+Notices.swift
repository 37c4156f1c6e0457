import AWSClient
import Deployer
import Foundation

extension DynamoDBShapes.TableDescription {
    /// The settings that AWS reports and a description cannot express.
    var notices: [String] {
        Self.undescribed.notices(in: members) + readMaximums + [keyOutOfReach].compactMap { $0 }
    }

    /// As in botocore's dynamodb/2012-08-10/service-2.json.
    ///
    /// `WarmThroughput` is left out: AWS reports it for every table and raises it by itself.
    private static let undescribed = [
        UndescribedMember(
            path: "OnDemandThroughput.MaxReadRequestUnits", words: "the most units that it lets be read a second",
            neutral: ["-1"]),
        UndescribedMember(
            path: "SSEDescription", words: "a key for its data, which must stay usable", neutral: ["DISABLED"],
            showing: ["KMSMasterKeyArn", "Status"]),
        UndescribedMember(
            path: "Replicas", words: "copies in other regions",
            showing: ["RegionName", "ReplicaStatus", "ReplicaStatusDescription"]),
        UndescribedMember(
            path: "GlobalTableWitnesses", words: "a witness in another region",
            showing: ["RegionName", "WitnessStatus"]),
        UndescribedMember(
            path: "MultiRegionConsistency", words: "how its copies agree", neutral: ["EVENTUAL"]),
        UndescribedMember(path: "LocalSecondaryIndexes", words: "a local index", showing: ["IndexName"]),
        UndescribedMember(path: "VectorIndexes", words: "a vector index", showing: ["IndexName", "IndexStatus"]),
        UndescribedMember(path: "TableClassSummary.TableClass", words: "its class", neutral: ["STANDARD"]),
        UndescribedMember(path: "RestoreSummary.RestoreInProgress", words: "a restore is under way"),
        UndescribedMember(path: "ArchivalSummary", words: "it is archived"),
    ]

    private var readMaximums: [String] {
        (globalSecondaryIndexes ?? []).compactMap { index in
            guard let units = index.onDemandThroughput?.maxReadRequestUnits, units >= 0 else { return nil }
            return OutsideText.shortened(
                "not described: the most units that index \(index.indexName ?? "") lets be read a second: \(units)")
        }
    }

    private var keyOutOfReach: String? {
        guard let seconds = inaccessibleSince else { return nil }
        let date = Date(timeIntervalSince1970: seconds).formatted(.iso8601)
        return "its key has been out of reach since \(date): AWS archives the table after seven days of that"
    }

    private var inaccessibleSince: Double? {
        guard let date = members["SSEDescription"]?["InaccessibleEncryptionDateTime"],
            let seconds = date.numberValue, abs(seconds) < 1e11
        else { return nil }
        return seconds
    }
}

extension DynamoDBShapes.ContinuousBackupsDescription {
    /// A warning if the recovery period is shorter than the 35 days that a description promises.
    var notices: [String] {
        guard pointInTimeRecovery?.status == "ENABLED", let days = pointInTimeRecovery?.periodDays, days < 35 else {
            return []
        }
        return ["not described: it can be restored to the last \(days == 1 ? "day" : "\(days) days") only, not to 35"]
    }
}

extension Table {
    /// The statements of the table's own policy, if this login may read it.
    static func policyNotices(of arn: String, by client: DynamoDBClient) async throws -> [String] {
        let operation = DynamoDBClient.getResourcePolicy
        return try await ifAllowed(operation) { try await client.resourcePolicy(of: arn) }
            .notices(of: "the resource policy") { json in
                guard let policy = try? ResourcePolicy(json, from: operation) else {
                    return ["not looked at: the resource policy (it cannot be read)"]
                }
                let shown = policy.statements.prefix(mostStatements).map {
                    "not described: its resource policy: \($0.text)"
                }
                let left = policy.statements.count - shown.count
                return shown + (left > 0 ? ["not described: \(left) more statements of its resource policy"] : [])
            }
    }

    /// The most statements shown: a policy of the maximum size may have hundreds.
    private static let mostStatements = 5
}
