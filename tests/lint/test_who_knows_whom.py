"""The check of who may know whom, on small trees made for it."""

import unittest

import house
import who_knows_whom
from small_tree import SmallTree

SHARED = """
uke_room(shared/base PUBLIC_LIBS fmt::fmt)
uke_room(shared/ticket DEPS shared/base LIBS PkgConfig::SODIUM)
uke_room(shared/storage DEPS shared/base)
"""
SERVER = """
set(shared_rooms shared/base shared/ticket) # not storage
uke_room(server/http DEPS shared/base)
uke_room(server/web DEPS server/http ${shared_rooms})
uke_room(server/events DEPS server/web ${shared_rooms}
  LIBS Boost::headers)
uke_room(server/rsvps DEPS server/events server/web ${shared_rooms})
"""
KIOSK = "uke_room(kiosk/scan DEPS shared/base)\nuke_room(kiosk/sync DEPS shared/base)\n"


class WhoKnowsWhom(unittest.TestCase):
    def problems(self, sources, exceptions=None):
        tree = {"shared/CMakeLists.txt": SHARED, "server/CMakeLists.txt": SERVER, "kiosk/CMakeLists.txt": KIOSK} | sources
        with SmallTree(tree) as root:
            return who_knows_whom.check(root, house.Exceptions(exceptions or {}))

    def assert_refused(self, sources, *words):
        problems = self.problems(sources)
        self.assertEqual(len(problems), 1, problems)
        for word in words:
            self.assertIn(word, problems[0])

    def test_reads_deps_with_variables_and_comments(self):
        with SmallTree({"server/CMakeLists.txt": SERVER}) as root:
            rooms = who_knows_whom.read_rooms(root)
        self.assertEqual(rooms["server/events"], {"server/web", "shared/base", "shared/ticket"})

    def test_clean_tree_has_no_problem(self):
        self.assertEqual(self.problems({
            "shared/ticket/codec.cpp": '#include "shared/ticket/codec.h"\n#include "shared/base/result.h"\n#include <sodium.h>\n#include <vector>\n',
            "server/main.cpp": '#include "server/events/api.h"\n#include "shared/storage/db.h"\n#include <CLI/CLI.hpp>\n',
            "server/events/api.cpp": '#include "server/rsvps/service.h"\n#include "server/web/route.h"\n#include <unistd.h>\n',
        }), [])

    def test_refuses_room_outside_deps(self):
        self.assert_refused({"shared/ticket/codec.cpp": '\n#include "shared/storage/db.h"\n'}, "shared/ticket/codec.cpp:2", "may not know")

    def test_does_not_inherit_deps_of_deps(self):
        self.assert_refused({"server/rsvps/store.cpp": '#include "server/http/request.h"\n'}, "may not know server/http")

    def test_refuses_room_to_the_right_in_service(self):
        self.assert_refused({"server/events/service.cpp": '#include "server/rsvps/service.h"\n'}, "may not know server/rsvps")

    def test_refuses_store_of_another_room_in_api(self):
        self.assert_refused({"server/events/api.cpp": '#include "server/rsvps/store.h"\n'}, "through service.h")

    def test_refuses_api_of_another_room(self):
        self.assert_refused({"server/rsvps/api.cpp": '#include "server/events/api.h"\n'}, "main.cpp")

    def test_refuses_server_in_kiosk(self):
        self.assert_refused({"kiosk/main.cpp": '#include "server/http/request.h"\n'}, "never include each other")

    def test_refuses_sideways_room(self):
        self.assert_refused({"kiosk/sync/engine.h": '#include "kiosk/scan/decoder.h"\n'}, "may not know kiosk/scan")

    def test_refuses_third_party_header_in_wrong_room(self):
        self.assert_refused({"kiosk/sync/engine.cpp": "#include <ZXing/ReadBarcode.h>\n"}, "only for kiosk/scan")

    def test_refuses_library_that_no_room_is_named_for(self):
        self.assert_refused({"kiosk/sync/engine.cpp": "#include <boost/regex.hpp>\n"}, "THIRD_PARTY")

    def test_refuses_relative_include(self):
        self.assert_refused({"kiosk/sync/engine.cpp": '#include "engine.h"\n'}, "start at the root")

    def test_refuses_folder_that_is_no_room(self):
        self.assert_refused({"kiosk/sync/engine.cpp": '#include "shared/attic/old.h"\n'}, "no room")

    def test_ignores_comments(self):
        self.assertEqual(self.problems({"kiosk/sync/a.h": '// #include "kiosk/scan/b.h"\n/*\n#include "kiosk/scan/b.h"\n*/\n'}), [])

    def test_exception_allows_what_it_names(self):
        key = ("kiosk/sync/a.h", "kiosk/scan/b.h")
        self.assertEqual(self.problems({"kiosk/sync/a.h": '#include "kiosk/scan/b.h"\n'}, {key: "for the test"}), [])

    def test_stale_exception_is_a_problem(self):
        problems = self.problems({"kiosk/sync/a.h": "\n"}, {("kiosk/sync/a.h", "kiosk/scan/b.h"): "was once so"})
        self.assertEqual(len(problems), 1)
        self.assertIn("no longer needed", problems[0])

    def test_exception_without_reason_is_a_problem(self):
        problems = self.problems({"kiosk/sync/a.h": '#include "kiosk/scan/b.h"\n'}, {("kiosk/sync/a.h", "kiosk/scan/b.h"): " "})
        self.assertIn("no reason", problems[0])


if __name__ == "__main__":
    unittest.main()
