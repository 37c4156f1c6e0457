"""The kinds of resource that the program deploys. Each has a file here, with all that the tests share about it."""

from kinds.function import FUNCTION
from kinds.kind import Kind
from kinds.log_group import LOG_GROUP
from kinds.release import RELEASE
from kinds.role import ROLE
from kinds.table import TABLE
from kinds.url import URL

#: All kinds. Tests are made in this order.
KINDS: list[Kind] = [TABLE, LOG_GROUP, ROLE, FUNCTION, RELEASE, URL]
#: The kinds that have an ARN and a name of their own. The others are a function's, and are named with it.
NAMED: list[Kind] = [kind for kind in KINDS if kind.naming]
#: The kinds that can have tags.
TAGGED: list[Kind] = [kind for kind in KINDS if kind.tags]
