#!/usr/bin/env python3
"""The page of `inspect --format html`, opened in headless Chromium: schema_page.py MIGRATE.

Looks for errors in the page's console, for what it shows, and for what its search, its list and its zoom do.
Ends with 77, which CTest takes as skipped, where there is no Chromium.
"""
import html
import json
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile

SCHEMA = """
CREATE TABLE teams (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE people (id INTEGER PRIMARY KEY, email TEXT DEFAULT '</script><b>', boss INTEGER REFERENCES people,
                     team INTEGER NOT NULL REFERENCES teams (id) ON DELETE CASCADE, CHECK (email <> ''));
CREATE TABLE "odd ""name"" </script> & more" (a, b INTEGER REFERENCES nowhere (x));
CREATE INDEX ix_people_email ON people (lower(email)) WHERE email IS NOT NULL;
CREATE VIEW bosses AS SELECT * FROM people WHERE boss IS NULL;
"""

# Runs after the page's own script; what it finds is read from the document.
PROBE = """
<script>
const seen = { errors: [] };
addEventListener("error", event => seen.errors.push(event.message));
const state = () => document.getElementById("world").getAttribute("transform");
const shown = () => [...document.querySelectorAll("#list > details")].filter(item => !item.hidden).map(item => item.firstChild.firstChild.textContent.trim());
const type = text => { search.value = text; search.dispatchEvent(new Event("input")); };
seen.counts = document.getElementById("counts").textContent;
seen.all = shown();
seen.boxes = document.querySelectorAll(".box").length;
seen.edges = document.querySelectorAll("path.edge").length;
type("EMAIL");
seen.found = shown();
seen.hits = document.querySelectorAll(".box.hit").length;
type("no such thing");
seen.nothing = shown();
type("");
const before = state();
document.getElementById("in").click();
seen.zoomed = state() !== before;
document.getElementById("fit").click();
seen.back = state() === before;
diagram.dispatchEvent(new WheelEvent("wheel", { deltaY: -300, cancelable: true }));
seen.wheeled = state() !== before;
document.querySelectorAll(".box")[1].dispatchEvent(new MouseEvent("click"));
seen.chosen = document.querySelector("details.chosen summary").textContent;
seen.dark = matchMedia("(prefers-color-scheme: dark)").matches;
seen.back_colour = getComputedStyle(document.body).backgroundColor;
document.body.dataset.seen = JSON.stringify(seen);
</script>
"""


def fail(what):
    print(f"FAILED: {what}")
    sys.exit(1)


def check(name, got, expected):
    if got != expected:
        fail(f"{name}: {got!r}, expected {expected!r}")


def open_page(browser, page, folder, *options):
    run = subprocess.run([browser, "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run",
                          f"--user-data-dir={folder}/profile", "--enable-logging=stderr", "--dump-dom", *options,
                          page.as_uri()], capture_output=True, text=True, timeout=300, check=False)
    if run.returncode != 0:
        fail(f"the browser ended with {run.returncode}: {run.stderr[-2000:]}")
    console = [line for line in run.stderr.splitlines() if ":CONSOLE" in line]
    return run.stdout, console


def seen_in(dom):
    found = re.search(r'data-seen="([^"]*)"', dom)
    if not found:
        fail("the page's script did not come to its end")
    return json.loads(html.unescape(found.group(1)))


def main():
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not browser:
        print("skipped: there is no Chromium here; tools/install_packages --long installs it")
        sys.exit(77)
    migrate = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory(prefix="migrate-page-", ignore_cleanup_errors=True) as name:
        folder = pathlib.Path(name)
        database = sqlite3.connect(folder / "app.db")
        database.executescript(SCHEMA)
        database.close()
        (folder / "migrate.toml").write_text('[migrate]\nurl = "sqlite:///app.db"\n')
        subprocess.run([migrate, "inspect", "--format", "html", "-o", "page.html"], cwd=folder, check=True)
        text = (folder / "page.html").read_text()
        outside = [url for url in re.findall(r"https?://[^\s\"'<>]+", text) if url != "http://www.w3.org/2000/svg"]
        check("addresses in the page", outside, [])

        # That errors are seen at all.
        broken = folder / "broken.html"
        broken.write_text(text.replace("place();\n", "nowhere();\n"))
        if not open_page(browser, broken, folder)[1]:
            fail("an error of the page's script would not be seen")

        probed = folder / "probed.html"
        probed.write_text(text.replace("</body>", PROBE + "</body>"))
        dom, console = open_page(browser, probed, folder, "--blink-settings=preferredColorScheme=1")
        check("the console", console, [])
        seen = seen_in(dom)
        check("errors", seen["errors"], [])
        check("counts", seen["counts"], "3 tables, 2 relations, 1 view")
        check("the list", sorted(seen["all"]), ["bosses", 'odd "name" </script> & more', "people", "teams"])
        check("boxes and edges", (seen["boxes"], seen["edges"]), (3, 2))
        check("the search", (seen["found"], seen["hits"], seen["nothing"]), (["people"], 1, []))
        check("zooming", (seen["zoomed"], seen["back"], seen["wheeled"]), (True, True, True))
        if not seen["chosen"]:
            fail("a click on a table chooses nothing")
        dark = seen_in(open_page(browser, probed, folder, "--blink-settings=preferredColorScheme=0")[0])
        check("light and dark", (seen["dark"], dark["dark"]), (False, True))
        if seen["back_colour"] == dark["back_colour"]:
            fail("light and dark look alike")
    print("the page shows, searches and zooms, and its console is empty")


main()
