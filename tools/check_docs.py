#!/usr/bin/env python3
"""Links between the project's pages lead to files and headings that are there.

Prints each that does not as FILE:LINE and ends with 1 when there is one.
"""
import pathlib
import re
import sys

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ +(.*)")


def anchor(heading):
    """As GitHub makes it: lower case, blanks to dashes, other signs dropped."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def lines_outside_blocks(path):
    inside = False
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("```"):
            inside = not inside
        elif not inside:
            yield number, line


def anchors(path):
    return {anchor(m.group(1)) for _, line in lines_outside_blocks(path) if (m := HEADING.match(line))}


def offences(root):
    pages = sorted(root.glob("*.md")) + sorted((root / "docs").rglob("*.md"))
    for page in pages:
        for number, line in lines_outside_blocks(page):
            for link in LINK.findall(re.sub(r"`[^`]*`", "", line)):
                if re.match(r"[a-z]+:", link):
                    continue
                file, _, name = link.partition("#")
                target = (page.parent / file) if file else page
                if not target.exists():
                    yield page, number, f"{link} is not there"
                elif name and name not in anchors(target):
                    yield page, number, f"{file or page.name} has no heading #{name}"


def main():
    root = pathlib.Path(__file__).resolve().parent.parent
    found = list(offences(root))
    for path, line, text in found:
        print(f"{path.relative_to(root)}:{line}: {text}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
