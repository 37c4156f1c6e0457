"""What Lambda invokes a function with."""


def request(path: str = "/", query: str = "", method: str = "GET", **members) -> dict:
    """An event of a function URL, in payload format 2.0."""
    host = "a.lambda-url.eu-west-1.on.aws"
    return {
        "version": "2.0", "routeKey": "$default", "rawPath": path, "rawQueryString": query,
        "headers": {"host": host, "content-type": "image/png"}, "isBase64Encoded": False,
        "requestContext": {
            "accountId": "anonymous", "apiId": "a", "domainName": host, "requestId": "r", "routeKey": "$default",
            "http": {"method": method, "path": path, "protocol": "HTTP/1.1", "sourceIp": "203.0.113.7"},
            "stage": "$default", "time": "01/Jan/2026:00:00:00 +0000", "timeEpoch": 1767225600000}, **members}


def message(number: int, body: str, receive_count: int = 1) -> dict:
    """A message in an event of an SQS queue."""
    return {
        "messageId": f"m-{number}", "receiptHandle": "h", "body": body, "md5OfBody": "…", "eventSource": "aws:sqs",
        "attributes": {"ApproximateReceiveCount": str(receive_count), "SentTimestamp": "1767225600000"},
        "messageAttributes": {}, "eventSourceARN": "arn:aws:sqs:eu-west-1:123456789012:q", "awsRegion": "eu-west-1"}
