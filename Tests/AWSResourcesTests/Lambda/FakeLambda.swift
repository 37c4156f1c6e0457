import AWSClient
import AWSSigning
import Foundation

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer

/// Lambda in memory, as strict as AWS where a deployer needs it.
///
/// A write leaves a function busy until the next read, a busy function refuses the next write, and a revision that is
/// not the newest is refused. Revisions also change when a function settles and when a version is published, as
/// LocalStack's tests of Lambda's revisions saw on AWS.
final class FakeLambda: Transport, @unchecked Sendable {
    typealias Object = [String: Any]

    /// A function or version as `FunctionConfiguration`, with AWS's names.
    var functions: [String: Object] = [:]
    var tags: [String: [String: String]] = [:]
    var reserved: [String: Int] = [:]
    /// The account's concurrency, and the part that is reserved for other functions.
    var concurrency = (all: 1000, ofOthers: 0)
    /// By function, in the order of publishing.
    var versions: [String: [Object]] = [:]
    /// By `function:alias`, like URLs; policies by `function` and by `function:alias`.
    var aliases: [String: Object] = [:]
    var urls: [String: Object] = [:]
    var policies: [String: [Object]] = [:]
    /// The existing roles: their unique ids and tags.
    var roles: [String: (id: String, tags: [String: String])] = ["counter-role": ("AROACOUNTER", [:])]
    /// By `function:alias`, with AWS's names.
    var provisioned: [String: Object] = [:]
    /// Errors for the next requests of an operation, in order.
    var failures: [String: [(status: Int, code: String, message: String)]] = [:]
    /// Whether a policy without statements is an empty text and not a 404, as in a local AWS.
    var answersEmptyPolicy = false
    /// An outdated state that reads still return, by the function's name.
    var readsAs: [String: Object] = [:]
    /// Whether responses have revisions, unlike some local AWSs.
    var knowsRevisions = true
    /// Whether every policy write with a revision is refused, as a local AWS does for RemovePermission.
    var refusesPolicyRevisions = false
    /// No request is answered until this many are waiting.
    var answersTogether = 0

    private(set) var requests: [String] = []
    private(set) var bodies: [String: Object] = [:]
    private(set) var mostPolicyWritesAtOnce = 0
    private var policyWrites = 0
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private let lock = NSRecursiveLock()
    private var revision = 0
    private let file: String

