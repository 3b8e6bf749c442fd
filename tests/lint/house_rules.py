"""Checks the rules of the house that a compiler cannot.

* No file of code is longer than 400 lines.
* Nothing is left for later: no to-do marks.
* The product writes to the terminal only in its main programs and commands, reads the clock only through Clock, and takes
  chance only from Random.
* SQL stands in store files (store.cpp, X_store.cpp) and in server/storage, nowhere else of the server.
* No path of somebody's machine and no package registry stands in a file.
* Scripts end processes by their id, never by name.
* Every test file checks something.
"""

import re
from pathlib import PurePath

import house

MAX_LINES = 400
CODE = (".cpp", ".h", ".py", ".mjs", ".js", ".css", ".sql", ".cmake", ".sh", "")

# (file, rule) -> why. "size" for long files; the other rules are the first words of the problems below.
EXCEPTIONS = {}

# Rooms that may read the clocks themselves: Clock is made in shared/base; the others measure how long a step took for a deadline that no
# test simulates.
CLOCK_ROOMS = ("shared/base", "kiosk/runtime", "kiosk/scan", "kiosk/camera", "server/http")

PRODUCT_RULES = (
    # rule, pattern in code without comments and strings, where it is allowed
    ("terminal", re.compile(r"\bstd::(cout|cerr|clog)\b|\b(f?printf|puts|putchar)\s*\(|\bfmt::print"), ("kiosk", "server")),
    ("clock", re.compile(r"\b(system_clock|steady_clock|high_resolution_clock)::now\b|\bclock_gettime\b|\bgettimeofday\b|\btime\s*\(\s*(nullptr|NULL|0)\s*\)"),
     CLOCK_ROOMS + ("kiosk", "server")),
    ("chance", re.compile(r"\bs?rand\s*\(|\brandom_device\b|\bmt19937|\brandombytes_buf\b"), ("shared/base", "shared/ticket")),
)

# Put together from parts, so that this file does not break its own rules.
TEXT_RULES = (
    ("later", re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X")) + r")\b")),
    ("machine path", re.compile(r"(?<![\w.$}~*-])/(" + "|".join(("wo" + "rk", "tmp/" + "w", "ro" + "ot", "home/" + r"\w+")) + r")/")),
    ("registry", re.compile("registry" + r"\.npmjs|deb\." + r"debian\.org|snapshot\." + r"debian\.org")),
)

# A query with its text; stores are where SQL is looked for, and the same question is asked once.
SQL = re.compile(r"\b\w*tx\.(all|one|each|exec)\s*(<[\w:<>, ]+>)?\s*\(")
SQL_FILES = re.compile(r"(^|_)store(_\w+)?\.(h|cpp)$")

BY_NAME = re.compile(r"\b(" + "pki" + "ll|killa" + r"ll)\b")
SCRIPTS = (".sh", ".py", ".mjs", ".js", ".yml", ".yaml", "")
CHECKS = re.compile(r"\b(CHECK|REQUIRE|FAIL)(_\w+)?\s*\(|\bassert\w*[.(\s]|self\.assert")


def is_test_file(path, text):
    if path.parts[0] != "tests":
        return False
    if path.suffix == ".cpp":
        return "TEST_CASE" in text or path.stem.endswith("_test")
    return path.name.endswith("_test.mjs") or (path.suffix == ".py" and path.name.startswith("test_"))


def _room(path):
    return "/".join(path.parts[:2]) if len(path.parts) > 2 else path.parts[0]


def _lines_with(pattern, text):
    return [text.count("\n", 0, match.start()) + 1 for match in pattern.finditer(text)]


def problems_of(path, text):
    """(rule, problem) pairs of one file."""
    found = []
    if path.suffix in CODE and (path.suffix or path.parts[0] in ("deploy", ".ci")) and text.count("\n") > MAX_LINES:
        found.append(("size", f"{path}: {text.count(chr(10))} lines; think again at {MAX_LINES}"))
    for rule, pattern in TEXT_RULES:
        found += [(rule, f"{path}:{line}: {rule}") for line in _lines_with(pattern, text)]
    if path.suffix in SCRIPTS:
        found += [("by name", f"{path}:{line}: ends processes by name") for line in _lines_with(BY_NAME, text)]
    if path.parts[0] in house.PRODUCT and path.suffix in house.CPP:
        code, _ = house.split_cpp(text)
        for rule, pattern, allowed in PRODUCT_RULES:
            if _room(path) not in allowed:
                found += [(rule, f"{path}:{line}: {rule}: not in this room") for line in _lines_with(pattern, code)]
        if path.parts[0] == "server" and _room(path) != "server/storage" and not SQL_FILES.search(path.name):
            found += [("sql", f"{path}:{line}: SQL outside of a store") for line in _lines_with(SQL, code)]
    if is_test_file(path, text) and not CHECKS.search(text):
        found.append(("checks", f"{path}: a test file that checks nothing"))
    return found


def check(root, exceptions):
    problems = []
    for path in house.files(root):
        text = None if PurePath(path).name == "package-lock.json" else house.read(root, path)
        for rule, problem in problems_of(path, text) if text is not None else ():
            if not exceptions.allows((str(path), rule)):
                problems.append(problem)
    return problems + exceptions.problems()


if __name__ == "__main__":
    house.run(check, house.Exceptions(EXCEPTIONS))
