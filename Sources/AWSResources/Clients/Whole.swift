/// A part of an answer as it is used here, with everything that AWS said in it.
struct Whole<Value: Decodable & Sendable>: Decodable, Sendable {
    /// As it is used here.
    let value: Value
    /// All of it.
    let members: PolicyJSON

    init(from decoder: any Decoder) throws {
        value = try Value(from: decoder)
        members = try PolicyJSON(from: decoder)
    }
}
