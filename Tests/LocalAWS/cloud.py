"""Reads with boto3 what exists on the local AWS, independently of the program, and changes it by hand."""

import json
import time

from kinds import KINDS, TAGGED
from missing import missing_is_fine
from stage import ALIAS, REGION, Stage


class Cloud:
    """The services of the local AWS in one region, with the administrator's keys."""

    def __init__(self, aws, region: str = REGION):
        self.dynamodb = aws.client("dynamodb", region=region)
        self.iam = aws.client("iam", region=region)
        self.function = aws.client("lambda", region=region)
        self.logs = aws.client("logs", region=region)

    def tags(self, stage: Stage) -> dict[str, dict[str, str]]:
        """The tags of each existing resource that can have tags, by kind."""
        found = {}
        for kind in TAGGED:
            with missing_is_fine():
                found[kind.title] = kind.tags.read(self, stage)
        return found

    def tag(self, stage: Stage, tags: dict[str, str]) -> None:
        """Tags each of these resources that exists, as another person with the rights would."""
        for kind in TAGGED:
            with missing_is_fine():
                kind.tags.put(self, stage, tags)

    def untag(self, stage: Stage, *keys: str) -> None:
        """Removes tags from each of them."""
        for kind in TAGGED:
            kind.tags.remove(self, stage, list(keys))

    def left(self, stage: Stage) -> dict[str, dict]:
        """Every resource of a stage that still exists, by kind, without the release, which goes with its function."""
        found = {}
        for kind in KINDS:
            with missing_is_fine():
                if kind.look and (value := kind.look(self, stage)) is not None:
                    found[kind.title] = value
        return found

    def snapshot(self, stage: Stage) -> dict[str, dict]:
        """The current value of every property that the resources declare, by kind, in a form that can be compared."""
        return {kind.title: kind.snapshot(self, stage) for kind in KINDS}

    def role_id(self, stage: Stage) -> str:
        """The role's unique id; another role of the same name has another id."""
        return self.iam.get_role(RoleName=stage.role)["Role"]["RoleId"]

    def delete_role(self, stage: Stage) -> None:
        """Deletes the role with all its policies, as somebody would by hand."""
        for policy in self.iam.list_role_policies(RoleName=stage.role)["PolicyNames"]:
            self.iam.delete_role_policy(RoleName=stage.role, PolicyName=policy)
        self.iam.delete_role(RoleName=stage.role)

    def statements(self, stage: Stage) -> list[dict]:
        """The permission statements of the alias."""
        with missing_is_fine():
            policy = self.function.get_policy(FunctionName=stage.function, Qualifier=ALIAS)
            return json.loads(policy["Policy"]).get("Statement", [])
        return []

    def boundary(self, role: str) -> str | None:
        """The ARN of a role's permissions boundary; None if there is no boundary, or no such role."""
        with missing_is_fine():
            return self.iam.get_role(RoleName=role)["Role"].get("PermissionsBoundary", {}).get("PermissionsBoundaryArn")
        return None

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
