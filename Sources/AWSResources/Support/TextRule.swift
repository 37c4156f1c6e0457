public import Deployer

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

extension DescriptionErrors {
    /// Adds an error if the text breaks AWS's rule for it.
    public mutating func check(_ property: String, _ text: String, _ rule: TextRule) {
        if !rule.allows(text) { refuse(property, text, allowed: rule.description) }
    }

    /// Adds an error for each tag that some service does not accept, the owner's and the stack's among them.
    ///
    /// AWS's rules differ little between services, and these are the strictest.
    ///
    /// - Parameters:
    ///   - tags: the description's own tags.
    ///   - aws: the account and region, with the owner whose tags are added.
    ///   - region: as for ``Owner/marking(_:keptFor:)``.
    public mutating func check(tags: [String: String], in aws: AWS, keptFor region: String? = nil) {
        check(tags: tags, of: aws.owner, keptFor: region)
    }

    /// The same for an owner.
    mutating func check(tags: [String: String], of owner: Owner, keptFor region: String? = nil) {
        for key in tags.keys.sorted() where TagKey.isReserved(key) { refuse("tags", key, allowed: Self.unreserved) }
        for key in owner.commonTags.keys.sorted() where TagKey.isReserved(key) {
            refuse(inStack: owner.stack, "AWSStack.tags", key, allowed: Self.unreserved)
        }
        let all = owner.marking(tags, keptFor: region)
        if all.count > 50 {
            refuse("tags", "\(all.count) tags", allowed: "at most 50, the deployer's own among them")
        }
        for (key, value) in tags.sorted(by: { $0.key < $1.key }) {
            check("tags", key, .tagKey)
            check("tags.\(key)", value, .tagValue)
        }
        for (key, value) in owner.commonTags.sorted(by: { $0.key < $1.key }) {
            if !TextRule.tagKey.allows(key) {
                refuse(inStack: owner.stack, "AWSStack.tags", key, allowed: TextRule.tagKey.description)
            }
            if !TextRule.tagValue.allows(value) {
                refuse(inStack: owner.stack, "AWSStack.tags", value, allowed: TextRule.tagValue.description)
            }
        }
    }

    private static let unreserved =
        "named without aws: or deployer: at the start, which are AWS's and the deployer's own"
}
