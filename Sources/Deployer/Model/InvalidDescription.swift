/// A description that the cloud would refuse, found before any request: the resource, the property, and what is allowed.
public struct InvalidDescription: Error, Sendable, Equatable, CustomStringConvertible {
    /// The resource.
    public let resource: ResourceID
    /// The property, such as `name` or `permissions`.
    public let property: String
    /// The invalid value, as text.
    public let value: String
    /// The allowed values, as the end of a sentence that starts with the property.
    public let allowed: String

    /// An error for one property.
    public init(_ resource: ResourceID, property: String, value: String, allowed: String) {
        self.resource = resource
        self.property = property
        self.value = value
        self.allowed = allowed
    }

    /// All of it in one sentence.
    public var description: String { "\(resource): \(property) is \"\(value)\"; \(property) must be \(allowed)" }
}

/// All that is wrong with the description of one resource.
///
/// ```swift
/// func check(_ errors: inout DescriptionErrors, in context: Cloud) {
///     errors.check("retention", retentionSeconds, 60...1_209_600, "s")
///     if isFIFO != name.hasSuffix(".fifo") {
///         errors.refuse("name", name, allowed: "one that ends in .fifo, for a FIFO queue and for no other")
///     }
/// }
/// ```
public struct DescriptionErrors: Sendable {
    /// The resource.
    public let resource: ResourceID
    /// The errors so far, in the order in which they were found.
    public private(set) var all: [InvalidDescription] = []

    /// No errors yet.
    public init(of resource: ResourceID) { self.resource = resource }

    /// Adds an error.
    ///
    /// - Parameters:
    ///   - property: the property's name, as plans show it.
    ///   - value: the invalid value, as text.
    ///   - allowed: the allowed values, as the end of "it must be …".
    public mutating func refuse(_ property: String, _ value: String, allowed: String) {
        all.append(InvalidDescription(resource, property: property, value: value, allowed: allowed))
    }

    /// Adds an error if the number is outside of the range.
    ///
    /// - Parameters:
    ///   - property: the property's name, as plans show it.
    ///   - number: its value.
    ///   - range: the allowed values.
    ///   - unit: such as `s` or `MiB`; empty for a plain number.
    public mutating func check(_ property: String, _ number: Int, _ range: ClosedRange<Int>, _ unit: String = "") {
        guard !range.contains(number) else { return }
        let bounds =
            range.upperBound == .max ? "\(range.lowerBound) or more" : "\(range.lowerBound) to \(range.upperBound)"
        let words = [bounds, unit].filter { !$0.isEmpty }.joined(separator: " ")
        refuse(property, [String(number), unit].filter { !$0.isEmpty }.joined(separator: " "), allowed: words)
    }

    /// Adds an error about something that several resources of the stack have in common, such as its tags.
    ///
    /// It is reported once, however many resources report it.
    public mutating func refuse(inStack stack: String, _ property: String, _ value: String, allowed: String) {
        all.append(
            InvalidDescription(
                ResourceID(kind: "stack", name: stack), property: property, value: value, allowed: allowed))
    }
}

/// A line of the program that describes a stack.
public struct CodeLocation: Sendable, Hashable, CustomStringConvertible {
    /// The module and the file, such as `Guestbook/Guestbook.swift`.
    public let file: String
    /// The line, counted from 1.
    public let line: Int

    /// A line; a resource's initialiser gets both from its caller with `#fileID` and `#line`.
    public init(file: String, line: Int) {
        self.file = file
        self.line = line
    }

    /// As compilers write it: `Guestbook/Guestbook.swift:9`.
    public var description: String { "\(file):\(line)" }
}
