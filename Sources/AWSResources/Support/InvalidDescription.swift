public import Deployer

/// A description that AWS would refuse, found before any request: the resource, the property, and what is allowed.
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

/// The rule for a text: how many Unicode scalars, and which ones; AWS allows no others.
public struct TextRule: Sendable {
    let lengths: ClosedRange<Int>
    /// In words, such as `letters, digits, _ . -`.
    let words: String
    let isAllowed: @Sendable (Unicode.Scalar) -> Bool

    /// ASCII letters, digits and `others`.
    public init(_ lengths: ClosedRange<Int>, lettersDigitsAnd others: String) {
        self.lengths = lengths
        self.words = "letters, digits, " + others.map(String.init).joined(separator: " ")
        self.isAllowed = { scalar in
            others.unicodeScalars.contains(scalar) || (scalar.isASCII && scalar.properties.isLetterOrDigit)
        }
    }

    /// The characters that AWS allows in tags: letters, digits and spaces of any script, and `_.:/=+-@`.
    init(tag lengths: ClosedRange<Int>) {
        self.lengths = lengths
        self.words = "letters, digits, spaces, _ . : / = + - @"
        self.isAllowed = { scalar in
            "_.:/=+-@".unicodeScalars.contains(scalar) || scalar.properties.isLetterOrDigit
                || scalar.properties.isSeparator
        }
    }

    /// A tag's key.
    public static let tagKey = TextRule(tag: 1...128)
    /// A tag's value.
    public static let tagValue = TextRule(tag: 0...256)

    /// Whether it allows the text.
    public func allows(_ text: String) -> Bool {
        lengths.contains(text.unicodeScalars.count) && text.unicodeScalars.allSatisfy(isAllowed)
    }

    /// The end of "must be …".
    public var description: String { "\(lengths.lowerBound) to \(lengths.upperBound) of \(words)" }
}

extension Unicode.Scalar.Properties {
    fileprivate var isLetterOrDigit: Bool {
        switch generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
            .letterNumber, .otherNumber:
            true
        default: false
        }
    }

    fileprivate var isSeparator: Bool {
        switch generalCategory {
        case .spaceSeparator, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}

extension ResourceID {
    /// Refuses a text that breaks AWS's rule for it.
    ///
    /// - Throws: ``InvalidDescription``.
    public func check(_ property: String, _ text: String, _ rule: TextRule) throws {
        guard rule.allows(text) else {
            throw InvalidDescription(self, property: property, value: text, allowed: rule.description)
        }
    }

    /// Refuses tags that some service does not accept: AWS's rules differ little, and these are the strictest.
    ///
    /// - Throws: ``InvalidDescription``.
    func check(tags: [String: String]) throws {
        guard tags.count <= 50 else {
            throw InvalidDescription(
                self, property: "tags", value: "\(tags.count) tags",
                allowed: "at most 50, the deployer's own among them")
        }
        for (key, value) in tags.sorted(by: { $0.key < $1.key }) {
            guard !key.lowercased().hasPrefix("aws:") else {
                throw InvalidDescription(
                    self, property: "tags", value: key, allowed: "named without aws: at the start, which is AWS's own")
            }
            try check("the tag's name", key, .tagKey)
            try check("tags.\(key)", value, .tagValue)
        }
    }

    /// Refuses tags that a description may not set.
    ///
    /// - Parameter property: the property that describes them.
    /// - Throws: ``InvalidDescription``.
    func check(own tags: [String: String], _ property: String) throws {
        guard let key = tags.keys.sorted().first(where: TagKey.isReserved) else { return }
        throw InvalidDescription(
            self, property: property, value: key,
            allowed: "named without aws: or deployer: at the start, which are AWS's and the deployer's own")
    }
}
