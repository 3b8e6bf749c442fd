"""The check of the templates, on small trees made for it."""

import unittest

import house
import templates
from small_tree import SmallTree

CSRF = '<input type="hidden" name="csrf" value="{{csrf}}">'


class Templates(unittest.TestCase):
    def problems(self, files, code='page("p");', exceptions=None):
        tree = {f"assets/web/templates/{name}.html": text for name, text in files.items()} | {"server/roster/pages.cpp": code}
        with SmallTree(tree) as root:
            return templates.check(root, house.Exceptions(exceptions or {}))

    def assert_refused(self, word, text, **more):
        problems = self.problems({"p": text} | more)
        self.assertEqual(len(problems), 1, problems)
        self.assertIn(word, problems[0])

    def test_a_tree_without_templates_is_fine(self):
        with SmallTree({"server/main.cpp": ""}) as root:
            self.assertEqual(templates.check(root, house.Exceptions({})), [])

    def test_script_of_ours_and_plain_links_are_fine(self):
        self.assertEqual(self.problems({"p": '<script type="module" src="/assets/search.js"></script><a href="https://example.jp/">x</a>'}), [])

    def test_refuses_what_the_policy_would(self):
        for word, text in (
            ("inline script", "<script>go()</script>"),
            ("style element", "<STYLE>p{}</STYLE>"),
            ("style attribute", '<p\n  style="color:red">x</p>'),
            ("on… attribute", '<button onclick="go()">x</button>'),
            ("javascript:", '<a href="javascript:go()">x</a>'),
        ):
            self.assert_refused(word, text)

    def test_refuses_what_lies_elsewhere(self):
        for text in ('<script src="https://example.jp/x.js"></script>', '<img src="//example.jp/x.png">', '<form action="http://example.jp/">'):
            self.assert_refused("another host", text)

    def test_words_that_look_like_attributes_are_text(self):
        self.assertEqual(self.problems({"p": "<p>style=x on one=two</p>"}), [])

    def test_comments_are_not_markup(self):
        self.assertEqual(self.problems({"p": "{{! <style> }}<!-- <script>x</script> -->"}), [])

    def test_refuses_form_that_posts_without_csrf(self):
        self.assert_refused("p.html:2: form without csrf", '\n<form method="post" action="/x"><button>x</button></form>' + CSRF)
        self.assertEqual(self.problems({"p": f'<form method="post" action="/x">{CSRF}</form><form method="get"></form>'}), [])

    def test_csrf_may_come_from_a_part(self):
        files = {"p": '<form method="post">{{> parts/hidden}}</form>', "parts/hidden": "{{> parts/csrf}}", "parts/csrf": CSRF}
        self.assertEqual(self.problems(files), [])

    def test_parts_in_a_circle_end(self):
        self.assertEqual(self.problems({"p": "{{> q}}", "q": "{{> p}}"}), [])

    def test_refuses_part_that_does_not_exist(self):
        self.assert_refused("parts/form: no such part", "{{> parts/form}}")

    def test_refuses_template_that_nothing_uses(self):
        self.assert_refused("q.html: no page uses it", "x", q="y")
        self.assertEqual(len(self.problems({"p": "x"}, code='// page("p")')), 1)

    def test_stale_exception_is_a_problem(self):
        problems = self.problems({"p": "x"}, exceptions={("p", "style element"): "old browsers"})
        self.assertIn("no longer needed", problems[0])


if __name__ == "__main__":
    unittest.main()
