import AWSClient
import AWSResources
import Deployer

/// An error whose cause AWS does not name, or names wrongly, and what to do about it.
struct ErrorDiagnosis {
    /// What happened, as the start of an explanation.
    let what: String
    /// The advice, in whole sentences.
    let advice: String

    private init(_ what: String, _ advice: String) {
        self.what = what
        self.advice = advice
    }

    /// The known cause of an error; nil if AWS's message says enough.
    init?(_ error: ServiceError) {
        if error.isUnknownOperation {
            self = Self.unknownOperation(error)
        } else if error.isRegionDisabled || error.regionToEnable != nil {
            self = Self.region(error)
        } else if Self.quotaCodes.contains(error.code), !error.isThrottling {
            self.init(
                "This would go beyond a quota of the account",
                "Waiting does not help, unless AWS names a time. Remove what is not needed any more, or ask AWS for a "
                    + "higher quota (Service Quotas), then run the same command again.")
        } else if error.classification(during: .write) == .alreadyExists {
            self = Self.unseenConflict(error)
        } else if let words = error.words, let what = words.what {
            self.init(what, words.advice(error.region))
        } else {
            return nil
        }
    }

    private static let quotaCodes: Set = [
        "LimitExceeded", "LimitExceededException", "ServiceQuotaExceededException", "AliasLimitExceededException",
    ]

    /// The code is that of a missing permission, but no permission helps.
    ///
    /// Regions without function URLs: China (Lambda's page of docs.amazonaws.cn), GovCloud (its user guide), and some
    /// regions that were launched recently.
    private static func unknownOperation(_ error: ServiceError) -> ErrorDiagnosis {
        let place = error.region.map { "in \($0)" } ?? "here"
        let isOfURLs = error.service == Service.lambda.name && error.operation.contains("FunctionUrlConfig")
        return isOfURLs
            ? ErrorDiagnosis(
                "Lambda has no function URLs \(place)",
                "No permission helps: there are none in China and GovCloud, and in some regions not yet. Describe the "
                    + "stack without a function URL, or take another region. Where one has them, look at what rewrites "
                    + "requests on their way: AWS_ENDPOINT_URL, or a proxy.")
            : ErrorDiagnosis(
                "\(error.service) does not know the operation \(error.operation) \(place)",
                "No permission helps: the region does not have it, or something rewrites requests on their way "
                    + "(AWS_ENDPOINT_URL, a proxy). Take another region, or correct that.")
    }

    /// The region may not be enabled.
    ///
    /// Regions that must be enabled do not accept session tokens of STS's global endpoint (IAM User Guide, "Manage AWS
    /// STS in an AWS Region").
    private static func region(_ error: ServiceError) -> ErrorDiagnosis {
        let named = error.region.map { "the region \($0)" } ?? "this region"
        let asked = error.service == Service.sts.name ? " and, in IAM's account settings, STS in it" : ""
        let enable =
            "An administrator enables it: `aws account enable-region --region-name \(error.region ?? "REGION")`\(asked); that "
            + "takes minutes, sometimes hours."
        guard error.regionToEnable != nil else {
            return ErrorDiagnosis(
                "AWS does not let this account use \(named), or \(error.service) in it",
                "Look in the account's settings whether the region is enabled and STS active in it, and whether the account "
                    + "has been set up whole. \(enable)")
        }
        return ErrorDiagnosis(
            "AWS does not accept the credentials, most likely since \(named) is not enabled for the account",
            "It is one of those that no account has until it is enabled. \(enable) Where it is enabled, look at the keys, "
                + "whether they are of this partition; keys from STS's global endpoint are not taken there.")
    }

    /// The name is in use, but every read after the error found no such resource.
    private static func unseenConflict(_ error: ServiceError) -> ErrorDiagnosis {
        let cause =
            error.words?.advice(error.region)
            ?? "Somebody else may be making it, or removing it: wait until that has ended; otherwise look for it in AWS's "
            + "console, and remove it or describe another name."
        return ErrorDiagnosis(
            "AWS says that this exists already, but shows no such resource", cause + " Then run the same command again."
        )
    }
}
