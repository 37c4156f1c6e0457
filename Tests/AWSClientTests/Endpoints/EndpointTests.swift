import Testing

@testable import AWSClient

@Suite("An endpoint")
struct EndpointTests {
    @Test(
        "is the service's host in its region, with the partition's suffix",
        arguments: [
            ("eu-west-1", "dynamodb.eu-west-1.amazonaws.com", "aws"),
            ("mx-central-1", "dynamodb.mx-central-1.amazonaws.com", "aws"),
            ("us-gov-west-1", "dynamodb.us-gov-west-1.amazonaws.com", "aws-us-gov"),
            ("cn-northwest-1", "dynamodb.cn-northwest-1.amazonaws.com.cn", "aws-cn"),
            ("eusc-de-east-1", "dynamodb.eusc-de-east-1.amazonaws.eu", "aws-eusc"),
            ("us-iso-west-1", "dynamodb.us-iso-west-1.c2s.ic.gov", "aws-iso"),
            ("us-isob-east-1", "dynamodb.us-isob-east-1.sc2s.sgov.gov", "aws-iso-b"),
            ("eu-isoe-west-1", "dynamodb.eu-isoe-west-1.cloud.adc-e.uk", "aws-iso-e"),
            ("us-isof-south-1", "dynamodb.us-isof-south-1.csp.hci.ic.gov", "aws-iso-f"),
            ("xx-new-1", "dynamodb.xx-new-1.amazonaws.com", "aws"),
        ])
    func standard(region: String, host: String, partition: String) throws {
        let endpoint = try Endpoint(for: .dynamoDB, region: region)
        #expect(endpoint.url == "https://\(host)")
        #expect(endpoint.authority == host)
        #expect(endpoint.signingRegion == region)
        #expect(!endpoint.isCustom)
        #expect(!endpoint.isOnThisMachine)
        #expect(Partition(forRegion: region).id == partition)
    }

    @Test(
        "of IAM is one host per partition, signed for its fixed region",
        arguments: [
            ("eu-west-1", "iam.amazonaws.com", "us-east-1"),
            ("us-gov-east-1", "iam.us-gov.amazonaws.com", "us-gov-west-1"),
            ("cn-northwest-1", "iam.cn-north-1.amazonaws.com.cn", "cn-north-1"),
            ("eusc-de-east-1", "iam.eusc-de-east-1.amazonaws.eu", "eusc-de-east-1"),
            ("us-iso-west-1", "iam.us-iso-east-1.c2s.ic.gov", "us-iso-east-1"),
            ("us-isob-east-1", "iam.us-isob-east-1.sc2s.sgov.gov", "us-isob-east-1"),
            ("eu-isoe-west-1", "iam.eu-isoe-west-1.cloud.adc-e.uk", "eu-isoe-west-1"),
            ("us-isof-east-1", "iam.us-isof-south-1.csp.hci.ic.gov", "us-isof-south-1"),
        ])
    func iam(region: String, host: String, signingRegion: String) throws {
        let endpoint = try Endpoint(for: .iam, region: region)
        #expect(endpoint.url == "https://\(host)")
        #expect(endpoint.signingRegion == signingRegion)
    }

    @Test(
        "may be a FIPS or an IPv6 endpoint, with each partition's own names",
        arguments: [
            (Service.lambda, "eu-west-1", EndpointVariant.fips, "lambda-fips.eu-west-1.amazonaws.com"),
            (.lambda, "eu-west-1", .dualStack, "lambda.eu-west-1.api.aws"),
            (.lambda, "us-gov-west-1", .fips, "lambda-fips.us-gov-west-1.amazonaws.com"),
            (.sts, "us-gov-west-1", .fips, "sts.us-gov-west-1.amazonaws.com"),
            (
                .sts, "us-gov-west-1", EndpointVariant(isFIPS: true, isDualStack: true),
                "sts-fips.us-gov-west-1.api.aws"
            ),
            (.sso, "eu-west-1", .fips, "portal.sso-fips.eu-west-1.amazonaws.com"),
            (.logs, "cn-north-1", .dualStack, "logs.cn-north-1.api.amazonwebservices.com.cn"),
            (.iam, "us-gov-east-1", .dualStack, "iam.us-gov.api.aws"),
            (.iam, "eu-west-1", .fips, "iam-fips.amazonaws.com"),
            (.iam, "us-iso-west-1", .fips, "iam-fips.us-iso-east-1.c2s.ic.gov"),
        ])
    func variants(service: Service, region: String, variant: EndpointVariant, host: String) throws {
        #expect(try Endpoint(for: service, region: region, variant).authority == host)
    }

