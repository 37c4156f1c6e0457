import Deployer

/// Why a plan is not carried out, with every reason and what to do about each.
struct RefusalText {
    /// The refusal.
    let refusal: Refusal
    /// The stack and stage of the plan, if known.
    let owner: (stack: String, stage: String)?

    /// The explanation for the user.
    var explanation: Explanation {
        let reasons = refusal.reasons.map(text)
        let what: Phrase = owner.map { "\($0.stack) · \($0.stage) was not touched" } ?? "nothing was touched"
        guard reasons.count > 1 else {
            let only = reasons.first
            return Explanation(what, why: only?.why ?? "", advice: only?.advice ?? "Run the plan again.")
        }
        let list = reasons.enumerated().map { "\n  \($0 + 1). \($1.why) \($1.advice)" }.joined()
        let options = foreign.map(option).joined(separator: " ")
        let all = foreign.count > 1 ? "To take over all that do not belong to this stack, add \(options). " : ""
        return Explanation(
            what, why: "There are \(reasons.count) reasons:\(list)\n",
            advice: all + "Then run the same command again.")
    }

    /// Capitalises the kind; the name after it keeps its case.
    private static func capitalised(_ id: ResourceID) -> String { Words.capitalised(id.description) }

    /// The resources that are refused because they are not this stack's.
    private var foreign: [ResourceID] {
        refusal.reasons.compactMap { if case .foreign(let id, _, _) = $0 { id } else { nil } }
    }

    /// The option that takes over this resource, and no other refused one.
    private func option(_ id: ResourceID) -> String {
        let isAlone = foreign.count { $0.name == id.name } == 1
        return "--adopt \(ShellWord.quoted(isAlone ? id.name : id.description))"
    }

    private func text(_ reason: Refusal.Reason) -> (why: String, advice: String) {
        switch reason {
        case .foreign(let id, let tags, let origin): foreign(id, tags: tags, origin: origin)
        case .ofAnotherRegion(let id, let region): ofAnotherRegion(id, region)
        case .immutable(let id, let change, let advice): immutable(id, change, advice: advice)
        case .changeObstacle(let id, let text):
            ("\(Self.capitalised(id)) cannot be brought to what is described.", Words.sentence(text))
        case .obstacle(let id, let text):
            ("\(Self.capitalised(id)) cannot be removed as it is.", Words.sentence(text))
        }
    }

    private func foreign(
        _ id: ResourceID, tags: [String: String], origin: String
    ) -> (why: String, advice: String) {
        let carried = tags.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        let shown = carried.prefix(8) + (carried.count > 8 ? ["\(carried.count - 8) more"] : [])
        let has = carried.isEmpty ? "It has no tags" : "It has the tags \(Words.list(Array(shown)))"
        let needed =
            owner.map { "\(OwnerTag.stack)=\($0.stack) and \(OwnerTag.stage)=\($0.stage)" }
            ?? "\(OwnerTag.stack) and \(OwnerTag.stage)"
        let other = OtherOwner(tags, besides: owner)
        let owns = other.map { "belongs to \($0), and not to this one" } ?? "does not belong to this stack"
        let lost = other == nil ? OtherOwner(tags).map { "is marked for \($0) alone" } : nil
        return (
            "\(Self.capitalised(id)) exists and \(lost ?? owns). \(has); it would need \(needed)."
                + (origin.isEmpty ? "" : " " + Words.sentence(origin)),
            other == nil
                ? "Give yours another name, remove the one that is there, or take it over knowingly with \(option(id))."
                : "Give yours another name, or take it away from there knowingly with \(option(id))."
        )
    }

    private func ofAnotherRegion(_ id: ResourceID, _ region: String) -> (why: String, advice: String) {
        let stage = owner?.stage ?? "this stage"
        return (
            "\(Self.capitalised(id)) belongs to \(stage) in \(region): the cloud keeps such a resource once for "
                + "all regions, and what runs there needs it as it is.",
            "Give each region a stage of its own, as \(owner?.stage ?? "prod")-eu with its region in its settings; or "
                + "destroy \(stage) in \(region) first."
        )
    }

    private func immutable(_ id: ResourceID, _ change: Change, advice: String) -> (why: String, advice: String) {
        let from = ValueText.text(change.from, unit: change.unit)
        let to = ValueText.text(change.to, unit: change.unit)
        return (
            "The \(change.property) of \(id) cannot be changed once it is made; it is \(from) and should become \(to).",
            Words.sentence(advice)
        )
    }
}
