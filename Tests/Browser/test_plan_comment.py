"""The workflow's script that comments the plan on a pull request; Chromium is the tests' only JavaScript engine."""

import pytest
from ruamel.yaml import YAML

from deployment import ROOT

#: Runs the script as actions/github-script does, on a pull request with these comments; returns the script's calls.
RUN = """
async ({ script, plan, comments }) => {
    const done = []
    const issues = {
        listComments: "listComments",
        updateComment: async call => { done.push(["update", call.comment_id, call.body]) },
        createComment: async call => { done.push(["create", call.issue_number, call.body]) },
    }
    const github = {
        rest: { issues },
        paginate: async (list, { issue_number }) => list === "listComments" && issue_number === 12 ? comments : [],
    }
    const context = { repo: { owner: "octo", repo: "page" }, issue: { number: 12 } }
    const require = name => name === "fs" ? { readFileSync: file => file === "plan.md" ? plan : null } : null
    const Script = (async () => {}).constructor
    await new Script("github", "context", "require", script)(github, context, require)
    return done
}
"""

MARKER = "<!-- counter plan: prod -->\n"
BOT = "github-actions[bot]"


@pytest.mark.parametrize("comments, plan, done", [
    ([], MARKER + "new", [["create", 12, MARKER + "new"]]),
    ([("somebody", MARKER), (BOT, "<!-- counter plan: dev -->\n"), (None, None), (BOT, MARKER + "old")],
     MARKER + "new", [["update", 3, MARKER + "new"]]),
    ([(BOT, "of another workflow")], "", []),
], ids=["none yet", "an older one", "no plan"])
def test_the_comment_is_made_once_and_changed_from_then_on(page, comments, plan, done):
    workflow = YAML(typ="safe", pure=True).load((ROOT / ".github" / "workflows" / "deploy.yml").read_text())
    (script,) = [step["with"]["script"] for step in workflow["jobs"]["plan"]["steps"] if "script" in step.get("with", {})]
    given = [
        {"id": number, "user": login and {"login": login}, "body": body}
        for number, (login, body) in enumerate(comments)]
    assert page.evaluate(RUN, {"script": script, "plan": plan, "comments": given}) == done
