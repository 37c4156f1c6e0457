package import Deployer

/// The ARN of one version of a layer.
struct LayerVersionARN: Sendable, Equatable {
    let partition: String
    let region: String
    /// The layer without its version: its ARN.
    let layer: String

    /// Nil if the text is no such ARN.
    ///
    /// The form is that of botocore's lambda/2015-03-31/service-2.json, `LayerVersionArn`.
    init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 8, parts[0] == "arn", parts[1].hasPrefix("aws"), parts[2] == "lambda",
            !parts[3].isEmpty, parts[4].utf8.count == 12, Self.isNumber(parts[4]), parts[5] == "layer",
            TextRule(1...140, lettersDigitsAnd: "-_").allows(parts[6]), Self.isNumber(parts[7])
        else { return nil }
        (partition, region) = (parts[1], parts[3])
        layer = parts.dropLast().joined(separator: ":")
    }

    private static func isNumber(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (48...57).contains($0) }
    }
}

extension Function {
    /// Lambda's quota, which no account can have raised ("Lambda quotas" in the Lambda Developer Guide).
    private static let mostLayers = 5

    /// Adds layers that Lambda would refuse; any account's may be named.
    package func checkLayers(_ errors: inout DescriptionErrors, in aws: AWS) {
        if layers.count > Self.mostLayers {
            errors.refuse("layers", "\(layers.count) layers", allowed: "at most \(Self.mostLayers)")
        }
        var seen: Set<String> = []
        for text in layers {
            let arn = LayerVersionARN(text)
            if let arn, arn.partition == aws.partition, arn.region == aws.region {
                if !seen.insert(arn.layer).inserted {
                    errors.refuse("layers", text, allowed: "versions of different layers")
                }
            } else {
                errors.refuse(
                    "layers", text,
                    allowed:
                        "ARNs of versions of layers in the function's region, as arn:\(aws.partition):lambda:\(aws.region):"
                        + "123456789012:layer:NAME:1")
            }
        }
    }
}
