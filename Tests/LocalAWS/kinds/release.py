"""The release: a version of the function, and the alias that serves it. It has no tags: it belongs to its function."""

from typing import TYPE_CHECKING

from kinds.function import complete_configuration, configure, served
from kinds.kind import Drift, Kind
from proxy import Call
from stage import ALIAS, Stage

if TYPE_CHECKING:
    from cloud import Cloud


def snapshot(cloud: "Cloud", stage: Stage) -> dict:
    alias = cloud.function.get_alias(FunctionName=stage.function, Name=ALIAS)
    # The version number may rise; what the version serves may not differ.
    return {**served(cloud, stage, ALIAS), "is_version": alias["FunctionVersion"].isdecimal(),
            "routing": (alias.get("RoutingConfig") or {}).get("AdditionalVersionWeights") or {}}


def split_alias(cloud: "Cloud", stage: Stage) -> None:
    before = cloud.function.get_alias(FunctionName=stage.function, Name=ALIAS)["FunctionVersion"]
    configure(MemorySize=512)(cloud, stage)
    version = cloud.function.publish_version(FunctionName=stage.function)["Version"]
    configure(MemorySize=128)(cloud, stage)
    cloud.function.update_alias(
        FunctionName=stage.function, Name=ALIAS, FunctionVersion=before,
        RoutingConfig={"AdditionalVersionWeights": {version: 0.5}})


def move_alias(cloud: "Cloud", stage: Stage) -> None:
    before = cloud.function.get_function_configuration(FunctionName=stage.function)["MemorySize"]
    configure(MemorySize=512)(cloud, stage)
    version = cloud.function.publish_version(FunctionName=stage.function)["Version"]
    configure(MemorySize=before)(cloud, stage)
    cloud.function.update_alias(FunctionName=stage.function, Name=ALIAS, FunctionVersion=version)


def serve_another_version(cloud: "Cloud", stage: Stage) -> None:
    """Changes the function as well, so that its next version is another one, too."""
    configure(MemorySize=256)(cloud, stage)
    version = cloud.function.publish_version(FunctionName=stage.function)["Version"]
    cloud.function.update_alias(FunctionName=stage.function, Name=ALIAS, FunctionVersion=version)


def remove_alias_and_url(cloud: "Cloud", stage: Stage) -> None:
    cloud.function.delete_function_url_config(FunctionName=stage.function, Qualifier=ALIAS)
    cloud.function.delete_alias(FunctionName=stage.function, Name=ALIAS)


def complete_alias(value: dict, call: Call) -> None:
    value.update(Description=value.get("Description", ""), RoutingConfig=value.get("RoutingConfig"))


def complete_aliases(value: dict, call: Call) -> None:
    for alias in value["Aliases"]:
        complete_alias(alias, call)


RELEASE = Kind(
    title="release", json_name="release", service="lambda", snapshot=snapshot,
    own_drifts=[
        Drift("the alias is moved to another version", "", move_alias),
        Drift("the alias sends half to another version", "", split_alias),
        Drift("the alias and its URL are gone", "", remove_alias_and_url, removes_url=True),
    ],
    completions={
        "PublishVersion": complete_configuration, "GetAlias": complete_alias, "CreateAlias": complete_alias,
        "UpdateAlias": complete_alias, "ListAliases": complete_aliases},
)
