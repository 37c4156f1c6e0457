"""AWS's checks for the requests about queues and event sources, by the Service Authorization Reference.

<https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html> and
<https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html>. They share no code with the
examples.
"""

import urllib.parse

import iam_rules
from authorization import Check, check
from aws_answers import content
from local_aws import ACCOUNT, REGION
from proxy import Call

#: The actions on an event source, apart from those on its tags.
_MAPPINGS = {"CreateEventSourceMapping", "UpdateEventSourceMapping", "DeleteEventSourceMapping",
             "GetEventSourceMapping"}


def checks(call: Call, functions: dict[str, str]) -> list[Check]:
    """What AWS checks before it carries out a request; `functions` has the function's ARN for each event source's."""
    if call.service == "sqs":
        return _of_queues(call)
    if call.action == "ListEventSourceMappings":
        return [check("lambda:ListEventSourceMappings", "*", {})]
    if call.action in _MAPPINGS:
        return _of_mappings(call, functions)
    path = urllib.parse.unquote(call.path)
    if ":event-source-mapping:" in path:
        return [check(f"lambda:{call.action}", path[path.index("arn:"):], {})]
    return iam_rules.checks(call)


def _of_queues(call: Call) -> list[Check]:
    asked = content(call)
    name = asked.get("QueueName") or asked["QueueUrl"].rpartition("/")[2]
    queue = f"arn:aws:sqs:{REGION}:{ACCOUNT}:{name}"
    found = [check(f"sqs:{call.action}", queue, {})]
    if call.action == "CreateQueue" and asked.get("tags"):
        found.append(check("sqs:TagQueue", queue, {}))
    return found


def _of_mappings(call: Call, functions: dict[str, str]) -> list[Check]:
    if call.action == "CreateEventSourceMapping":
        asked = content(call)
        found = [check("lambda:CreateEventSourceMapping", "*", {"lambda:FunctionArn": asked["FunctionName"]})]
        if asked.get("Tags"):
            every = f"arn:aws:lambda:{REGION}:{ACCOUNT}:event-source-mapping:new"
            found.append(check("lambda:TagResource", every, {}))
        return found
    uuid = call.path.rstrip("/").rpartition("/")[2]
    arn = f"arn:aws:lambda:{REGION}:{ACCOUNT}:event-source-mapping:{uuid}"
    return [check(f"lambda:{call.action}", arn, {"lambda:FunctionArn": functions[uuid]})]
