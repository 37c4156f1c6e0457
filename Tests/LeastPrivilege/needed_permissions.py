"""The permissions that a request needs, by AWS's Service Authorization Reference.

<https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html>
An operation needs the action of its own name, on the resource that the request names, except for the cases below.
"""

import re

from kinds import NAMED, log_group
from local_aws import ACCOUNT
from policy_rules import Need

#: Operations that no policy of the caller decides, and why. They are tried nevertheless.
BEYOND_POLICIES = {
    ("sts", "GetCallerIdentity"): "answers anyone, even one who is denied it explicitly",
    ("sts", "GetSessionToken"): "needs no permission, and is refused to whoever calls with a role's session",
    ("sts", "AssumeRoleWithSAML"): "is not signed: the assertion in it and the other role's trust decide",
    ("sts", "AssumeRoleWithWebIdentity"): "is not signed: the token in it and the other role's trust decide",
}

#: The only key of the counter's table.
PARTITION_KEY = "id"

_LAMBDA = {
    "GetLayerVersionByArn": "lambda:GetLayerVersion",
    "Invoke": "lambda:InvokeFunction",
    "InvokeWithResponseStream": "lambda:InvokeFunction",
}
#: <https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html>
_S3 = {
    "CompleteMultipartUpload": "s3:PutObject",
    "CopyObject": "s3:PutObject",
    "CreateBucketMetadataConfiguration": "s3:CreateBucketMetadataTableConfiguration",
    "CreateMultipartUpload": "s3:PutObject",
    "CreateSession": "s3express:CreateSession",
    "DeleteBucketMetadataConfiguration": "s3:DeleteBucketMetadataTableConfiguration",
    "DeleteObjects": "s3:DeleteObject",
    "GetBucketMetadataConfiguration": "s3:GetBucketMetadataTableConfiguration",
    "HeadBucket": "s3:ListBucket",
    "HeadObject": "s3:GetObject",
    "ListBuckets": "s3:ListAllMyBuckets",
    "ListDirectoryBuckets": "s3express:ListAllMyDirectoryBuckets",
    "ListMultipartUploads": "s3:ListBucketMultipartUploads",
    "ListObjectVersions": "s3:ListBucketVersions",
    "ListObjects": "s3:ListBucket",
    "ListObjectsV2": "s3:ListBucket",
    "ListParts": "s3:ListMultipartUploadParts",
    "RenameObject": "s3express:CreateSession",
    "SelectObjectContent": "s3:GetObject",
    "UploadPart": "s3:PutObject",
    "UploadPartCopy": "s3:PutObject",
    "WriteGetObjectResponse": "s3-object-lambda:WriteGetObjectResponse",
}
#: A bucket's settings whose actions use another name. Listing them needs Get, and deleting one needs Put.
_S3_SETTINGS = {
    "BucketAccelerateConfiguration": "AccelerateConfiguration",
    "BucketAnalyticsConfiguration": "AnalyticsConfiguration",
    "BucketCors": "BucketCORS",
    "BucketEncryption": "EncryptionConfiguration",
    "BucketIntelligentTieringConfiguration": "IntelligentTieringConfiguration",
    "BucketInventoryConfiguration": "InventoryConfiguration",
    "BucketLifecycle": "LifecycleConfiguration",
    "BucketLifecycleConfiguration": "LifecycleConfiguration",
    "BucketMetricsConfiguration": "MetricsConfiguration",
    "BucketNotificationConfiguration": "BucketNotification",
    "BucketOwnershipControls": "BucketOwnershipControls",
    "BucketReplication": "ReplicationConfiguration",
    "BucketTagging": "BucketTagging",
    "ObjectLockConfiguration": "BucketObjectLockConfiguration",
    "PublicAccessBlock": "BucketPublicAccessBlock",
}
#: <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html>
_TRANSACTED = {
    "ConditionCheck": "ConditionCheckItem", "Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem",
    "Get": "GetItem",
}
#: The ARN of a name in a request.
_NAMES = {
    **{kind.naming.name_member: kind.naming.arn for kind in NAMED},
    "UserName": f"arn:aws:iam::{ACCOUNT}:user/{{}}",
    "GroupName": f"arn:aws:iam::{ACCOUNT}:group/{{}}",
    "Bucket": "arn:aws:s3:::{}",
}


def needed(service: str, operation: str, parameters: dict) -> list[Need]:
    """All permissions that the request needs."""
    if service == "dynamodb":
        return _dynamodb(operation, parameters)
    if service == "logs":
        return [Need(f"logs:{operation}", _log_stream(parameters))]
    if service == "lambda":
        action = _LAMBDA.get(operation, f"lambda:{operation}")
    elif service == "s3":
        action = _S3.get(operation) or _s3_action(operation)
    else:
        action = f"{service}:{operation}"
    return [Need(action, _resource(parameters))]


def _s3_action(operation: str) -> str:
    verb, noun = re.fullmatch("(Get|Put|Delete|List|)(.+)", operation).groups()
    setting = _S3_SETTINGS.get(noun.removesuffix("s") if verb == "List" else noun)
    return f"s3:{ {'Delete': 'Put', 'List': 'Get'}.get(verb, verb)}{setting}" if setting else f"s3:{operation}"


def _resource(parameters: dict) -> str:
    """The ARN of the resource that the request names; `*` if it names no known resource."""
    texts = {member: value for member, value in parameters.items() if isinstance(value, str)}
    if arn := next((value for value in texts.values() if value.startswith("arn:")), None):
        return arn
    found = next((name.format(texts[member]) for member, name in _NAMES.items() if member in texts), "*")
    return f"{found}/{texts['Key']}" if "Bucket" in texts and "Key" in texts else found


def _log_stream(parameters: dict) -> str:
    """AWS checks a stream even if the request names only a group, or none; missing names are empty."""
    if arn := parameters.get("resourceArn"):
        return arn
    group, stream = parameters.get("logGroupName", ""), parameters.get("logStreamName", "")
    return f"{log_group.ARN.format(group)}:log-stream:{stream}"


def _dynamodb(operation: str, parameters: dict) -> list[Need]:
    match operation:
        case "TransactWriteItems" | "TransactGetItems":
            return [_item(_TRANSACTED[member], part)
                    for item in parameters["TransactItems"] for member, part in item.items()]
        case "BatchGetItem":
            return [_item(operation, {"TableName": table, "Key": key})
                    for table, asked in parameters["RequestItems"].items() for key in asked["Keys"]]
        case "BatchWriteItem":
            return [_item(operation, {"TableName": table, **part})
                    for table, writes in parameters["RequestItems"].items() for write in writes
                    for part in write.values()]
        case "ExecuteStatement":
            return [_partiql(parameters["Statement"])]
        case "BatchExecuteStatement":
            return [_partiql(statement["Statement"]) for statement in parameters["Statements"]]
        case "ExecuteTransaction":
            return [_partiql(statement["Statement"]) for statement in parameters["TransactStatements"]]
    return [_item(operation, parameters)]


def _item(action: str, parameters: dict) -> Need:
    """An action on an item or on a table; the item's key is the condition key `dynamodb:LeadingKeys`."""
    key = (parameters.get("Key") or parameters.get("Item") or {}).get(PARTITION_KEY, {})
    return Need(f"dynamodb:{action}", _resource(parameters), tuple(key.values()))


def _partiql(statement: str) -> Need:
    """<https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-iam.html>"""
    verb, table = re.match(r'(\w+) [^"]*"([^"]+)"', statement).groups()
    return Need(f"dynamodb:PartiQL{verb.capitalize()}", _resource({"TableName": table}))
