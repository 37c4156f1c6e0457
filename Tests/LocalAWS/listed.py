"""What AWS lists and the local AWS does not: log groups by their tags, in pages, and the owner of each URL."""

from collections.abc import Callable

from aws_answers import content, edited, succeeded
from cloud import Cloud
from missing import missing_is_fine
from proxy import Answer, Call


def is_search(call: Call) -> bool:
    """Whether the call searches resources by their tags."""
    return call.action == "GetResources"


class TaggedResources:
    """A handler of the proxy that adds the log groups with the tags to the local AWS's answer.

    - `forgets`: whether a search does not find this ARN yet.
    - `remembers`: the ARNs that a search still finds, though the resources are gone.
    - `page_size`: the number of ARNs in a page; all if None. The last page has an empty token.
    """

    def __init__(self, cloud: Cloud):
        self.cloud = cloud
        self.forgets: Callable[[str], bool] = lambda arn: False
        self.remembers: list[str] = []
        self.page_size: int | None = None

    def __call__(self, call: Call, forward: Callable[[], Answer]) -> Answer:
        """Answers a search."""
        if not is_search(call):
            return forward()
        asked = content(call)
        start = int(asked.pop("PaginationToken", None) or 0)
        answer = forward() if start == 0 else Answer(200, [("Content-Type", "application/x-amz-json-1.1")], b"{}")
        if not succeeded(answer):
            return answer
        found = self._all(answer, asked) if start == 0 else self.found
        self.found = found
        end = start + (self.page_size or len(found))
        return edited(answer, lambda value: value.update(
            ResourceTagMappingList=[{"ResourceARN": arn, "Tags": []} for arn in found[start:end]],
            PaginationToken=str(end) if end < len(found) else ""))

    def _all(self, answer: Answer, asked: dict) -> list[str]:
        found = [resource["ResourceARN"] for resource in content(answer)["ResourceTagMappingList"]]
        if "logs:log-group" in asked["ResourceTypeFilters"]:
            wanted = {filter["Key"]: filter["Values"] for filter in asked["TagFilters"]}
            found += [arn for arn in self._log_groups() if self._carries(arn, wanted)]
        return [arn for arn in found if not self.forgets(arn)] + list(self.remembers)

    def _log_groups(self) -> list[str]:
        pages = self.cloud.logs.get_paginator("describe_log_groups").paginate()
        return [arn.removesuffix(":*") for arn in pages.search("logGroups[].arn")]

    def _carries(self, arn: str, wanted: dict[str, list[str]]) -> bool:
        tags = self.cloud.logs.list_tags_for_resource(resourceArn=arn)["tags"]
        return all(tags.get(key) in values for key, values in wanted.items())



def url_owners(functions, name: str) -> list[str]:
    """Which of a function and its aliases have a URL, as `function` or `function:alias`."""
    aliases = functions.list_aliases(FunctionName=name)["Aliases"]
    found = []
    for qualifier in [None, *(alias["Name"] for alias in aliases)]:
        with missing_is_fine():
            functions.get_function_url_config(FunctionName=name, **({"Qualifier": qualifier} if qualifier else {}))
            found.append(f"{name}:{qualifier}" if qualifier else name)
    return found
