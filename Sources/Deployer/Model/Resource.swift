/// One resource on a cloud, as a plain value: what it should be, and how it is observed, created, updated and deleted.
///
/// The description and the observed state have the same type, so their difference is a pure function over the declared
/// properties. A conforming type is the whole handler: no other part of the engine names a kind.
///
/// No function waits. A resource that is not ready says so in its observation's ``Readiness``, or a write throws
/// ``NotYet``; only the engine has the clock, the timeout and the retries. Every write may be repeated: after a crash
/// the next run starts with another round.
///
/// Protocols of their own hold what few kinds need: ``PresentedResource`` (words for people), ``HasOutput``,
/// ``HoldsData``, ``FindsRelated``, ``Reappearing``, ``ConditionallyWritten``.
public protocol Resource<Context>: Sendable {
    /// What it needs to reach its cloud: the clients, or a fake cloud in tests.
    associatedtype Context: Sendable

    /// The name of this kind for people, such as `table`.
    static var kind: String { get }
    /// All its properties that are compared, in the order in which they are shown.
    static var schema: [Property<Self>] { get }

    /// Its name on the cloud; name and kind identify it in the stack.
    var name: String { get }
    /// What must exist before it is created, and may be deleted only after it.
    var dependencies: [ResourceID] { get }
    /// Where the program describes it; nil if unknown.
    var codeLocation: CodeLocation? { get }

    /// Adds all that its cloud would refuse in the description; sends nothing and builds nothing.
    func check(_ errors: inout DescriptionErrors, in context: Context)
    /// Completes the description by local work alone: build, zip, hash, names with the account in them.
    ///
    /// May be called repeatedly.
    func prepared(in context: Context) async throws -> Self
    /// Reads what exists on the cloud under this name; returns nil if nothing does.
    ///
    /// It sends only reads, all at once, and uses only the name: it is called on the value before and after `prepared`.
    func observe(in context: Context) async throws -> Observation<Self>?
    /// Creates it with its owner's tags.
    ///
    /// - Throws: ``NotYet``, ``OutcomeUnknown`` or ``Conflict`` if the engine should look again; the other writes do
    ///   the same.
    func create(in context: Context) async throws
    /// Changes `observed` towards this value: one step is enough, since the engine looks again afterwards.
    func update(_ changes: [Change], from observed: Self, in context: Context) async throws
    /// Deletes it, or takes one step towards that; it is no error if it is already gone.
    func delete(_ observed: Self, in context: Context) async throws
}

extension Resource {
    /// The kind and the name.
    public var id: ResourceID { ResourceID(kind: Self.kind, name: name) }
    /// None.
    public var dependencies: [ResourceID] { [] }
    /// Unknown.
    public var codeLocation: CodeLocation? { nil }
    /// Finds nothing wrong.
    public func check(_ errors: inout DescriptionErrors, in context: Context) {}
    /// Returns the description itself: most are complete as written.
    public func prepared(in context: Context) async throws -> Self { self }

    /// All that its cloud would refuse in the description.
    public func errors(in context: Context) -> [InvalidDescription] {
        var errors = DescriptionErrors(of: id)
        check(&errors, in: context)
        return errors.all
    }

    /// The differences between the described and the observed resource, in the schema's order; nil means absent.
    public static func differences(desired: Self?, observed: Self?) -> [Change] {
        schema.flatMap { $0.changes(desired, observed) }
    }

    /// The differences that no update can reconcile, each with what to do instead.
    func immutableDifferences(from observed: Self) -> [(change: Change, advice: String)] {
        Self.schema.flatMap { property in
            property.immutable.map { advice in
                property.changes(self, observed).map { (change: $0, advice: advice) }
            } ?? []
        }
    }
}
