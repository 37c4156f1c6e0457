"""The life cycle of a stage as scenes: a change that an administrator makes by hand, and the command that follows.

Together, the scenes need every action of the deployer on this stack. Each scene begins from one of two states, so that
it can also run alone.
"""

import dataclasses
import json
from collections.abc import Callable

from cloud import Cloud
from program import Counter, Run
from stage import ALIAS, CONCURRENCY_KEY, RETENTION_KEY, Stage, marked

#: A managed policy of AWS that has nothing to do with the stack.
READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess"
WIDE = json.dumps({"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Action": "dynamodb:*", "Resource": "*"}]})
WIDE_TRUST = json.dumps({"Version": "2012-10-17", "Statement": [{
    "Effect": "Allow", "Principal": {"Service": ["lambda.amazonaws.com", "ec2.amazonaws.com"]},
    "Action": "sts:AssumeRole"}]})


@dataclasses.dataclass(frozen=True)
class Scene:
    """One command, and the change by hand that comes before it."""

    title: str
    #: Whether the stage must be deployed, as described, before the scene.
    is_deployed: bool
    command: Callable[[Counter, Stage], Run]
    by_hand: Callable[[Cloud, Stage], None] = lambda cloud, stage: None
    #: Whether the scene changes or destroys the stage, so that no other scene can use it.
    spends: bool = False

    def __str__(self) -> str:
        return self.title


def plan(counter: Counter, stage: Stage) -> Run:
    return counter.plan(stage)


def status(counter: Counter, stage: Stage) -> Run:
    return counter("status", *stage.arguments)


def deploy(counter: Counter, stage: Stage) -> Run:
    return counter.deploy(stage)


def adopt(counter: Counter, stage: Stage) -> Run:
    return counter.deploy(stage, "--adopt", f"{stage.table},{stage.role},{stage.function}", "--adopt", stage.log_group)


def deploy_another_program(counter: Counter, stage: Stage) -> Run:
    """Deploys the same program with bytes after its end, which give it another digest."""
    program = counter.home / "AnotherFunction"
    program.write_bytes(counter.function.read_bytes() + b"another")
    program.chmod(0o755)
    return counter("deploy", *stage.arguments, "--function", str(program), "--yes")


def rollback(counter: Counter, stage: Stage) -> Run:
    return counter("rollback", *stage.arguments, "--yes")


def destroy(counter: Counter, stage: Stage) -> Run:
    return counter.destroy(stage, "--delete-data")


def leave_former_tags(cloud: Cloud, stage: Stage) -> None:
    """Adds the tags that a deploy of earlier settings left on each resource."""
    cloud.tag(stage, marked(stage, {"former": "yes"}))


def alter_table(cloud: Cloud, stage: Stage) -> None:
    cloud.dynamodb.update_table(TableName=stage.table, DeletionProtectionEnabled=True)
    cloud.dynamodb.update_continuous_backups(
        TableName=stage.table, PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True})


def alter_logs(cloud: Cloud, stage: Stage) -> None:
    cloud.logs.delete_retention_policy(logGroupName=stage.log_group)


def keep_logs_for_ever(cloud: Cloud, stage: Stage) -> None:
    """Changes the stage's settings, and nothing on AWS."""
    settings = json.loads(stage.file.read_text())
    stage.file.write_text(json.dumps({**settings, RETENTION_KEY: None}))


def limit_nothing(cloud: Cloud, stage: Stage) -> None:
    """Changes the stage's settings, and nothing on AWS."""
    settings = json.loads(stage.file.read_text())
    stage.file.write_text(json.dumps({**settings, CONCURRENCY_KEY: None}))


def alter_role(cloud: Cloud, stage: Stage) -> None:
    cloud.iam.update_assume_role_policy(RoleName=stage.role, PolicyDocument=WIDE_TRUST)
    cloud.iam.put_role_policy(RoleName=stage.role, PolicyName="by-hand", PolicyDocument=WIDE)
    cloud.iam.attach_role_policy(RoleName=stage.role, PolicyArn=READ_ONLY)


