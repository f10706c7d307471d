#!/usr/bin/env python3
"""check_ci_examples.py BUILD-FOLDER: the commands in docs/ci do what the page says, with the program of the Debian package.

Each example's commands run in their order, in a fresh project. apt-get is a stand-in that unpacks the package that it is
told to install, so that nothing on this machine changes; everything else is as a pipeline would run it.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "docs" / "ci"

APT = """#!/bin/sh
set -e
case " $* " in *" install "*) ;; *) exit 0 ;; esac
for word; do case $word in ./*.deb) dpkg-deb -x "$word" "$INSTALLED" ;; esac; done
"""
SUDO = '#!/bin/sh\nexec "$@"\n'

REVISION = """revision = "r1"
message = "a first table"

[[upgrade]]
create_table = "people"
column.id = { type = "integer", primary_key = true }
column.name.type = "text"

[[downgrade]]
drop_table = "people"
"""
MODEL = """[table.people]
column.id = { type = "integer", primary_key = true }
column.name.type = "text"
"""
CONFIG = """[migrate]
url = "${DATABASE_URL}"
models = ["models/*.toml"]
"""


def indent(line):
    return len(line) - len(line.lstrip())


def block(lines, start):
    """The lines below lines[start] that are indented deeper."""
    depth = indent(lines[start])
    end = start + 1
    while end < len(lines) and (not lines[end].strip() or indent(lines[end]) > depth):
        end += 1
    return lines[start + 1:end]


def github_commands(lines):
    for at, line in enumerate(lines):
        found = re.match(r"\s+(?:- )?run: (.*)", line)
        if found:
            yield "\n".join(text.strip() for text in block(lines, at)) if found[1] == "|" else found[1]


def gitlab_commands(lines):
    for at, line in enumerate(lines):
        if re.match(r"\s+(before_)?script:$", line):
            for each in block(lines, at):
                found = re.match(r"\s+- (.*)", each)
                if found:
                    yield found[1]


def listed_command(lines):
    """command: ["a", "b"], of a program that is migrate unless the list names it."""
    for line in lines:
        found = re.match(r"\s+command: (\[.*\])", line)
        if found:
            words = json.loads(found[1])
            yield " ".join(words if words[0] == "migrate" else ["migrate", *words])


def dockerfile_commands(lines):
    text = "\n".join(lines)
    yield from re.findall(r"^RUN (.*)", text, re.M)
    words = [json.loads(re.search(rf"^{key} (\[.*\])", text, re.M)[1]) for key in ("ENTRYPOINT", "CMD")]
    yield " ".join(words[0] + words[1])


# How an example's commands are found, and what must have been installed for them.
READERS = {
    "github.yml": (github_commands, []),
    "gitlab.yml": (gitlab_commands, []),
    "Dockerfile": (dockerfile_commands, []),
    "kubernetes.yaml": (listed_command, ["apt-get install ./migrate.deb"]),
    "compose.yaml": (listed_command, ["apt-get install ./migrate.deb"]),
}


def project(folder, package):
    (folder / "models").mkdir()
    (folder / "migrations" / "revisions").mkdir(parents=True)
    (folder / "migrate.toml").write_text(CONFIG)
    (folder / "models" / "people.toml").write_text(MODEL)
    (folder / "migrations" / "revisions" / "r1.toml").write_text(REVISION)
    shutil.copy(package, folder / "migrate.deb")


def tools(folder):
    folder.mkdir()
    for name, text in {"apt-get": APT, "sudo": SUDO}.items():
        (folder / name).write_text(text)
        (folder / name).chmod(0o755)


def run_example(name, package):
    reader, before = READERS[name]
    commands = before + list(reader((EXAMPLES / name).read_text().splitlines()))
    with tempfile.TemporaryDirectory() as temporary:
        top = pathlib.Path(temporary)
        (top / "project").mkdir()
        project(top / "project", package)
        tools(top / "bin")
        environment = dict(os.environ, INSTALLED=str(top / "installed"), CI="true",
                           PATH=f"{top}/bin:{top}/installed/usr/bin:{os.environ['PATH']}",
                           DATABASE_URL=f"sqlite:///{top}/app.db", GITHUB_SHA="1a2b3c", CI_COMMIT_SHA="1a2b3c")
        for command in commands:
            done = subprocess.run(["bash", "-ec", command], cwd=top / "project", env=environment,
                                  capture_output=True, text=True)
            if done.returncode:
                return f"{name}: {command!r} ended with {done.returncode}:\n{done.stdout}{done.stderr}"
        current = subprocess.run(["migrate", "-q", "current"], cwd=top / "project", env=environment,
                                 capture_output=True, text=True)
        if current.stdout.split()[:1] != ["r1"]:
            return f"{name}: the database is not at r1 afterwards: {current.stdout}{current.stderr}"
    print(f"{name}: {len(commands)} commands")
    return None


def main():
    [package] = (pathlib.Path(sys.argv[1]) / "package" / "deb").glob("migrate_*.deb")
    names = sorted(path.name for path in EXAMPLES.iterdir() if path.name != "README.md")
    problems = [f"{name}: no reader knows its commands" for name in names if name not in READERS]
    problems += [problem for name in names if name in READERS and (problem := run_example(name, package))]
    print("\n".join(problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
