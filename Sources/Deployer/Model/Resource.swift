/// One resource on a cloud, as a plain value: what it should be, and how it is observed, created, updated and deleted.
///
/// The description and what is observed have the same type, so the difference between them is a pure function over the
/// declared properties. A conformance is the whole handler: no other part of the engine names a kind.
///
/// No function waits. A resource that is not ready says so in its observation's ``Readiness``, or a write throws ``NotYet``;
/// the executor alone has the clock, the timeout and the retries. Every write may be repeated: after a crash the next run is
/// just another round.
///
/// What a kind seldom needs stands in protocols of its own, which it may conform to as well: ``PresentedResource`` (words for
/// people), ``HasOutput``, ``HoldsData``, ``FindsRelated``, ``Reappearing``, ``ConditionallyWritten``.
public protocol Resource<Context>: Sendable {
    /// What it needs to reach its cloud: its clients, or a fake cloud in tests.
    associatedtype Context: Sendable

    /// What people call this kind, as `table`.
    static var kind: String { get }
    /// Everything of it that is compared, in the order in which it is shown.
    static var schema: [Property<Self>] { get }

    /// Its name on the cloud: with the kind, its identity in the stack.
    var name: String { get }
    /// What must exist before it is created, and must not be deleted before it is gone.
    var dependencies: [ResourceID] { get }

    /// The description completed by local work alone: build, zip, hash, names that need the account. May be repeated.
    func prepared(in context: Context) async throws -> Self
    /// What exists on the cloud under this name; nil where nothing does.
    ///
    /// Sends reads alone, all at once, by the name alone: it is called on the value before and after `prepared`.
    func observe(in context: Context) async throws -> Observation<Self>?
    /// Creates it with its owner's tags.
    ///
    /// - Throws: ``NotYet``, ``OutcomeUnknown`` or ``Conflict`` where the engine is to look again; so do the other writes.
    func create(in context: Context) async throws
    /// Brings `observed` nearer to this value: one step is enough, the executor looks again afterwards.
    func update(_ changes: [Change], from observed: Self, in context: Context) async throws
    /// Deletes it, or takes one step towards that; what is gone already is no error.
    func delete(_ observed: Self, in context: Context) async throws
}

extension Resource {
    /// Kind and name.
    public var id: ResourceID { ResourceID(kind: Self.kind, name: name) }
    /// Most descriptions are complete as they are written.
    public func prepared(in context: Context) async throws -> Self { self }

    /// What differs between a description and what was observed, in the order of the schema; nil stands for nothing there.
    public static func differences(desired: Self?, observed: Self?) -> [Change] {
        schema.flatMap { $0.changes(desired, observed) }
    }

    /// The differences that can never be reconciled, each with what to do instead.
    func immutableDifferences(from observed: Self) -> [(change: Change, advice: String)] {
        Self.schema.flatMap { property in
            property.immutable.map { advice in
                property.changes(self, observed).map { (change: $0, advice: advice) }
            } ?? []
        }
    }
}
