"""The check of the messages, on small trees made for it."""

import json
import unittest

import house
import i18n_keys
from small_tree import SmallTree


class Messages(unittest.TestCase):
    def problems(self, ja, en, code='f(text("a.b"));', exceptions=None, more=None):
        def as_text(messages):
            return messages if isinstance(messages, str) else json.dumps(messages)

        tree = {"assets/i18n/ja.json": as_text(ja), "assets/i18n/en.json": as_text(en), "kiosk/main.cpp": code} | (more or {})
        with SmallTree(tree) as root:
            return i18n_keys.check(root, house.Exceptions(exceptions or {}))

    def assert_refused(self, word, *arguments, **named):
        problems = self.problems(*arguments, **named)
        self.assertEqual(len(problems), 1, problems)
        self.assertIn(word, problems[0])

    def test_same_keys_and_arguments_are_fine(self):
        self.assertEqual(self.problems({"a.b": "{n}人"}, {"a.b": "{n, plural, one {# person} other {# people of {x}}}"}, more={}), [
            "assets/i18n: a.b: argument in one language only: x"])
        self.assertEqual(self.problems({"a.b": "{n}人"}, {"a.b": "{n, plural, one {# person} other {# people}}"}), [])

    def test_refuses_key_missing_in_one_language(self):
        self.assert_refused("missing", {"a.b": "x", "a.c": "y"}, {"a.b": "x"}, code='text("a.b"); text("a.c");')

    def test_refuses_empty_text(self):
        self.assert_refused("empty", {"a.b": "x"}, {"a.b": " "})

    def test_refuses_key_given_twice(self):
        self.assert_refused("twice", '{"a.b": "x", "a.b": "y"}', {"a.b": "x"})

    def test_refuses_file_that_is_no_json(self):
        problems = self.problems("{", {"a.b": "x"})
        self.assertIn("cannot be read", problems[0])

    def test_refuses_malformed_messages(self):
        for text in ("{n", "n}", "{n, plural, one {x}}", "{n, plural, other x}", "{N}", "{n m}", "{n, select}"):
            self.assert_refused("en.json: a.b", {"a.b": "{n}"}, {"a.b": text})

    def test_quoted_brackets_are_text(self):
        self.assertEqual(i18n_keys.arguments("it's '{x}' {n} ''{m}''"), {"n", "m"})

    def test_dates_and_numbers_are_arguments(self):
        self.assertEqual(i18n_keys.arguments("{d, date, ::MMMd} {n, number}"), {"d", "n"})

    def test_refuses_key_that_does_not_exist(self):
        self.assert_refused("kiosk/main.cpp:2: a.c: no such message", {"a.b": "x"}, {"a.b": "x"}, code='text("a.b");\nm.text("a.c", {});')

    def test_refuses_key_that_nothing_uses(self):
        self.assert_refused("nothing uses it", {"a.b": "x", "c.d": "x"}, {"a.b": "x", "c.d": "x"})

    def test_key_in_a_comment_is_not_used(self):
        self.assert_refused("nothing uses it", {"a.b": "x"}, {"a.b": "x"}, code='// text "a.b"\n')

    def test_call_in_a_comment_needs_no_key(self):
        self.assertEqual(self.problems({"a.b": "x"}, {"a.b": "x"}, code='text("a.b"); // unlike text("a.c")\n/* text("a.d") */'), [])

    def test_name_of_a_field_is_no_key(self):
        self.assertEqual(self.problems({"a.b": "x"}, {"a.b": "x"}, code='text("a.b"); form.text("note");'), [])

    def test_prefix_uses_all_keys_below_it(self):
        self.assertEqual(self.problems({"a.b.c": "x"}, {"a.b.c": "x"}, code='text("a.b." + name);'), [])

    def test_template_uses_a_key(self):
        self.assertEqual(self.problems({"a.b": "x"}, {"a.b": "x"}, code="", more={"assets/web/p.html": "<p>{{a.b}}</p>"}), [])

    def test_refuses_key_in_a_template_that_does_not_exist(self):
        self.assert_refused("p.html:2: a.c: no such message", {"a.b": "x"}, {"a.b": "x"}, code="", more={
            "assets/web/templates/p.html": "<p>{{t a.b}}</p>\n{{t a.c}}"})

    def test_refuses_mistake_without_a_sentence(self):
        header = "enum class What : std::uint8_t {\n  required,  // nothing\n  taken,\n};\n"
        self.assert_refused("fault.taken: missing", {"fault.required": "x"}, {"fault.required": "x"}, code='text("fault." + word);', more={
            "server/web/faults.h": header})

    def test_stale_exception_is_a_problem(self):
        self.assert_refused("no longer needed", {"a.b": "x"}, {"a.b": "x"}, exceptions={"a.b": "later"})


if __name__ == "__main__":
    unittest.main()
