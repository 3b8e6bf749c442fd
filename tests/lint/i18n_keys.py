"""Checks assets/i18n/{ja,en}.json against each other and against the code.

* Both languages have the same keys; no text is empty; no key is given twice.
* Every text is a well-formed ICU message, and both languages use the same argument names.
* Every key with a point that is named in a call like text("some.key") exists, and so does that of every {{t some.key}} in a template.
* Every kind of mistake in a form (What in server/web/faults.h) has its sentence, fault.<kind>.
* Every key is used: it occurs as a string in the product (C++, or templates and scripts of assets/web), or the product has a
  string that ends in a point and begins the key, as in text("verdict." + name).
"""

import json
import re

import house

LANGUAGES = ("ja", "en")
KEY = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)*")
PREFIX = re.compile(r"([a-z0-9_]+\.)+")
CALL = re.compile(r'\b(?:text|tr|message)\(\s*"([a-z0-9_]+\.[a-z0-9_.]*[a-z0-9_])"\s*[,)]')  # text("note") is a field of a form
IN_TEMPLATE = re.compile(r"\{\{t\s+([^\s}]*)\s*\}\}")
FAULTS = "server/web/faults.h"
FAULT_KINDS = re.compile(r"enum class What\b[^{]*\{([^}]*)\}")
WITH_STYLES = ("plural", "select", "selectordinal")

# key -> why it is not used by the product.
EXCEPTIONS = {}


class Malformed(Exception):
    pass


def _skip_space(text, i):
    while i < len(text) and text[i].isspace():
        i += 1
    return i


def _word(text, i):
    start = i
    while i < len(text) and text[i] not in "{},'" and not text[i].isspace():
        i += 1
    return text[start:i], i


def _styles(text, i, names):
    """Parses `one {…} other {…}}` from i; returns the index after the closing bracket."""
    selectors = set()
    while True:
        i = _skip_space(text, i)
        if text[i : i + 1] == "}":
            break
        selector, i = _word(text, i)
        i = _skip_space(text, i)
        if selector.startswith("offset:") and text[i : i + 1] != "{":
            continue
        if not selector or text[i : i + 1] != "{":
            raise Malformed("a choice without text")
        selectors.add(selector)
        i = _message(text, i + 1, names, nested=True)
    if "other" not in selectors:
        raise Malformed("a plural or select without `other`")
    return i + 1


def _argument(text, i, names):
    """Parses an argument from after its opening bracket; returns the index after the closing one."""
    name, i = _word(text, _skip_space(text, i))
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise Malformed(f"{name!r} is no name of an argument")
    names.add(name)
    i = _skip_space(text, i)
    if text[i : i + 1] == "}":
        return i + 1
    if text[i : i + 1] != ",":
        raise Malformed(f"a stray character after {name}")
    kind, i = _word(text, _skip_space(text, i + 1))
    i = _skip_space(text, i)
    if kind in WITH_STYLES:
        if text[i : i + 1] != ",":
            raise Malformed(f"a {kind} without choices")
        return _styles(text, i + 1, names)
    end = text.find("}", i)
    if end < 0:
        raise Malformed("a bracket is not closed")
    return end + 1


def _message(text, i, names, nested):
    """Parses message text from i to its end, or to after the bracket that closes it."""
    while i < len(text):
        if text.startswith("''", i):  # an apostrophe
            i += 2
        elif text[i] == "'" and text[i + 1 : i + 2] in ("{", "}", "#", "|"):
            end = text.find("'", i + 1)
            i = len(text) if end < 0 else end + 1
        elif text[i] == "{":
            i = _argument(text, i + 1, names)
        elif text[i] == "}":
            if not nested:
                raise Malformed("a closing bracket too many")
            return i + 1
        else:
            i += 1
    if nested:
        raise Malformed("a bracket is not closed")
    return i


def arguments(text):
    """The argument names of an ICU message; Malformed if it is none."""
    names = set()
    _message(text, 0, names, nested=False)
    return names


