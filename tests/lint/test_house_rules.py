"""The check of the house rules, on small trees made for it. Forbidden words are put together, so that the check lets this file pass."""

import unittest

import house
import house_rules
from small_tree import SmallTree


class HouseRules(unittest.TestCase):
    def problems(self, tree, exceptions=None):
        with SmallTree(tree) as root:
            return house_rules.check(root, house.Exceptions(exceptions or {}))

    def assert_refused(self, word, tree):
        problems = self.problems(tree)
        self.assertEqual(len(problems), 1, problems)
        self.assertIn(word, problems[0])

    def test_ordinary_files_are_fine(self):
        self.assertEqual(self.problems({
            "kiosk/sync/a.cpp": '// printf("x") is for main.cpp\nint operand(int);\nauto s = "std::cout";\nauto n = 1\'000;\n',
            "tests/unit/kiosk/sync/a_test.cpp": "TEST_CASE() { CHECK(true); }\n",
            "deploy/x": "#!/bin/sh\nkill \"$pid\"\nls ~/work/ $HOME/work/\n",
        }), [])

    def test_refuses_long_file(self):
        self.assert_refused("401 lines", {"kiosk/sync/a.cpp": "\n" * 401})
        self.assertEqual(self.problems({"kiosk/sync/a.cpp": "\n" * 400}), [])

    def test_refuses_things_left_for_later(self):
        for mark in ("TO" + "DO", "FIX" + "ME", "XX" + "X"):
            self.assert_refused("a.h:2: later", {"kiosk/sync/a.h": f"\n// {mark}: more\n"})

    def test_refuses_terminal_in_rooms_but_not_in_commands(self):
        for text in ("std::cout << 1;", "printf(x);", "fmt::print(x);", "std::fprintf(stderr, x);"):
            self.assert_refused("terminal", {"server/web/a.cpp": text})
            self.assertEqual(self.problems({"server/demo.cpp": text}), [])

    def test_refuses_clock_outside_its_rooms(self):
        for text in ("std::chrono::system_clock::now();", "steady_clock::now();", "time(nullptr);"):
            self.assert_refused("clock", {"shared/desk/a.cpp": text})
            self.assertEqual(self.problems({"shared/base/a.cpp": text}), [])

    def test_refuses_chance_outside_base(self):
        self.assert_refused("chance", {"shared/desk/a.cpp": "int x = rand();"})

    def test_refuses_sql_outside_of_stores(self):
        for text in ('tx.all<Row>("select 1");', 'TRYV(\n    tx.exec("delete from a"));', 'write_tx.one<std::int64_t>(sql);'):
            self.assert_refused("SQL", {"server/roster/service.cpp": text})
            self.assertEqual(self.problems({"server/roster/search_store.cpp": text, "server/storage/changes.cpp": text}), [])

    def test_refuses_machine_paths_in_any_text(self):
        for path in ("/wo" + "rk/main", "/ro" + "ot/x", "/home/" + "me/x", "/tmp/" + "w/b"):
            self.assert_refused("machine path", {"README.md": f"see {path}\n"})

    def test_refuses_registry(self):
        self.assert_refused("registry", {".npmrc": "registry=https://registry" + ".npmjs.org\n"})

    def test_refuses_ending_processes_by_name(self):
        self.assert_refused("by name", {"deploy/x": "pki" + "ll server\n"})

    def test_refuses_test_file_without_checks(self):
        self.assert_refused("checks nothing", {"tests/unit/a/b/c.cpp": "TEST_CASE() {}\n"})
        self.assert_refused("checks nothing", {"tests/functional/c_test.cpp": "int main() {}\n"})
        self.assertEqual(self.problems({"tests/unit/a/b/builders.cpp": "int a();\n"}), [])

    def test_pictures_are_not_read(self):
        with SmallTree({}) as root:
            (root / "a.png").write_bytes(b"\x89PNG\xff")
            self.assertEqual(house_rules.check(root, house.Exceptions({})), [])

    def test_exceptions_are_for_one_file_and_rule_and_become_stale(self):
        long = {"kiosk/sync/a.cpp": "\n" * 401}
        self.assertEqual(self.problems(long, {("kiosk/sync/a.cpp", "size"): "a table"}), [])
        problems = self.problems({"kiosk/sync/a.cpp": "\n"}, {("kiosk/sync/a.cpp", "size"): "a table"})
        self.assertIn("no longer needed", problems[0])


if __name__ == "__main__":
    unittest.main()
