import AWSSigning
import Foundation

/// Calls one service's operations: encodes, signs, sends, retries and decodes.
///
/// It is not a service's typed client (those stand beside the resources, in `AWSResources`) and it waits for nothing but
/// its own retries.
public struct ServiceClient: Sendable {
    /// Calls an operation of a JSON service.
    public func call<Output: Decodable>(
        _ operation: Operation, _ input: some Encodable & Sendable, as: Output.Type = Output.self
    ) async throws -> Output { fatalError("to be written") }

    /// Calls an operation of a query service; gives the `<OperationResult>` element, or an empty one.
    ///
    /// Lists are spelt by the caller, as `Tags.member.1.Key`.
    public func call(_ operation: Operation, _ parameters: [(name: String, value: String)]) async throws -> XMLNode {
        fatalError("to be written")
    }

    /// Calls an operation of a REST service.
    ///
    /// - Parameters:
    ///   - path: values for the `{Parameter}`s of the operation's path, not yet percent-encoded.
    ///   - query: names and values, not yet percent-encoded; names may repeat.
    ///   - body: nil sends none.
    public func call<Output: Decodable>(
        _ operation: Operation, path: [String: String], query: [(name: String, value: String)] = [],
        body: (any Encodable & Sendable)? = nil, as: Output.Type = Output.self
    ) async throws -> Output { fatalError("to be written") }
}

/// The output of an operation that answers nothing we read.
public struct NoOutput: Decodable, Sendable {
    /// Nothing.
    public init() {}
    /// Takes any answer.
    public init(from decoder: any Decoder) {}
}

/// An element of an XML answer: its name, its text, its children in order.
public struct XMLNode: Sendable, Equatable {
    /// The element's name without a namespace.
    public let name: String
    /// Its text, white space at both ends taken off.
    public let text: String
    /// Its child elements in order.
    public let children: [XMLNode]

    /// An element as the parser or a test makes it.
    public init(name: String, text: String = "", children: [XMLNode] = []) {
        self.name = name
        self.text = text
        self.children = children
    }

    /// The first child of that name.
    public subscript(_ name: String) -> XMLNode? { children.first { $0.name == name } }

    /// The `<member>` elements of a list child; empty where it is missing.
    public func members(of name: String) -> [XMLNode] { self[name]?.children.filter { $0.name == "member" } ?? [] }
}
