"""Runs clang-tidy over the product files of a build tree with compile_commands.json; exits with 1 if it finds anything.

Most of the time would go into the same headers again and again, so the files of a room are checked a few at a time, included
one after the other; where that does not compile (two files may use one name for different things), each by itself. A group
whose files, product headers, command line and .clang-tidy are as when it last passed is not checked again; BUILD/tidy/
remembers.

  tidy.py --build build/asan --jobs 2
"""

import argparse
import concurrent.futures
import hashlib
import json
import re
import shlex
import subprocess
import sys
import time
from pathlib import Path

import house
import who_knows_whom

TOOL = "clang-tidy-19"
GROUP = 8


def closure(root, path, seen):
    """Adds to `seen` the product files that `path` includes, and itself."""
    if path in seen or not (root / path).exists():
        return seen
    seen.add(path)
    for _, kind, header in who_knows_whom.includes(house.read(root, path) or ""):
        if kind == '"':
            closure(root, Path(header), seen)
    return seen


def fingerprint(root, paths, flags):
    """A name for all that the result of a group depends on, but for the headers of the system."""
    digest = hashlib.sha256("\0".join(flags).encode())
    used = set()
    for path in paths:
        closure(root, path, used)
    for name in [Path(".clang-tidy"), *sorted(used)]:
        digest.update(str(name).encode() + b"\0" + (root / name).read_bytes() + b"\0")
    return digest.hexdigest()


def compiler_flags(command):
    """What matters for parsing: definitions, folders of headers, the language."""
    words = shlex.split(command)
    flags = [word for word in words if re.match(r"-(D|I|std=)", word)]
    return flags + [word for i, word in enumerate(words) if word == "-isystem" or (i > 0 and words[i - 1] == "-isystem")]


def read_groups(root, build):
    """[(paths, flags)]: product files of one room and the same flags, at most GROUP of them."""
    rooms = {}
    for entry in json.loads((build / "compile_commands.json").read_text(encoding="utf-8")):
        path = (Path(entry["directory"]) / entry["file"]).resolve()
        if path.suffix != ".cpp" or not path.is_relative_to(root):
            continue
        path = path.relative_to(root)
        if path.parts[0] in house.PRODUCT:
            flags = compiler_flags(entry["command"])
            rooms.setdefault((path.parent, tuple(flags)), set()).add(path)
    groups = []
    for (_, flags), paths in rooms.items():
        ordered = sorted(paths)
        groups += [(ordered[i : i + GROUP], list(flags)) for i in range(0, len(ordered), GROUP)]
    return groups


def run_tool(root, file, flags):
    """(whether it passed, what it says). Warnings of the compiler are the compiler's business: -w."""
    command = [TOOL, "--quiet", f"--config-file={root / '.clang-tidy'}", str(file), "--", *flags, "-w"]
    run = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    passed = run.returncode == 0
    return passed, "" if passed else run.stdout or run.stderr


def tidy(root, stamps, paths, flags):
    """What clang-tidy says about a group; nothing if all is well, and then a stamp is left."""
    stamp = stamps / fingerprint(root, paths, flags)
    if not stamp.exists():
        together = stamps / f"{stamp.name[:16]}.cpp"
        together.write_text("".join(f'#include "{path}"\n' for path in paths), encoding="utf-8")
        passed, said = run_tool(root, together, flags)
        together.unlink()
        if "clang-diagnostic-error" in said:
            results = [run_tool(root, root / path, flags) for path in paths]
            passed, said = all(ok for ok, _ in results), "".join(text for _, text in results)
        if not passed:
            return stamp, said
        stamp.touch()
    return stamp, ""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", type=Path, required=True)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    root = Path(__file__).resolve().parents[2]
    start = time.monotonic()
    stamps = options.build.resolve() / "tidy"
    stamps.mkdir(exist_ok=True)
    groups = sorted(read_groups(root, options.build), key=lambda group: -len(group[0]))
    findings = {}
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        results = list(pool.map(lambda group: tidy(root, stamps, *group), groups))
    for _, said in results:
        # What is wrong with a header is said by each group that includes it: once is enough.
        findings.update(dict.fromkeys(re.split(r"^(?=/)", said, flags=re.MULTILINE)))
    for old in set(stamps.iterdir()) - {stamp for stamp, _ in results}:
        old.unlink()
    print("".join(findings), end="")
    bad = sum(bool(said) for _, said in results)
    print(f"clang-tidy: {sum(len(paths) for paths, _ in groups)} files in {len(groups)} groups, {bad} with findings, {time.monotonic() - start:.0f} s")
    sys.exit(1 if bad or not groups else 0)


if __name__ == "__main__":
    main()
