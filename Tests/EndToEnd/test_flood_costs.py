"""The cost of a flood of visits per hour, from AWS's public prices: docs/how-it-works.md has these numbers."""

import dataclasses
import pathlib

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "how-it-works.md"

#: Prices in dollars for us-east-1, without the free tier: <https://aws.amazon.com/lambda/pricing/>, x86;
#: <https://aws.amazon.com/dynamodb/pricing/on-demand/>, the standard class;
#: <https://aws.amazon.com/cloudwatch/pricing/>; <https://aws.amazon.com/ec2/pricing/on-demand/>, data transfer out to
#: the internet.
CALL, GIB_SECOND, WRITE, LOG_GB, OUT_GB = 0.20e-6, 0.0000166667, 0.625e-6, 0.50, 0.09

#: The default of the settings.
MEMORY_GIB = 128 / 1024
#: A visit takes 5 ms, plus 5 ms for each request to DynamoDB. A visit that stays throttled sends four requests, with
#: three random pauses of up to 50, 100 and 200 ms: on average half of that.
COUNTED_SECONDS, THROTTLED_SECONDS = 0.010, 0.005 + 4 * 0.005 + 0.350 / 2
#: The size of Lambda's three log lines per call (START, END, REPORT), of the function's own line for a visit without a
#: count, and of an answer with its headers. CloudWatch adds 26 bytes to each line.
LAMBDAS_LINES_GB, OWN_LINE_GB, ANSWER_GB = (280 + 3 * 26) / 1e9, (420 + 26) / 1e9, 500 / 1e9
#: An account's default limit of concurrent calls.
ACCOUNT = 1000
#: A function URL accepts ten calls a second for each unit of reserved concurrency.
CALLS_FOR_EACH = 10


@dataclasses.dataclass(frozen=True)
class Flood:
    """A rate of visits, to so many pages that DynamoDB could count each; the limits are those of a stage's settings."""

    visits: int
    max_concurrency: int | None = None
    max_writes: int | None = None

    @property
    def rates(self) -> tuple[float, float]:
        """The counted and the throttled visits per second; the rest gets 429 and costs nothing."""
        places = self.max_concurrency or ACCOUNT
        most = places * CALLS_FOR_EACH if self.max_concurrency else float("inf")
        arriving = min(self.visits, most)
        counted = min(arriving, self.max_writes or arriving, places / COUNTED_SECONDS)
        left = places - counted * COUNTED_SECONDS
        return counted, min(arriving - counted, left / THROTTLED_SECONDS)

    @property
    def dollars_an_hour(self) -> float:
        """The total cost."""
        counted, throttled = self.rates
        call = CALL + LAMBDAS_LINES_GB * LOG_GB + ANSWER_GB * OUT_GB
        with_count = call + COUNTED_SECONDS * MEMORY_GIB * GIB_SECOND + WRITE
        without = call + THROTTLED_SECONDS * MEMORY_GIB * GIB_SECOND + OWN_LINE_GB * LOG_GB
        return 3600 * (counted * with_count + throttled * without)


#: The limits of each row of the page's table.
ROWS = {
    "neither": {},
    '`"maxWritesPerSecond": 100`': {"max_writes": 100},
    '`"maxConcurrency": 10`': {"max_concurrency": 10},
    "both, with 50 writes": {"max_concurrency": 10, "max_writes": 50},
}


def row(name: str, limits: dict[str, int]) -> str:
    """A row of the page's table."""
    cells = [f"${Flood(visits, **limits).dollars_an_hour:,.2f}" for visits in (1_000, 10_000)]
    return f"| {name} | {' | '.join(cells)} |"


def test_the_pages_costs_are_those_that_follow_from_the_prices():
    text = PAGE.read_text()
    missing = [line for line in (row(name, limits) for name, limits in ROWS.items()) if line not in text]
    assert not missing, "\n".join([f"{PAGE} lacks these rows:", *missing])


def test_the_readme_names_two_of_them():
    cost = [Flood(10_000, **limits).dollars_an_hour for limits in ({}, {"max_concurrency": 10})]
    line = "10,000 visits a second costs about ${:.2f}, and about ${:.2f} with".format(*cost)
    assert line in " ".join((ROOT / "README.md").read_text().split())


def test_a_limit_of_the_calls_bounds_the_cost_whatever_comes():
    limits = {"max_concurrency": 10}
    assert Flood(1_000, **limits).dollars_an_hour == Flood(1_000_000, **limits).dollars_an_hour
    assert Flood(10_000).dollars_an_hour > 9 * Flood(1_000).dollars_an_hour
