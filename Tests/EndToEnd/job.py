"""A CI job: the files that GitHub names in a step's environment, read as GitHub's runner reads them."""

import dataclasses
import pathlib


@dataclasses.dataclass(frozen=True)
class Job:
    """The files of one step."""

    folder: pathlib.Path

    @property
    def summary_file(self) -> pathlib.Path:
        return self.folder / "step-summary.md"

    @property
    def output_file(self) -> pathlib.Path:
        return self.folder / "output"

    @property
    def environment(self) -> dict[str, str]:
        """The variables of the step's environment that name the files."""
        return {"GITHUB_STEP_SUMMARY": str(self.summary_file), "GITHUB_OUTPUT": str(self.output_file)}

    @property
    def summary(self) -> str:
        return self.summary_file.read_text()

    @property
    def outputs(self) -> dict[str, str]:
        return read_outputs(self.output_file.read_text())


def read_outputs(text: str) -> dict[str, str]:
    """Names and values, as actions/runner's FileCommandManager reads them: `name=value`, or `name<<end` … `end`."""
    outputs, lines = {}, iter(text.split("\n"))
    for line in lines:
        if not line:
            continue
        equals, heredoc = line.find("="), line.find("<<")
        if equals >= 0 and (heredoc < 0 or equals < heredoc):
            name, value = line.split("=", 1)
        else:
            assert heredoc >= 0, f"GitHub refuses this line: {line!r}"
            name, end = line.split("<<", 1)
            assert end, f"GitHub refuses this line: {line!r}"
            held = []
            while (next_line := next(lines)) != end:
                held.append(next_line)
            value = "\n".join(held)
        assert name, f"GitHub refuses this line: {line!r}"
        outputs[name] = value
    return outputs


def read_dotenv(path: pathlib.Path) -> dict[str, str]:
    """Names and values, read as GitLab reads a dotenv report, where every line must have both."""
    pairs = [line.partition("=") for line in path.read_text().splitlines()]
    assert all(sign for _, sign, _ in pairs), path.read_text()
    return {name.strip(): value.strip() for name, _, value in pairs}