def _load(root, language, problems):
    path = root / "assets" / "i18n" / f"{language}.json"
    name = f"assets/i18n/{language}.json"

    def unique(pairs):
        seen = set()
        for key, _ in pairs:
            if key in seen:
                problems.append(f"{name}: {key}: given twice")
            seen.add(key)
        return dict(pairs)

    try:
        messages = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=unique)
    except (OSError, ValueError) as error:
        problems.append(f"{name}: cannot be read: {error}")
        return {}
    for key, text in messages.items():
        if not KEY.fullmatch(key):
            problems.append(f"{name}: {key}: a key is small letters, digits and _ with points between")
        if not isinstance(text, str) or not text.strip():
            problems.append(f"{name}: {key}: the text is empty")
    return {key: text for key, text in messages.items() if isinstance(text, str)}


def _argument_names(language, key, text, problems):
    try:
        return arguments(text)
    except Malformed as error:
        problems.append(f"assets/i18n/{language}.json: {key}: {error}")
        return None


def _compare(messages, problems):
    ja, en = (messages[language] for language in LANGUAGES)
    for key in sorted(ja.keys() ^ en.keys()):
        problems.append(f"assets/i18n/{'en' if key in ja else 'ja'}.json: {key}: missing")
    for key in ja:
        names = [_argument_names(language, key, messages[language][key], problems) for language in LANGUAGES if key in messages[language]]
        if len(names) == 2 and None not in names and names[0] != names[1]:
            only = ", ".join(sorted(names[0] ^ names[1]))
            problems.append(f"assets/i18n: {key}: argument in one language only: {only}")
    for key in en.keys() - ja.keys():
        _argument_names("en", key, en[key], problems)


def _strings(root):
    """(path, line, content) of every string of the product; templates and scripts count as one string per word-like token."""
    for path in house.files(root, house.PRODUCT, house.CPP):
        for line, content in house.split_cpp(house.read(root, path) or "")[1]:
            yield path, line, content
    for path in house.files(root, ("assets",), (".html", ".mustache", ".js", ".mjs")):
        for match in re.finditer(r"[a-z0-9_]+(?:\.[a-z0-9_]+)*\.?", house.read(root, path) or ""):
            yield path, 0, match.group(0)


def _check_use(root, keys, exceptions, problems):
    used = set()
    prefixes = set()
    for _, _, content in _strings(root):
        if content in keys:
            used.add(content)
        elif PREFIX.fullmatch(content):
            prefixes.add(content)
    for path in house.files(root, house.PRODUCT, house.CPP):
        text = house.read(root, path) or ""
        code, _ = house.split_cpp(text)
        for match in CALL.finditer(text):
            if match.group(1) not in keys and code[match.start()] == text[match.start()]:  # not in a comment
                problems.append(f"{path}:{text.count(chr(10), 0, match.start()) + 1}: {match.group(1)}: no such message")
    for path in house.files(root, ("assets",), (".html",)):
        text = house.read(root, path) or ""
        for match in IN_TEMPLATE.finditer(text):
            if match.group(1) not in keys:
                problems.append(f"{path}:{text.count(chr(10), 0, match.start()) + 1}: {match.group(1)}: no such message")
    for key in sorted(keys - used):
        if not any(key.startswith(prefix) for prefix in prefixes) and not exceptions.allows(key):
            problems.append(f"assets/i18n: {key}: nothing uses it")


def fault_kinds(root):
    """The enumerators of What; none where there is no server."""
    if not (root / FAULTS).exists():
        return []
    code, _ = house.split_cpp(house.read(root, FAULTS))
    return re.findall(r"\w+", FAULT_KINDS.search(code).group(1))


def check(root, exceptions):
    problems = []
    messages = {language: _load(root, language, problems) for language in LANGUAGES}
    _compare(messages, problems)
    for key in (f"fault.{kind}" for kind in fault_kinds(root)):
        if key not in messages["ja"]:
            problems.append(f"assets/i18n: {key}: missing; {FAULTS} names that mistake")
    _check_use(root, messages["ja"].keys() | messages["en"].keys(), exceptions, problems)
    return problems + exceptions.problems()


if __name__ == "__main__":
    house.run(check, house.Exceptions(EXCEPTIONS))
