"""Reads with boto3 what exists on the local AWS, independently of the program, and changes it by hand."""

import contextlib
import json
import time

import botocore.exceptions

from stage import ALIAS, REGION, Stage

MISSING = {"ResourceNotFoundException", "NoSuchEntity"}

#: The variable in which a function keeps the unique id of its role.
ROLE_ID_VARIABLE = "DEPLOYER_ROLE_ID"


class Cloud:
    """The services of the local AWS in one region, with the administrator's keys."""

    def __init__(self, aws, region: str = REGION):
        self.dynamodb = aws.client("dynamodb", region=region)
        self.iam = aws.client("iam", region=region)
        self.function = aws.client("lambda", region=region)
        self.logs = aws.client("logs", region=region)

    def tags(self, stage: Stage) -> dict[str, dict[str, str]]:
        """The tags of each existing resource that can have tags, by kind."""
        looks = {
            "table": lambda: _by_key(self.dynamodb.list_tags_of_resource(ResourceArn=stage.table_arn)["Tags"]),
            "log group": lambda: self.logs.list_tags_for_resource(resourceArn=stage.log_group_arn)["tags"],
            "role": lambda: _by_key(self.iam.list_role_tags(RoleName=stage.role)["Tags"]),
            "function": lambda: self.function.list_tags(Resource=stage.function_arn)["Tags"],
        }
        found = {}
        for kind, look in looks.items():
            with missing_is_fine():
                found[kind] = look()
        return found

    def tag(self, stage: Stage, tags: dict[str, str]) -> None:
        """Tags each of these resources that exists, as another person with the rights would."""
        members = [{"Key": key, "Value": value} for key, value in tags.items()]
        puts = [
            lambda: self.dynamodb.tag_resource(ResourceArn=stage.table_arn, Tags=members),
            lambda: self.logs.tag_resource(resourceArn=stage.log_group_arn, tags=tags),
            lambda: self.iam.tag_role(RoleName=stage.role, Tags=members),
            lambda: self.function.tag_resource(Resource=stage.function_arn, Tags=tags),
        ]
        for put in puts:
            with missing_is_fine():
                put()

    def untag(self, stage: Stage, *keys: str) -> None:
        """Removes tags from each of them."""
        self.dynamodb.untag_resource(ResourceArn=stage.table_arn, TagKeys=list(keys))
        self.logs.untag_resource(resourceArn=stage.log_group_arn, tagKeys=list(keys))
        self.iam.untag_role(RoleName=stage.role, TagKeys=list(keys))
        self.function.untag_resource(Resource=stage.function_arn, TagKeys=list(keys))

    def role_id(self, stage: Stage) -> str:
        """The role's unique id; another role of the same name has another id."""
        return self.iam.get_role(RoleName=stage.role)["Role"]["RoleId"]

    def delete_role(self, stage: Stage) -> None:
        """Deletes the role with all its policies, as somebody would by hand."""
        for policy in self.iam.list_role_policies(RoleName=stage.role)["PolicyNames"]:
            self.iam.delete_role_policy(RoleName=stage.role, PolicyName=policy)
        self.iam.delete_role(RoleName=stage.role)

    def left(self, stage: Stage) -> dict[str, object]:
        """Every resource of a stage that still exists, by kind."""
        looks = {
            "table": lambda: self.dynamodb.describe_table(TableName=stage.table)["Table"],
            "role": lambda: self.iam.get_role(RoleName=stage.role)["Role"],
            "function": lambda: self.function.get_function(FunctionName=stage.function)["Configuration"],
            "url": lambda: self.function.get_function_url_config(FunctionName=stage.function, Qualifier=ALIAS),
            "log group": lambda: self.log_group(stage),
        }
        found = {}
        for kind, look in looks.items():
            with missing_is_fine():
                if (value := look()) is not None:
                    found[kind] = value
        return found

    def log_group(self, stage: Stage) -> dict | None:
        """The function's log group."""
        groups = self.logs.describe_log_groups(logGroupNamePrefix=stage.log_group)["logGroups"]
        return next((group for group in groups if group["logGroupName"] == stage.log_group), None)

    def statements(self, stage: Stage) -> list[dict]:
        """The permission statements of the alias."""
        with missing_is_fine():
            policy = self.function.get_policy(FunctionName=stage.function, Qualifier=ALIAS)
            return json.loads(policy["Policy"]).get("Statement", [])
        return []

    def snapshot(self, stage: Stage) -> dict[str, dict]:
        """The current value of every property that the six resources declare, in a form that can be compared."""
        return {
            "table": self._table(stage), "role": self._role(stage), "log group": self._logs(stage),
            "function": self._function(stage), "release": self._release(stage), "url": self._url(stage),
        }

    def _table(self, stage: Stage) -> dict:
        table = self.dynamodb.describe_table(TableName=stage.table)["Table"]
        backups = self.dynamodb.describe_continuous_backups(TableName=stage.table)["ContinuousBackupsDescription"]
        tags = self.dynamodb.list_tags_of_resource(ResourceArn=stage.table_arn)["Tags"]
        return {
            "keys": table["KeySchema"], "attributes": table["AttributeDefinitions"],
            "billing": table["BillingModeSummary"]["BillingMode"],
            "protected": table.get("DeletionProtectionEnabled", False),
            "recovery": backups["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"],
            "tags": {tag["Key"]: tag["Value"] for tag in tags},
        }

    def _role(self, stage: Stage) -> dict:
        role = self.iam.get_role(RoleName=stage.role)["Role"]
        inline = self.iam.list_role_policies(RoleName=stage.role)["PolicyNames"]
        attached = self.iam.list_attached_role_policies(RoleName=stage.role)["AttachedPolicies"]
        return {
            "trust": role["AssumeRolePolicyDocument"], "boundary": self.boundary(stage.role),
            "inline": {name: self.iam.get_role_policy(RoleName=stage.role, PolicyName=name)["PolicyDocument"]
                       for name in inline},
            "attached": sorted(policy["PolicyArn"] for policy in attached),
            "tags": {tag["Key"]: tag["Value"] for tag in self.iam.list_role_tags(RoleName=stage.role)["Tags"]},
        }

    def boundary(self, role: str) -> str | None:
        """The ARN of a role's permissions boundary; None if there is no boundary, or no such role."""
        with missing_is_fine():
            return self.iam.get_role(RoleName=role)["Role"].get("PermissionsBoundary", {}).get("PermissionsBoundaryArn")
        return None

    def _logs(self, stage: Stage) -> dict:
        return {"retention": self.log_group(stage).get("retentionInDays"),
                "tags": self.logs.list_tags_for_resource(resourceArn=stage.log_group_arn)["tags"]}

    def _served(self, stage: Stage, qualifier: str | None = None) -> dict:
        which = {"Qualifier": qualifier} if qualifier else {}
        configuration = self.function.get_function_configuration(FunctionName=stage.function, **which)
        variables = configuration.get("Environment", {}).get("Variables", {})
        with missing_is_fine():
            # The id of the function's role. It differs between stages, and must be the existing role's.
            if variables.get(ROLE_ID_VARIABLE) == self.iam.get_role(RoleName=stage.role)["Role"]["RoleId"]:
                variables[ROLE_ID_VARIABLE] = "the existing role"
        return {name: configuration.get(name) for name in (
            "MemorySize", "Timeout", "Environment", "CodeSha256", "Role", "Runtime", "Handler", "Architectures",
            "EphemeralStorage", "TracingConfig")}

    def _function(self, stage: Stage) -> dict:
        configuration = self.function.get_function(FunctionName=stage.function)
        policy = {}
        with missing_is_fine():
            policy = json.loads(self.function.get_policy(FunctionName=stage.function)["Policy"])
        by_hand = [statement for statement in policy.get("Statement", []) if statement["Sid"] == "by-hand"]
        return {**self._served(stage), "description": configuration["Configuration"].get("Description", ""),
                "concurrency": configuration.get("Concurrency"), "public": by_hand,
                "tags": self.function.list_tags(Resource=stage.function_arn)["Tags"]}

    def _release(self, stage: Stage) -> dict:
        alias = self.function.get_alias(FunctionName=stage.function, Name=ALIAS)
        # The version number may rise; what the version serves may not differ.
        return {**self._served(stage, ALIAS), "is_version": alias["FunctionVersion"].isdecimal(),
                "routing": (alias.get("RoutingConfig") or {}).get("AdditionalVersionWeights") or {}}

    def _url(self, stage: Stage) -> dict:
        url = self.function.get_function_url_config(FunctionName=stage.function, Qualifier=ALIAS)
        return {"url": url["FunctionUrl"], "auth": url["AuthType"], "cors": url.get("Cors"),
                "statements": sorted(self.statements(stage), key=lambda statement: statement["Sid"])}

    def views(self, stage: Stage, page: str = "main_page") -> int | None:
        """The stored count of a page; None if there was no visit."""
        item = self.dynamodb.get_item(TableName=stage.table, Key={"id": {"S": page}}, ConsistentRead=True).get("Item")
        return int(item["views"]["N"]) if item else None

    def items(self, stage: Stage) -> int:
        """How many items the table holds."""
        return self.dynamodb.scan(TableName=stage.table)["Count"]

    def wait_for_function(self, stage: Stage) -> None:
        """Waits until the function accepts another change."""
        for _ in range(200):
            configuration = self.function.get_function_configuration(FunctionName=stage.function)
            if configuration["State"] == "Active" and configuration.get("LastUpdateStatus") != "InProgress":
                return
            time.sleep(0.05)
        raise AssertionError(f"{stage.function} never became ready")


def _by_key(tags: list[dict]) -> dict[str, str]:
    return {tag["Key"]: tag["Value"] for tag in tags}


@contextlib.contextmanager
def missing_is_fine():
    """Within the block, a missing resource is no error."""
    try:
        yield
    except botocore.exceptions.ClientError as error:
        if error.response["Error"]["Code"] not in MISSING:
            raise
