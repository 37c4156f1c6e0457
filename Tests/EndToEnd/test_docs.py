"""The README, the pages in docs/ and the reference's articles lead where they say, and show what there is.

That is the program with its commands, and the examples.
"""

import functools
import json
import pathlib
import re
import shlex
import subprocess
import textwrap

import pytest

from deployment import PROGRAM, ROOT, built

README = ROOT / "README.md"
#: What users read, and what they read besides.
PAGES = [README, *sorted((ROOT / "docs").glob("*.md"))]
ALL = [*PAGES, ROOT / "CONTRIBUTING.md"]
#: The pages of the reference besides the comments; DocC itself follows their links to symbols and to each other.
ARTICLES = sorted((ROOT / "Sources").glob("*/*.docc/*.md"))
MOST_LINES = 250

BLOCK = re.compile(r"^ *```(\w*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
#: A block of code, and the file that it is from; the block may be indented less than in the file.
EXAMPLE = re.compile(r"^<!-- from (\S+) -->\n```swift\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`([^`\n]+)`")
#: The program, or a stack's own program, which has the same commands.
COMMAND = re.compile(r"(?:counter|swift run (?:counter|[A-Z]\w+)) (\S.*)")
#: What may stand before a command in a block: a prompt, a key or an item of YAML, variables.
BEFORE = re.compile(r"^(?:\$ |- |run: |[A-Z_]+=\S+ )*")


def prose(page: pathlib.Path) -> str:
    """The page without its blocks of code."""
    return BLOCK.sub("", page.read_text())


def anchors(page: pathlib.Path) -> set[str]:
    """The anchors that GitHub gives the page's headings."""
    found: list[str] = []
    for heading in re.findall(r"^#+ (.*)$", prose(page), re.MULTILINE):
        anchor = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        again = sum(bool(re.fullmatch(rf"{re.escape(anchor)}(-\d+)?", other)) for other in found)
        found.append(f"{anchor}-{again}" if again else anchor)
    return set(found)


def dead_links(page: pathlib.Path) -> list[str]:
    """The relative links of the page that lead nowhere."""
    dead = []
    for link in re.findall(r"\]\(([^)\s]+)\)", SPAN.sub("", prose(page).replace("[`", "[").replace("`]", "]"))):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or not target.is_relative_to(ROOT) or (anchor and anchor not in anchors(target)):
            dead.append(link)
    return dead


def command_lines(page: pathlib.Path) -> list[str]:
    """What the page shows behind the program's name, in blocks and between backticks."""
    blocks = [block for _, block in BLOCK.findall(page.read_text())]
    lines = [BEFORE.sub("", line.strip()) for block in blocks for line in block.replace("\\\n", " ").splitlines()]
    found = [COMMAND.match(text) for text in [*lines, *SPAN.findall(prose(page))]]
    return [match.group(1) for match in found if match]


@functools.cache
def help_of(*command: str) -> str:
    """The help of the program or of one of its commands; empty if there is no such command."""
    result = subprocess.run([str(built(PROGRAM)), *command, "--help"], capture_output=True, text=True)
    return result.stdout if result.returncode == 0 else ""


def unknown_words(line: str) -> list[str]:
    """The command and the options of a command line that the program does not have; `<…>` is a placeholder."""
    words = shlex.split(re.split(r" [|>] ", line)[0], comments=True)
    # Those that print a completion or a man page are in the program's help only.
    if words[0] in ("completion", "help", "--help", "--version"):
        return [word for word in words if word not in re.findall(r"[\w-]+", help_of())]
    known = help_of() if words[0].startswith("<") else help_of(words[0])
    if not known:
        return [words[0]]
    options = re.findall(r"^  (?:-\w, )?(--[a-z-]+)", known, re.MULTILINE)
    return [word for word in words[1:] if word.startswith("-") and word.partition("=")[0] not in options]


def changed_examples(page: pathlib.Path) -> list[str]:
    """The files of the page's blocks from Examples that do not have the block's lines, in their order."""
    return [name for name, block in EXAMPLE.findall(page.read_text()) if not has_lines(ROOT / name, block)]


def has_lines(file: pathlib.Path, block: str) -> bool:
    """Whether the file has the block's lines, all of them indented by the same number of further spaces."""
    text = f"\n{file.read_text()}"
    return any("\n" + textwrap.indent(block, " " * spaces) in text for spaces in range(0, 20, 4))


@pytest.mark.parametrize("page", ALL, ids=lambda page: page.name)
def test_each_link_leads_to_a_file_and_each_anchor_to_a_heading(page):
    assert dead_links(page) == []


def test_each_page_is_linked_from_the_readme():
    text = README.read_text()
    assert [page.name for page in PAGES[1:] if f"(docs/{page.name})" not in text] == []


def test_the_readme_is_short():
    assert len(README.read_text().splitlines()) <= MOST_LINES


@pytest.mark.parametrize("page", [*PAGES, *ARTICLES], ids=lambda page: page.name)
def test_the_program_has_each_command_and_option_that_is_shown(page):
    wrong = {line: words for line in command_lines(page) if (words := unknown_words(line))}
    assert wrong == {}


def test_commands_are_found_in_blocks_and_between_backticks():
    lines = [line for page in PAGES for line in command_lines(page)]
    assert {"plan", "deploy", "rollback", "status", "destroy", "package", "whoami", "policy", "open"} <= {
        line.split()[0] for line in lines}
    assert "deploy --stage local --yes" in lines and "plan --stage prod --markdown > plan.md" in lines


@pytest.mark.parametrize("page", [*PAGES, *ARTICLES], ids=lambda page: page.name)
def test_each_block_from_the_examples_is_there_as_it_is_shown(page):
    assert changed_examples(page) == []


def test_each_mark_of_an_example_has_its_block():
    for page in [*PAGES, *ARTICLES]:
        text = page.read_text()
        assert len(EXAMPLE.findall(text)) == text.count("<!-- from ")
    assert sum(len(EXAMPLE.findall(page.read_text())) for page in PAGES) > 10


@pytest.mark.parametrize("page", ARTICLES, ids=lambda page: page.name)
def test_all_swift_in_an_article_is_from_the_examples(page):
    assert page.read_text().count("```swift\n") == len(EXAMPLE.findall(page.read_text()))


@pytest.mark.parametrize("page", ARTICLES, ids=lambda page: page.name)
def test_each_page_that_an_article_names_exists(page):
    assert [name for name in re.findall(r"`(docs/[^`]+)`", page.read_text()) if not (ROOT / name).exists()] == []


def test_the_reference_has_each_library_product_with_a_page():
    products = re.findall(r'\.library\(name: "(\w+)"', (ROOT / "Package.swift").read_text())
    pages = {page.relative_to(ROOT / "Sources").as_posix() for page in ARTICLES}
    assert {f"{product}/{product}.docc/{product}.md" for product in products} <= pages
    modules = re.search(r"^MODULES = (\[.*\])$", (ROOT / "scripts/docs.py").read_text(), re.MULTILINE)
    assert sorted(json.loads(modules[1])) == sorted(products)
