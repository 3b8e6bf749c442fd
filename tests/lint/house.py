"""What the lint programs share: which files there are, C++ without its comments, exceptions with reasons.

A lint program has check(root, exceptions) -> list of problems, each one line that names the file. It ends with exit code 1
and prints the problems if there are any. Python of Debian 12, standard library only.
"""

import sys
from pathlib import Path

SKIPPED_FOLDERS = {".git", "build", "node_modules", "demo-data", "__pycache__"}
PRODUCT = ("shared", "kiosk", "server")
CPP = (".cpp", ".h")


def files(root, tops=None, suffixes=None):
    """Paths relative to root, sorted; below the folders `tops` (all if None), ending in one of `suffixes` (any if None)."""
    found = []
    starts = [root / top for top in tops] if tops else [root]
    for start in starts:
        for path in start.rglob("*"):
            relative = path.relative_to(root)
            if SKIPPED_FOLDERS.intersection(relative.parts) or not path.is_file() or path.is_symlink():
                continue
            if suffixes is None or path.suffix in suffixes:
                found.append(relative)
    return sorted(found)


def read(root, path):
    """The text of a file, or None when it is no UTF-8 text (a picture, a sound)."""
    try:
        return (root / path).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


def _end_of_literal(text, start):
    """Index after the string or character literal that begins at start."""
    quote = text[start]
    i = start + 1
    while i < len(text) and text[i] not in (quote, "\n"):
        i += 2 if text[i] == "\\" else 1
    return min(i + 1, len(text))


def _end_of_raw_string(text, start):
    """Index after the raw string whose quote is at start."""
    bracket = text.find("(", start)
    end = text.find(")" + text[start + 1 : bracket] + '"', bracket)
    return len(text) if end < 0 else end + (bracket - start) + 1


def split_cpp(text):
    """C++ source as (code, literals): code has comments and literal contents blanked, line breaks kept; literals are the
    (line number, content) of every "…" string."""
    code = []
    literals = []
    i = 0

    def blank(end):
        code.append("".join("\n" if c == "\n" else " " for c in text[i:end]))

    while i < len(text):
        if text.startswith("//", i):
            end = text.find("\n", i)
            end = len(text) if end < 0 else end
        elif text.startswith("/*", i):
            end = text.find("*/", i + 2)
            end = len(text) if end < 0 else end + 2
        elif text[i] == '"':
            raw = i > 0 and text[i - 1] == "R"
            end = _end_of_raw_string(text, i) if raw else _end_of_literal(text, i)
            content = text[i + 1 : end - 1]
            literals.append((text.count("\n", 0, i) + 1, content[content.find("(") + 1 : content.rfind(")")] if raw else content))
        elif text[i] == "'" and not (i > 0 and text[i - 1].isalnum()):
            end = _end_of_literal(text, i)
        else:
            code.append(text[i])
            i += 1
            continue
        blank(end)
        i = end
    return "".join(code), literals


class Exceptions:
    """Allowed breaches of a rule: {key: reason}. One that nothing needs any more is a problem itself."""

    def __init__(self, reasons):
        self._reasons = reasons
        self._used = set()

    def allows(self, key):
        if key in self._reasons:
            self._used.add(key)
            return True
        return False

    def problems(self):
        stale = [f"{key}: the exception is no longer needed, remove it" for key in self._reasons if key not in self._used]
        return stale + [f"{key}: the exception gives no reason" for key, reason in self._reasons.items() if not reason.strip()]


def run(check, exceptions):
    """The main program of a lint: root from the command line, problems to stdout, exit code 1 if there are any."""
    root = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).resolve().parents[2])
    problems = check(root, exceptions)
    for problem in problems:
        print(problem)
    sys.exit(1 if problems else 0)
