"""The actions that the program knows, against botocore's operations and the actions in AWS's own managed policies.

A name that is missing there would refuse a permission that is right. So each new operation of botocore has to be listed,
or named here with the reason.
"""

import pathlib
import re

import botocore.session
import pytest
from ministack.services import iam

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "Sources/AWSResources/IAM/ActionNames"
#: The models of botocore with the operations of a service, where its name is another.
MODELS = {
    "dynamodb": ["dynamodb", "dynamodbstreams"], "s3": ["s3", "s3control"], "ses": ["ses", "sesv2"],
    "states": ["stepfunctions"],
    "bedrock": ["bedrock", "bedrock-runtime", "bedrock-agent", "bedrock-agent-runtime"],
    # Their actions are HTTP's methods, and what a client of an API does.
    "apigateway": [], "execute-api": [],
}
#: Operations that need several actions, depending on what they do.
SEVERAL = {
    "dynamodb": {"BatchExecuteStatement", "ExecuteStatement", "ExecuteTransaction", "TransactGetItems", "TransactWriteItems"},
    "kms": {"ReEncrypt"},
}
#: Condition keys, which have the form of an action.
KEYS = {"iam": {"awsservicename", "passedtoservice"}}


def tables(path: pathlib.Path) -> dict[str, list[str]]:
    """The words of each service in one file."""
    return {name: words.split() for name, words in re.findall(r'"([\w-]+)": """\n(.*?)"""', path.read_text(), re.S)}


OTHER_NAMES = {service: dict(pair.split(">") for pair in pairs)
               for service, pairs in tables(FOLDER / "ActionsOfOperations.swift").items()}
LISTED = {service: words for path in sorted(FOLDER.glob("*Actions.swift"))
          for service, words in tables(path).items()}
each_service = pytest.mark.parametrize("service", LISTED)


def lowered(names) -> set[str]:
    return {name.lower() for name in names}


def test_the_services_of_a_small_stack_are_listed():
    assert set(LISTED) >= {
        "dynamodb", "lambda", "logs", "sqs", "sns", "s3", "ssm", "kms", "secretsmanager", "events", "scheduler", "states",
        "ses", "kinesis", "cognito-idp", "apigateway", "execute-api", "bedrock", "cloudwatch", "xray", "sts", "iam"}


@each_service
def test_each_operation_is_an_action_or_is_checked_under_another_name(service):
    session = botocore.session.get_session()
    operations = {name for model in MODELS.get(service, [service])
                  for name in session.get_service_model(model).operation_names}
    known = lowered(LISTED[service]) | lowered(OTHER_NAMES.get(service, {})) | lowered(SEVERAL.get(service, ()))
    assert sorted(name for name in operations if name.lower() not in known) == []


@each_service
def test_each_action_in_aws_own_policies_is_listed(service):
    text = pathlib.Path(iam.__file__).read_text()
    found = lowered(re.findall(rf'"{re.escape(service)}:(\w+)"', text)) - KEYS.get(service, set())
    assert sorted(found - lowered(LISTED[service])) == []


@each_service
def test_each_other_name_leads_from_no_action_to_an_action(service):
    names = OTHER_NAMES.get(service, {})
    assert lowered(names.values()) <= lowered(LISTED[service])
    assert lowered(names) & lowered(LISTED[service]) == set()
    assert len(lowered(LISTED[service])) == len(LISTED[service]), "a name is there twice"
