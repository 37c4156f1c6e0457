"""What a flood of visits costs an hour, reckoned from AWS's public prices: the README's table says these numbers."""

import dataclasses
import pathlib

README = pathlib.Path(__file__).resolve().parents[2] / "README.md"

#: In dollars, us-east-1, without the free tier. <https://aws.amazon.com/lambda/pricing/>, x86;
#: <https://aws.amazon.com/dynamodb/pricing/on-demand/>, the standard class; <https://aws.amazon.com/cloudwatch/pricing/>;
#: <https://aws.amazon.com/ec2/pricing/on-demand/>, data transfer out to the internet.
CALL, GIB_SECOND, WRITE, LOG_GB, OUT_GB = 0.20e-6, 0.0000166667, 0.625e-6, 0.50, 0.09

#: The settings' default.
MEMORY_GIB = 128 / 1024
#: One request to DynamoDB takes 5 ms, and all else of a visit another 5. One that is throttled to the end is four
#: requests, and three pauses of any length up to 50, 100 and 200 ms: half of that on the average.
COUNTED_SECONDS, THROTTLED_SECONDS = 0.010, 0.005 + 4 * 0.005 + 0.350 / 2
#: Lambda's three lines of each call (START, END, REPORT) and the function's own where it has no count, with the 26 bytes
#: that CloudWatch counts for each; and an answer with its headers.
LAMBDAS_LINES_GB, OWN_LINE_GB, ANSWER_GB = (280 + 3 * 26) / 1e9, (420 + 26) / 1e9, 500 / 1e9
#: How many calls at once an account has by default.
ACCOUNT = 1000
#: A function URL takes ten calls a second for each unit of its function's reserved concurrency.
CALLS_FOR_EACH = 10


@dataclasses.dataclass(frozen=True)
class Flood:
    """So many visits a second, of pages enough that DynamoDB could count each; limits as in a stage's settings."""

    visits: int
    max_concurrency: int | None = None
    max_writes: int | None = None

    @property
    def rates(self) -> tuple[float, float]:
        """How many visits are counted a second, and how many throttled by the table; the rest is 429 and costs nothing."""
        places = self.max_concurrency or ACCOUNT
        most = places * CALLS_FOR_EACH if self.max_concurrency else float("inf")
        arriving = min(self.visits, most)
        counted = min(arriving, self.max_writes or arriving, places / COUNTED_SECONDS)
        left = places - counted * COUNTED_SECONDS
        return counted, min(arriving - counted, left / THROTTLED_SECONDS)

    @property
    def dollars_an_hour(self) -> float:
        """The whole of it."""
        counted, throttled = self.rates
        call = CALL + LAMBDAS_LINES_GB * LOG_GB + ANSWER_GB * OUT_GB
        with_count = call + COUNTED_SECONDS * MEMORY_GIB * GIB_SECOND + WRITE
        without = call + THROTTLED_SECONDS * MEMORY_GIB * GIB_SECOND + OWN_LINE_GB * LOG_GB
        return 3600 * (counted * with_count + throttled * without)


#: As the README names them.
ROWS = {
    "neither": {},
    '`"maxWritesPerSecond": 100`': {"max_writes": 100},
    '`"maxConcurrency": 10`': {"max_concurrency": 10},
    "both, with 50 writes": {"max_concurrency": 10, "max_writes": 50},
}


def row(name: str, limits: dict[str, int]) -> str:
    """A row of the README's table."""
    cells = [f"${Flood(visits, **limits).dollars_an_hour:,.2f}" for visits in (1_000, 10_000)]
    return f"| {name} | {' | '.join(cells)} |"


def test_the_readmes_costs_are_those_that_follow_from_the_prices():
    text = README.read_text()
    missing = [line for line in (row(name, limits) for name, limits in ROWS.items()) if line not in text]
    assert not missing, "\n".join(["the README lacks these rows:", *missing])


def test_a_limit_of_the_calls_bounds_the_cost_whatever_comes():
    limits = {"max_concurrency": 10}
    assert Flood(1_000, **limits).dollars_an_hour == Flood(1_000_000, **limits).dollars_an_hour
    assert Flood(10_000).dollars_an_hour > 9 * Flood(1_000).dollars_an_hour
