"""`record`: a test of a stack plans against what AWS answered, without AWS."""

from program import DONE
from proxy import writes


def replanned(sample, stage, recording) -> dict[str, str]:
    lines = sample(stage, "replan", "--recording", str(recording)).expect(DONE).stdout.splitlines()
    return dict(line.rsplit(": ", 1) for line in lines)


def test_a_plan_against_a_recording_is_the_plan_against_aws(sample, sample_stage, proxy, tmp_path):
    stage, recording = sample_stage, tmp_path / "recording.json"
    sample(stage, "deploy").expect(DONE)
    with proxy.recording() as calls:
        sample(stage, "record", "--out", str(recording)).expect(DONE)
    assert calls and not writes(calls)
    assert set(replanned(sample, stage, recording).values()) == {"none"}
    # The description goes on, and the recording stays as it was.
    stage.write(tables=[stage.table, f"more-{stage.name}"], urls=[])
    plan = replanned(sample, stage, recording)
    assert plan.pop(f"table more-{stage.name}") == "create"
    assert plan.pop(f"url {stage.function}:live") == "delete"
    assert plan.pop(f"role {stage.role}") == "update"
    assert set(plan.values()) == {"none"}
    sample(stage, "destroy", "--delete-data").expect(DONE)