    @Test(
        "has the service's own host prefix",
        arguments: [
            (Service.lambda, "lambda"), (.logs, "logs"), (.sts, "sts"),
        ])
    func prefix(service: Service, label: String) throws {
        #expect(try Endpoint(for: service, region: "eu-west-1").authority == "\(label).eu-west-1.amazonaws.com")
    }

    @Test(
        "rejects a region that cannot be part of a host name",
        arguments: [
            "", "eu west-1", "eu-west-1/x", "evil.example#", "-a", "a-", "é", String(repeating: "a", count: 41),
        ])
    func badRegion(region: String) {
        #expect(throws: InvalidSetting.self) { _ = try Endpoint(for: .dynamoDB, region: region) }
    }

    @Test(
        "rejects a host that is empty or has escapes or a zone",
        arguments: ["https://[]", "https://[%z1]", "http://a%2fb", "http://[fe80::1%25eth0]"])
    func oddHost(url: String) {
        #expect(throws: InvalidSetting.self) { _ = try Endpoint(custom: url, region: "eu-west-1", setting: "A") }
    }

    @Test(
        "may be custom, with a port and a path, and is then signed for the user's region",
        arguments: [
            ("http://localhost:4566", "http://localhost:4566", "localhost:4566", "", true),
            ("http://localhost:4566/", "http://localhost:4566", "localhost:4566", "", true),
            ("HTTP://LocalHost:80/aws/v1/", "http://localhost/aws/v1", "localhost", "/aws/v1", true),
            ("https://proxy.example:443/a%20b", "https://proxy.example/a%20b", "proxy.example", "/a%20b", false),
            ("http://[::1]:8000", "http://[::1]:8000", "[::1]:8000", "", true),
            ("http://127.9.8.7:1", "http://127.9.8.7:1", "127.9.8.7:1", "", true),
            ("http://x.lambda-url.localhost", "http://x.lambda-url.localhost", "x.lambda-url.localhost", "", true),
            ("https://127.evil.example", "https://127.evil.example", "127.evil.example", "", false),
            ("https://notlocalhost", "https://notlocalhost", "notlocalhost", "", false),
        ])
    func custom(text: String, url: String, authority: String, prefix: String, isOnThisMachine: Bool) throws {
        let endpoint = try Endpoint(custom: text, region: "eu-west-1", setting: "AWS_ENDPOINT_URL")
        #expect(endpoint.url == url)
        #expect(endpoint.authority == authority)
        #expect(endpoint.pathPrefix == prefix)
        #expect(endpoint.isOnThisMachine == isOnThisMachine)
        #expect(endpoint.isCustom)
        #expect(endpoint.signingRegion == "eu-west-1")
    }

    @Test(
        "must be a valid URL, and the error names the setting",
        arguments: [
            "localhost:4566", "ftp://localhost", "http://", "http:///path", "not a url", "http://h:99999", "http://h:0",
            "http://h/?a=b", "http://h/#f", "//h", "http://h:port", "http://h ost/",
        ])
    func badURL(url: String) throws {
        let error = try #require(
            #expect(throws: InvalidSetting.self) {
                _ = try Endpoint(custom: url, region: "eu-west-1", setting: "AWS_ENDPOINT_URL_IAM")
            })
        #expect(error.setting == "AWS_ENDPOINT_URL_IAM")
        #expect(error.value == url)
        #expect(!error.reason.isEmpty)
    }

    @Test(
        "does not use plain http to another machine, since others could read a session token",
        arguments: [
            "http://10.0.0.1:4566", "http://aws.internal", "http://localhost.example", "http://127.evil.example",
            "http://0.0.0.0:4566", "http://[fe80::1]", "http://169.254.169.254",
        ])
    func plain(url: String) {
        let error = #expect(throws: InvalidSetting.self) {
            _ = try Endpoint(custom: url, region: "eu-west-1", setting: "AWS_ENDPOINT_URL")
        }
        #expect(error?.reason == "plain http is accepted for this machine alone; use https")
    }

    @Test(
        "never shows a password in its URL",
        arguments: ["http://ann:hush@h/", "http://ann:hush@\u{301}h"])
    func password(url: String) throws {
        let error = try #require(
            #expect(throws: InvalidSetting.self) {
                _ = try Endpoint(custom: url, region: "eu-west-1", setting: "AWS_ENDPOINT_URL")
            })
        #expect(!"\(error)".contains("hush"))
    }
}
