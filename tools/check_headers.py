#!/usr/bin/env python3
"""check_headers.py COMPILER INCLUDE-FOLDER...: every public header compiles alone, under strict warnings.

Needs nothing but the standard library: that is what a program which embeds migrate sees.
"""
import pathlib
import subprocess
import sys

FLAGS = ["-std=c++20", "-fsyntax-only", "-Wall", "-Wextra", "-Wpedantic", "-Wshadow", "-Werror", "-x", "c++"]


def main():
    compiler, *folders = sys.argv[1:]
    includes = [f"-I{folder}" for folder in folders]
    headers = sorted({f"migrate/{h.name}" for folder in folders for h in pathlib.Path(folder, "migrate").glob("*.hpp")})
    failed = []
    for header in headers:
        result = subprocess.run([compiler, *FLAGS, *includes, "-"], input=f"#include <{header}>\n", text=True, check=False)
        if result.returncode != 0:
            failed.append(header)
    print(f"{len(headers) - len(failed)} of {len(headers)} headers compile alone")
    for header in failed:
        print(f"does not: {header}")
    return 1 if failed or not headers else 0


if __name__ == "__main__":
    sys.exit(main())
