"""Checks the templates of the pages, assets/web/templates.

* Nothing inline that the content security policy would refuse: no script without src, no style element, no style or on…
  attribute, no javascript: address.
* Nothing is loaded from another host.
* Every form that POSTs carries the csrf field, itself or by a part that it includes.
* Every part that a template includes exists, and every template is used: named in a string of the server, or included by one
  that is.
"""

import re

import house

FOLDER = "assets/web/templates"
PART = re.compile(r"\{\{>\s*([\w/.-]+)\s*\}\}")
COMMENT = re.compile(r"\{\{!.*?\}\}|<!--.*?-->", re.DOTALL)
FORM = re.compile(r"<form\b[^>]*>.*?(?:</form>|\Z)", re.DOTALL | re.IGNORECASE)
POSTS = re.compile(r'^<form\b[^>]*\bmethod\s*=\s*["\']?post\b', re.IGNORECASE)
CSRF = re.compile(r'name="csrf"')

REFUSED = (
    ("inline script", re.compile(r"<script\b(?![^>]*\bsrc\s*=)", re.IGNORECASE)),
    ("style element", re.compile(r"<style\b", re.IGNORECASE)),
    ("style attribute", re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE)),
    ("on… attribute", re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE)),
    ("javascript: address", re.compile(r"javascript:", re.IGNORECASE)),
    ("another host", re.compile(r"<(?:script|link|img|iframe|source|form)\b[^>]*\b(?:src|href|action)\s*=\s*[\"']?(?:https?:)?//", re.IGNORECASE)),
)

# (template, problem) -> why.
EXCEPTIONS = {}


def read_templates(root):
    """{name as pages call it: text without its comments, line breaks kept}."""
    templates = {}
    for path in house.files(root, (FOLDER,), (".html",)):
        name = str(path.relative_to(FOLDER).with_suffix(""))
        templates[name] = COMMENT.sub(lambda match: "\n" * match.group(0).count("\n"), house.read(root, path) or "")
    return templates


def with_parts(text, templates, seen=()):
    """The text with every part in its place."""
    def put(match):
        name = match.group(1)
        return with_parts(templates[name], templates, (*seen, name)) if name in templates and name not in seen else ""

    return PART.sub(put, text)


def problems_of(name, text, templates):
    """(problem, line) pairs of one template."""
    found = []
    for problem, pattern in REFUSED:
        found += [(problem, match.start()) for match in pattern.finditer(text)]
    for match in FORM.finditer(text):
        if POSTS.match(match.group(0)) and not CSRF.search(with_parts(match.group(0), templates)):
            found.append(("form without csrf", match.start()))
    for match in PART.finditer(text):
        if match.group(1) not in templates:
            found.append((f"{match.group(1)}: no such part", match.start()))
    return [(problem, text.count("\n", 0, start) + 1) for problem, start in found]


def used_templates(root, templates):
    strings = {content for path in house.files(root, ("server",), house.CPP) for _, content in house.split_cpp(house.read(root, path) or "")[1]}
    waiting = [name for name in templates if name in strings]
    used = set(waiting)
    while waiting:
        for name in PART.findall(templates[waiting.pop()]):
            if name in templates and name not in used:
                used.add(name)
                waiting.append(name)
    return used


def check(root, exceptions):
    templates = read_templates(root) if (root / FOLDER).exists() else {}
    problems = []
    for name, text in templates.items():
        for problem, line in problems_of(name, text, templates):
            if not exceptions.allows((name, problem)):
                problems.append(f"{FOLDER}/{name}.html:{line}: {problem}")
    used = used_templates(root, templates)
    for name in templates:
        if name not in used and not exceptions.allows((name, "unused")):
            problems.append(f"{FOLDER}/{name}.html: no page uses it")
    return problems + exceptions.problems()


if __name__ == "__main__":
    house.run(check, house.Exceptions(EXCEPTIONS))
