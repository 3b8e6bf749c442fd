"""Runs clang-tidy over the product files of a build tree with compile_commands.json; exits with 1 if it finds anything.

A file whose text, included product headers, command line and .clang-tidy are as when it last passed is not checked again;
BUILD/tidy/ remembers. Files are checked longest first, two at a time.

  tidy.py --build build/asan --jobs 2
"""

import argparse
import concurrent.futures
import hashlib
import json
import re
import subprocess
import sys
import time
from pathlib import Path

import house
import who_knows_whom

TOOL = "clang-tidy-19"


def closure(root, path, seen):
    """Adds to `seen` the product files that `path` includes, and itself."""
    if path in seen or not (root / path).exists():
        return seen
    seen.add(path)
    for _, kind, header in who_knows_whom.includes(house.read(root, path) or ""):
        if kind == '"':
            closure(root, Path(header), seen)
    return seen


def fingerprint(root, path, command):
    digest = hashlib.sha256(command.encode())
    for name in [Path(".clang-tidy"), *sorted(closure(root, path, set()))]:
        digest.update(str(name).encode() + b"\0" + (root / name).read_bytes() + b"\0")
    return digest.hexdigest()


def tidy(root, build, path, stamp):
    """What clang-tidy says about one file; nothing if all is well, and then the file's stamp is left."""
    run = subprocess.run([TOOL, "--quiet", "-p", str(build), str(root / path)], capture_output=True, text=True, check=False)
    if run.returncode == 0:
        stamp.touch()
        return ""
    return run.stdout + (run.stderr if not run.stdout else "")


def work(root, build):
    """(path, stamp) of every product file that has to be checked, and how many product files there are."""
    stamps = build / "tidy"
    stamps.mkdir(exist_ok=True)
    entries = json.loads((build / "compile_commands.json").read_text(encoding="utf-8"))
    commands = {}
    for entry in entries:
        path = (Path(entry["directory"]) / entry["file"]).resolve()
        if path.suffix == ".cpp" and path.is_relative_to(root) and path.relative_to(root).parts[0] in house.PRODUCT:
            commands[path.relative_to(root)] = entry["command"]
    stamped = {path: stamps / fingerprint(root, path, command) for path, command in commands.items()}
    due = [(path, stamp) for path, stamp in stamped.items() if not stamp.exists()]
    for old in set(stamps.iterdir()) - set(stamped.values()):
        old.unlink()
    return sorted(due, key=lambda item: -(root / item[0]).stat().st_size), len(commands)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", type=Path, required=True)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    root = Path(__file__).resolve().parents[2]
    start = time.monotonic()
    due, total = work(root, options.build)
    bad = 0
    printed = set()
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for said in pool.map(lambda item: tidy(root, options.build, *item), due):
            bad += bool(said)
            # What is wrong with a header is said for each file that includes it: once is enough.
            for finding in re.split(r"^(?=/)", said, flags=re.MULTILINE):
                if finding not in printed:
                    printed.add(finding)
                    print(finding, end="")
    print(f"clang-tidy: {len(due)} of {total} files checked in {time.monotonic() - start:.0f} s, {bad} with findings")
    sys.exit(1 if bad or not total else 0)


if __name__ == "__main__":
    main()
