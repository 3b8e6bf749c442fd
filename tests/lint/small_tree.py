"""A folder with a few files in it, for the tests of the lint programs: with SmallTree({"a/b.cpp": "text"}) as root: …"""

import tempfile
from pathlib import Path


class SmallTree:
    def __init__(self, contents):
        self._contents = contents
        self._folder = tempfile.TemporaryDirectory()

    def __enter__(self):
        root = Path(self._folder.name)
        for name, text in self._contents.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return root

    def __exit__(self, *_):
        self._folder.cleanup()
