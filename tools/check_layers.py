#!/usr/bin/env python3
"""Layers point one way: a folder of src/ includes only folders before it in LAYERS, and its own.

A public header (include/migrate/) belongs to the layer named in PUBLIC. Third-party headers have one home each.
Prints each offence as FILE:LINE and ends with 1 when there is one.
"""
import pathlib
import re
import sys

LAYERS = ("util toml config sql schema ops forms graph db dialect source diff revision runner lint importer "
          "commands report cli").split()
PUBLIC = {
    "version": "util", "error": "util", "node": "util", "url": "config", "config": "config", "identifier": "schema", "attributes": "schema",
    "type": "schema", "schema": "schema", "model": "schema", "ops": "ops", "graph": "graph", "connection": "db",
    "dialect": "dialect", "revision": "revision", "observer": "runner", "log": "runner", "lint": "lint", "commands": "commands",
    "migrate": "cli",
}
HOMES = {
    "toml++/": ("toml/",), "CLI/": ("cli/app.cpp",), "nlohmann/": ("util/json.cpp", "report/json.cpp"),
    "sqlite3.h": ("dialect/sqlite/sqlite_connection.cpp",),
    "libpq-fe.h": ("dialect/postgres/libpq.hpp",),
    "mysql.h": ("dialect/mysql/mysql_client.hpp",),
    "dialect/mysql/mysql_client.hpp": ("dialect/mysql/mysql_client.cpp", "dialect/mysql/mysql_session.cpp",
                                       "dialect/mysql/mysql_connection.cpp", "dialect/mysql/statement_watch.cpp"),
    "dialect/postgres/libpq.hpp": ("dialect/postgres/libpq.cpp", "dialect/postgres/postgres_connection.cpp"),
}
SIBLINGS = ("sqlite", "postgres", "mysql")  # dialects never include each other
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def layer_of(path):
    """The layer of a file given by its path below src/ or by its public name."""
    if path.startswith("migrate/"):
        return PUBLIC.get(path[len("migrate/"):].split(".")[0])
    return path.split("/")[0]


def offences(root):
    files = [(p, str(p.relative_to(root / "src"))) for p in sorted((root / "src").rglob("*.[ch]pp"))]
    files += [(p, "migrate/" + p.name) for p in sorted((root / "include/migrate").glob("*.hpp"))]
    for path, name in files:
        here = layer_of(name)
        if here not in LAYERS:
            yield path, 1, f"no layer is known for {name}"
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            match = INCLUDE.match(line)
            if not match:
                continue
            target = match.group(2)
            for prefix, homes in HOMES.items():
                if target.startswith(prefix) and not name.startswith(homes):
                    yield path, number, f"<{target}> is included in {' and '.join(homes)} only"
            if target.startswith("fmt/") and name.startswith("migrate/"):
                yield path, number, "public headers are free of fmt"
            there = layer_of(target) if "/" in target else None
            if there not in LAYERS:
                continue
            if LAYERS.index(there) > LAYERS.index(here):
                yield path, number, f"{here}/ may not include {target}: {there}/ is a later layer"
            mine, other = name.split("/"), target.split("/")
            if mine[0] == other[0] == "dialect" and len(mine) > 2 and len(other) > 2 and mine[1] != other[1]:
                if mine[1] in SIBLINGS and other[1] in SIBLINGS:
                    yield path, number, f"dialect/{mine[1]}/ may not include dialect/{other[1]}/"


def main():
    root = pathlib.Path(__file__).resolve().parent.parent
    found = list(offences(root))
    for path, line, text in found:
        print(f"{path.relative_to(root)}:{line}: {text}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