def alter_function(cloud: Cloud, stage: Stage) -> None:
    cloud.function.add_permission(
        FunctionName=stage.function, StatementId="by-hand", Action="lambda:InvokeFunction", Principal="*")
    cloud.function.put_function_concurrency(FunctionName=stage.function, ReservedConcurrentExecutions=1)
    cloud.function.update_function_configuration(FunctionName=stage.function, MemorySize=256)
    cloud.wait_for_function(stage)


def give_function_another_role(cloud: Cloud, stage: Stage) -> None:
    name = f"by-hand-{stage.name}"
    role = cloud.iam.create_role(RoleName=name, AssumeRolePolicyDocument=WIDE_TRUST)["Role"]["Arn"]
    cloud.function.update_function_configuration(FunctionName=stage.function, Role=role)
    cloud.wait_for_function(stage)


def serve_another_version(cloud: Cloud, stage: Stage) -> None:
    cloud.function.update_function_configuration(FunctionName=stage.function, MemorySize=256)
    cloud.wait_for_function(stage)
    version = cloud.function.publish_version(FunctionName=stage.function)["Version"]
    cloud.function.update_alias(FunctionName=stage.function, Name=ALIAS, FunctionVersion=version)


def alter_url(cloud: Cloud, stage: Stage) -> None:
    cloud.function.update_function_url_config(
        FunctionName=stage.function, Qualifier=ALIAS, Cors={"AllowOrigins": ["*"]})
    statement = next(found for found in cloud.statements(stage) if found["Action"] == "lambda:InvokeFunctionUrl")
    cloud.function.remove_permission(FunctionName=stage.function, Qualifier=ALIAS, StatementId=statement["Sid"])
    cloud.function.add_permission(
        FunctionName=stage.function, Qualifier=ALIAS, StatementId="by-hand", Action="lambda:InvokeFunction",
        Principal="*")


def take_marks_off(cloud: Cloud, stage: Stage) -> None:
    """Removes the owner's tags: a deploy takes over such resources only on request."""
    marks = list(stage.tags)
    cloud.dynamodb.untag_resource(ResourceArn=stage.table_arn, TagKeys=marks)
    cloud.iam.untag_role(RoleName=stage.role, TagKeys=marks)
    cloud.function.untag_resource(Resource=stage.function_arn, TagKeys=marks)
    cloud.logs.untag_resource(resourceArn=stage.log_group_arn, tagKeys=marks)


def use_role_elsewhere(cloud: Cloud, stage: Stage) -> None:
    """Adds the role to an instance profile of its name, as AWS's console does; such a role cannot be deleted."""
    cloud.iam.create_instance_profile(InstanceProfileName=stage.role)
    cloud.iam.add_role_to_instance_profile(InstanceProfileName=stage.role, RoleName=stage.role)


#: The scenes in the order of a life cycle.
LIFE = [
    Scene("a plan where nothing exists", False, plan),
    Scene("a first deploy", False, deploy, spends=True),
    Scene("a plan where all is as described", True, plan),
    Scene("a status", True, status),
    Scene("a deploy of settings without tags that there were before", True, deploy, leave_former_tags),
    Scene("a deploy after the table was altered", True, deploy, alter_table),
    Scene("a deploy after the log group was altered", True, deploy, alter_logs),
    Scene("a deploy after the role was altered", True, deploy, alter_role),
    Scene("a deploy after the function was altered", True, deploy, alter_function),
    Scene("a deploy after the function was given another role", True, deploy, give_function_another_role),
    Scene("a deploy after the URL was altered", True, deploy, alter_url),
    Scene("a deploy that takes over what lost its marks", True, adopt, take_marks_off),
    Scene("a deploy of settings that keep the logs for ever", True, deploy, keep_logs_for_ever, spends=True),
    Scene("a deploy of settings that limit no calls", True, deploy, limit_nothing, spends=True),
    Scene("a deploy of another program", True, deploy_another_program, spends=True),
    Scene("a rollback", True, rollback, serve_another_version, spends=True),
    Scene("a destroy", True, destroy, use_role_elsewhere, spends=True),
]