    /// - Parameter file: the test's own file, which shows whose lifecycle runs.
    init(file: String = #fileID) { self.file = file }

    /// The write operations, in order.
    var writes: [String] {
        locked { requests.filter { !$0.hasPrefix("Get") && !$0.hasPrefix("List") } }
    }

    func forgetRequests() { locked { requests = [] } }

    func locked<T>(_ body: () throws -> T) rethrows -> T {
        lock.lock()
        defer { lock.unlock() }
        return try body()
    }

    func send(_ request: HTTPRequest) async throws -> HTTPResponse {
        let call = try FakeLambdaCall(request)
        DeclaredOperations.check(call.operation, testedIn: file)
        await wait(for: call)
        if call.writesPolicy {
            locked {
                policyWrites += 1
                mostPolicyWritesAtOnce = max(mostPolicyWritesAtOnce, policyWrites)
            }
            await Task.yield()
            locked { policyWrites -= 1 }
        }
        return locked {
            do {
                if let failure = failures[call.operation]?.first {
                    failures[call.operation]?.removeFirst()
                    throw Failure(status: failure.status, code: failure.code, message: failure.message)
                }
                if call.isToIAM { return answerRole(call) }
                var answer = try self.answer(call)
                if !knowsRevisions {
                    answer["RevisionId"] = nil
                    if var configuration = answer["Configuration"] as? Object {
                        configuration["RevisionId"] = nil
                        answer["Configuration"] = configuration
                    }
                }
                let body = try? JSONSerialization.data(withJSONObject: answer)
                return HTTPResponse(status: answer.isEmpty ? 204 : 200, body: answer.isEmpty ? Data() : body ?? Data())
            } catch let failure as Failure where call.isToIAM {
                let error = "<Code>\(failure.code)</Code><Message>\(failure.message)</Message>"
                return HTTPResponse(
                    status: failure.status, body: Data("<ErrorResponse><Error>\(error)</Error></ErrorResponse>".utf8))
            } catch let failure as Failure {
                let body = try? JSONSerialization.data(withJSONObject: ["Type": "User", "Message": failure.message])
                return HTTPResponse(
                    status: failure.status, headers: [("x-amzn-ErrorType", failure.code)], body: body ?? Data())
            } catch {
                return HTTPResponse(status: 599)
            }
        }
    }

    private func wait(for call: FakeLambdaCall) async {
        await withCheckedContinuation { continuation in
            let ready = locked {
                requests.append(call.operation)
                bodies[call.operation] = call.body
                waiting.append(continuation)
                guard requests.count >= answersTogether else { return [CheckedContinuation<Void, Never>]() }
                defer { waiting = [] }
                return waiting
            }
            for continuation in ready { continuation.resume() }
        }
    }

    struct Failure: Error {
        var status = 404
        var code = "ResourceNotFoundException"
        var message = "as AWS says"

        static let absent = Failure()
        static let notProvisioned = Failure(code: "ProvisionedConcurrencyConfigNotFoundException")
        static let exists = Failure(
            status: 409, code: "ResourceConflictException", message: "Function already exist: f")
        static let statementExists = Failure(
            status: 409, code: "ResourceConflictException", message: "The statement id (x) provided already exists.")
        static let busy = Failure(
            status: 409, code: "ResourceConflictException",
            message: "The operation cannot be performed at this time. An update is in progress for resource: f")
        static let stale = Failure(
            status: 412, code: "PreconditionFailedException", message: "The Revision Id provided is not the latest")
        static func invalid(_ message: String) -> Failure {
            Failure(status: 400, code: "InvalidParameterValueException", message: message)
        }
    }

    // MARK: AWS's behaviour

    private func answer(_ call: FakeLambdaCall) throws -> Object {
        switch call.operation {
        case "CreateFunction", "GetFunction", "UpdateFunctionCode", "UpdateFunctionConfiguration", "DeleteFunction",
            "PutFunctionConcurrency", "DeleteFunctionConcurrency":
            return try answerFunction(call)
        case "ListTags", "TagResource", "UntagResource": return try answerTags(call)
        case "PublishVersion", "CreateAlias", "GetAlias", "UpdateAlias", "DeleteAlias": return try answerRelease(call)
        case "ListAliases": return try answerAliases(call)
        case "ListVersionsByFunction": return try answerVersions(call)
        case "GetProvisionedConcurrencyConfig":
            guard let found = provisioned["\(call.function):\(call.qualifier ?? "")"] else {
                throw Failure.notProvisioned
            }
            return found
        case "GetAccountSettings":
            return [
                "AccountLimit": [
                    "ConcurrentExecutions": concurrency.all, "UnreservedConcurrentExecutions": unreserved,
                ]
            ]
        case "AddPermission", "GetPolicy", "RemovePermission": return try answerPolicy(call)
        default: return try answerURL(call)
        }
    }

    private var unreserved: Int { concurrency.all - concurrency.ofOthers - reserved.values.reduce(0, +) }

    func nextRevision() -> String {
        revision += 1
        return "revision-\(revision)"
    }

    private func existing(_ name: String) throws -> Object {
        guard let function = functions[name] else { throw Failure.absent }
        return function
    }

    /// Refuses a write to a busy function or with an old revision.
    private func changeable(_ call: FakeLambdaCall) throws -> Object {
        let function = try existing(call.function)
        guard function["State"] as? String != "Pending", function["LastUpdateStatus"] as? String != "InProgress" else {
            throw Failure.busy
        }
        try check(call.body["RevisionId"] as? String, against: function["RevisionId"] as? String)
        return function
    }

    private func answerFunction(_ call: FakeLambdaCall) throws -> Object {
        let name = call.function
        switch call.operation {
        case "CreateFunction":
            guard let created = call.body["FunctionName"] as? String, functions[created] == nil else {
                throw Failure.exists
            }
            var function = call.body
            function["CodeSha256"] = Self.sha256(call.body["Code"] as? Object)
            function["State"] = "Pending"
            tags[created] = call.body["Tags"] as? [String: String]
            for key in ["Code", "Tags"] { function[key] = nil }
            function["Layers"] = Self.layers(call.body)
            function["RevisionId"] = nextRevision()
            functions[created] = function
            return function
        case "GetFunction":
            let function = try call.qualifier.map { try served(name, alias: $0) } ?? readsAs[name] ?? existing(name)
            // A read means that the caller has waited.
            if call.qualifier == nil {
                settle(name)
            }
            var answer: Object = ["Configuration": function]
            if let count = reserved[name], call.qualifier == nil {
                answer["Concurrency"] = ["ReservedConcurrentExecutions": count]
            }
            return answer
        case "DeleteFunction":
            _ = try existing(name)
            functions[name] = nil
            return ["StatusCode": 204]
        case "PutFunctionConcurrency":
            let wanted = call.body["ReservedConcurrentExecutions"] as? Int ?? 0
            let (own, kept) = (reserved[name] ?? 0, min(100, concurrency.all))
            guard wanted <= own || unreserved + own - wanted >= kept else {
                throw Failure.invalid(
                    "Specified ReservedConcurrentExecutions for function decreases account's "
                        + "UnreservedConcurrentExecution below its minimum value of [\(kept)].")
            }
            reserved[name] = wanted
        case "DeleteFunctionConcurrency": reserved[name] = nil
        default:
            var function = try changeable(call)
            for (key, value) in call.body where key != "ZipFile" && key != "RevisionId" { function[key] = value }
            if call.body["Layers"] != nil { function["Layers"] = Self.layers(call.body) }
            if call.body["ZipFile"] != nil { function["CodeSha256"] = Self.sha256(call.body) }
            function["LastUpdateStatus"] = "InProgress"
            function["RevisionId"] = nextRevision()
            functions[name] = function
            return function
        }
        return [:]
    }

    private func settle(_ name: String) {
        let (state, update) = (functions[name]?["State"] as? String, functions[name]?["LastUpdateStatus"] as? String)
        if state == "Pending" { functions[name]?["State"] = "Active" }
        if update != "Failed" { functions[name]?["LastUpdateStatus"] = "Successful" }
        if state == "Pending" || update == "InProgress" { functions[name]?["RevisionId"] = nextRevision() }
    }

    /// Layers as a response has them: with more than their ARNs.
    private static func layers(_ asked: Object) -> [Object] {
        (asked["Layers"] as? [String] ?? []).map { ["Arn": $0, "CodeSize": 1] }
    }

    private static func sha256(_ code: Object?) -> String {
        let zip = (code?["ZipFile"] as? String).flatMap { Data(base64Encoded: $0) } ?? Data()
        return Data(SHA256.digest(of: [UInt8](zip))).base64EncodedString()
    }

    private func answerTags(_ call: FakeLambdaCall) throws -> Object {
        let name = call.function
        _ = try existing(name)
        switch call.operation {
        case "ListTags": return ["Tags": tags[name] ?? [:]]
        case "TagResource":
            tags[name, default: [:]].merge(call.body["Tags"] as? [String: String] ?? [:]) { _, new in new }
        default: for (key, value) in call.query where key == "tagKeys" { tags[name]?[value] = nil }
        }
        return [:]
    }

    /// The version behind an alias, with the function's own state.
    private func served(_ function: String, alias: String) throws -> Object {
        guard let version = aliases["\(function):\(alias)"]?["FunctionVersion"] as? String else { throw Failure.absent }
        if version == "$LATEST" { return try existing(function) }
        guard let found = versions[function]?.first(where: { $0["Version"] as? String == version }) else {
            throw Failure.absent
        }
        return found
    }

    private func answerRelease(_ call: FakeLambdaCall) throws -> Object {
        let (name, key) = (call.function, "\(call.function):\(call.part)")
        switch call.operation {
        case "PublishVersion":
            var version = try changeable(call)
            if let code = call.body["CodeSha256"] as? String, code != version["CodeSha256"] as? String {
                throw Failure.invalid("CodeSHA256 is different from current CodeSHA256 in $LATEST")
            }
            version["RevisionId"] = nil
            let last = versions[name]?.last
            version["Version"] = last?["Version"]
            if let last, NSDictionary(dictionary: version) == NSDictionary(dictionary: last) { return last }
            version["Version"] = String((versions[name]?.count ?? 0) + 1)
            versions[name, default: []].append(version)
            functions[name]?["RevisionId"] = nextRevision()
            return version
        case "CreateAlias":
            let alias = "\(name):\(call.body["Name"] as? String ?? "")"
            guard aliases[alias] == nil else { throw Failure.exists }
            aliases[alias] = call.body.merging(["RevisionId": nextRevision()]) { _, new in new }
        case "GetAlias":
            guard let alias = aliases[key] else { throw Failure.absent }
            return alias
        case "UpdateAlias":
            guard let alias = aliases[key] else { throw Failure.absent }
            try check(call.body["RevisionId"] as? String, against: alias["RevisionId"] as? String)
            aliases[key] = alias.merging(call.body) { _, new in new }
            aliases[key]?["RevisionId"] = nextRevision()
        default:
            guard aliases.removeValue(forKey: key) != nil else { throw Failure.absent }
        }
        return [:]
    }

    private func answerAliases(_ call: FakeLambdaCall) throws -> Object {
        _ = try existing(call.function)
        let own = aliases.keys.filter { $0.hasPrefix(call.function + ":") }.sorted()
        return ["Aliases": own.map { ["Name": String($0.dropFirst(call.function.count + 1))] }]
    }

    /// IAM's response on a role: enough to observe and delete it.
    private func answerRole(_ call: FakeLambdaCall) -> HTTPResponse {
        guard let role = roles[call.function], call.operation != "GetRolePolicy" else {
            let error = "<ErrorResponse><Error><Code>NoSuchEntity</Code></Error></ErrorResponse>"
            return HTTPResponse(status: 404, body: Data(error.utf8))
        }
        if call.operation == "DeleteRole" { roles[call.function] = nil }
        let tags = role.tags.sorted { $0.key < $1.key }.map {
            "<member><Key>\($0.key)</Key><Value>\($0.value)</Value></member>"
        }
        let result =
            call.operation == "GetRole"
            ? "<Role><RoleId>\(role.id)</RoleId><AssumeRolePolicyDocument>{}</AssumeRolePolicyDocument>"
                + "<Tags>\(tags.joined())</Tags></Role>" : ""
        let operation = call.operation
        let body = "<\(operation)Response><\(operation)Result>\(result)</\(operation)Result></\(operation)Response>"
        return HTTPResponse(status: 200, body: Data(body.utf8))
    }

    /// Two on a page, so that a test with few versions reads several pages.
    private func answerVersions(_ call: FakeLambdaCall) throws -> Object {
        let all = [try existing(call.function).merging(["Version": "$LATEST"]) { $1 }] + (versions[call.function] ?? [])
        let start = call.query.first { $0.0 == "Marker" }.flatMap { Int($0.1) } ?? 0
        let page: Object = ["Versions": Array(all.dropFirst(start).prefix(2))]
        return start + 2 < all.count ? page.merging(["NextMarker": String(start + 2)]) { $1 } : page
    }

    private func answerURL(_ call: FakeLambdaCall) throws -> Object {
        let key = "\(call.function):\(call.qualifier ?? "")"
        switch call.operation {
        case "CreateFunctionUrlConfig":
            guard urls[key] == nil else { throw Failure.exists }
            urls[key] = call.body
        case "GetFunctionUrlConfig":
            guard let url = urls[key] else { throw Failure.absent }
            return url.merging(["FunctionUrl": "https://abc.lambda-url.eu-west-1.on.aws/"]) { _, new in new }
        case "UpdateFunctionUrlConfig":
            guard let url = urls[key] else { throw Failure.absent }
            urls[key] = url.merging(call.body) { _, new in new }
        default:
            guard urls.removeValue(forKey: key) != nil else { throw Failure.absent }
        }
        return [:]
    }
}
