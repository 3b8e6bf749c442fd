"""Checks every #include of the product against who may know whom.

* A room (a folder with a uke_room() in shared/, kiosk/ or server/CMakeLists.txt) includes itself and the rooms of its DEPS.
* api.* and pages.* of a feature room of the server may also include the service.h of every other feature room; nobody but
  the room itself and the top-level files of server/ includes an api.h or pages.h.
* Top-level files (kiosk/main.cpp, server/*.cpp) include any room of their program and of shared/.
* Third-party headers stay in the rooms that THIRD_PARTY names.
* Includes in quotes start at the root of the repository.
"""

import re

import house

# Prefix of a header -> the rooms that may include it, and None for every room. The longest prefix counts. "server" and "kiosk" stand for
# the top-level files.
THIRD_PARTY = {
    "fmt/": None,
    "unicode/": ("shared/text", "shared/i18n"),
    "boost/json": ("shared/json",),
    "boost/describe": ("shared/base", "shared/json"),
    "boost/mp11": ("shared/base", "shared/json"),
    "boost/beast": ("server/http",),
    "boost/asio": ("server/http",),
    "soci/": ("shared/storage",),
    "sqlite3.h": ("shared/storage",),
    "sodium": ("shared/ticket", "kiosk/store", "server/mail", "server/accounts", "server/desk", "server"),
    "pango/": ("shared/drawing",),
    "cairo": ("shared/drawing",),
    "ZXing/": ("kiosk/scan", "server/tickets"),
    "curl/": ("kiosk/sync", "server/mail"),
    "imgui": ("kiosk/look", "kiosk/screens", "kiosk/runtime"),
    "backends/imgui": ("kiosk/runtime",),
    "GLFW/": ("kiosk/runtime",),
    "GL/": ("kiosk/runtime",),
    "gst/": ("kiosk/camera",),
    "SDL": ("kiosk/devices",),
    "zlib.h": ("kiosk/sync", "server/web", "server/desk"),
    "kainjow/": ("server/render",),
    "zip.h": ("server/tables",),
    "pugixml": ("server/tables",),
    "xlsxwriter": ("server/tables",),
    "libical/": ("server/mail",),
    "liboath/": ("server/accounts",),
    "spdlog/": ("server",),
    "CLI/": ("server", "kiosk"),
    "toml++/": ("server",),
}

# Headers of the C library and POSIX, which any room may include.
SYSTEM = re.compile(r"(sys|netinet|arpa|net|linux)/\w+\.h|(unistd|fcntl|poll|signal|dirent|dlfcn|errno|netdb|pthread|spawn|stdlib|string|time|math|syslog|termios|malloc)\.h")

EXCEPTIONS = {}

_INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(["<])([^">]+)[">]', re.MULTILINE)


def _words(text, variables):
    """CMake words with ${name} replaced by what set(name …) listed before; other variables stay as they are."""
    words = []
    for word in re.sub(r"#.*", "", text).split():
        name = word[2:-1] if word.startswith("${") and word.endswith("}") else None
        words.extend(variables[name] if name in variables else [word])
    return words


def read_rooms(root):
    """{room: set of DEPS} from the uke_room() calls."""
    rooms = {}
    for top in house.PRODUCT:
        path = root / top / "CMakeLists.txt"
        if not path.exists():
            continue
        variables = {}
        for command, arguments in re.findall(r"^(set|uke_room)\(([^()]*)\)", path.read_text(encoding="utf-8"), re.MULTILINE):
            words = _words(arguments, variables)
            if command == "set":
                variables[words[0]] = words[1:]
                continue
            deps = set()
            section = None
            for word in words[1:]:
                if word in ("DEPS", "LIBS", "PUBLIC_LIBS"):
                    section = word
                elif section == "DEPS":
                    deps.add(word)
            rooms[words[0]] = deps
    return rooms


def includes(text):
    """(line number, kind, header) of every #include outside comments; kind is '"' or '<'."""
    code, _ = house.split_cpp(text)
    code_lines = code.split("\n")
    for match in _INCLUDE.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        if "include" in code_lines[line - 1]:
            yield line, match.group(1), match.group(2)


def room_of(path):
    """"server/events" for server/events/api.cpp, "server" for server/main.cpp."""
    return "/".join(path.parts[:2]) if len(path.parts) > 2 else path.parts[0]


def _is_page(path):
    return path.stem in ("api", "pages") or path.stem.startswith(("api_", "pages_"))


def _feature_rooms(rooms):
    """Rooms of the server that stand above server/web and render, of which all of them make their pages."""
    return {room for room, deps in rooms.items() if room.startswith("server/") and "server/web" in deps} - {"server/render"}


def why_not_ours(path, header, rooms):
    """None if `path` may include our header, else the reason."""
    if header.split("/")[0] not in house.PRODUCT:
        return "includes in quotes start at the root, as in \"shared/base/result.h\""
    here = room_of(path)
    there = header.rsplit("/", 1)[0]
    stem = header.rsplit("/", 1)[1].removesuffix(".h")
    if here == there:
        return None
    if there not in rooms:
        return f"{there} is no room"
    features = _feature_rooms(rooms)
    if there in features and stem in ("api", "pages") and here != "server":
        return f"only {there} itself and server/main.cpp know its {stem}.h"
    if "/" not in here:
        return None if there.split("/")[0] in (here, "shared") else f"{here}/ and {there.split('/')[0]}/ never include each other"
    if there in rooms.get(here, set()):
        return None
    if here in features and _is_page(path) and there in features:
        return None if stem == "service" else f"api and pages call other rooms through service.h, not {stem}.h"
    return f"{here} may not know {there}"


def why_not_third_party(path, header):
    """None if `path` may include <header>, else the reason."""
    if "/" not in header and "." not in header or SYSTEM.fullmatch(header):
        return None
    prefixes = [prefix for prefix in THIRD_PARTY if header.startswith(prefix)]
    if not prefixes:
        return "no room is named for this library in THIRD_PARTY"
    rooms = THIRD_PARTY[max(prefixes, key=len)]
    if rooms is None or room_of(path) in rooms:
        return None
    return "only for " + ", ".join(rooms)


def check(root, exceptions):
    rooms = read_rooms(root)
    problems = []
    for path in house.files(root, house.PRODUCT, house.CPP):
        for line, kind, header in includes(house.read(root, path) or ""):
            reason = why_not_ours(path, header, rooms) if kind == '"' else why_not_third_party(path, header)
            if reason and not exceptions.allows((str(path), header)):
                problems.append(f"{path}:{line}: {header}: {reason}")
    return problems + exceptions.problems()


if __name__ == "__main__":
    house.run(check, house.Exceptions(EXCEPTIONS))
