"""The scripts of deploy/: what they refuse, and that they are well-formed. Nothing is installed or built here."""

import os
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def run(*command, **environment):
    return subprocess.run(command, cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, check=False, timeout=60)


class InstallDependencies(unittest.TestCase):
    def on_system(self, os_release, *arguments):
        with tempfile.NamedTemporaryFile("w", suffix=".os-release") as file:
            file.write(os_release)
            file.flush()
            return run("deploy/install-dependencies", *arguments, UKE_OS_RELEASE=file.name)

    def packages(self, version, *arguments):
        result = self.on_system(f'ID=debian\nVERSION_ID="{version}"\n', "--list", *arguments)
        self.assertEqual(result.returncode, 0, result.stderr)
        return set(result.stdout.split())

    def test_refuses_other_systems_with_one_sentence(self):
        for text in ('ID=ubuntu\nVERSION_ID="24.04"\n', 'ID=debian\nVERSION_ID="11"\n', "ID=debian\n", ""):
            result = self.on_system(text)
            self.assertEqual(result.returncode, 1)
            self.assertEqual(result.stdout, "")
            self.assertRegex(result.stderr, r"^install-dependencies: this system is .*Debian 12 and 13 only\.\n$")

    def test_refuses_unknown_argument(self):
        self.assertIn("unknown argument --everything", self.on_system("ID=debian\nVERSION_ID=12\n", "--everything").stderr)

    def test_takes_boost_with_json_on_both_debians(self):
        self.assertIn("libboost-json1.81-dev", self.packages(12))
        self.assertIn("libboost-json-dev", self.packages(13))

    def test_groups_contain_each_other(self):
        for version in (12, 13):
            run_only, build, test = (self.packages(version, group) for group in ("--run", "--build", "--test"))
            self.assertLess(run_only, build)
            self.assertLess(build, test)
            self.assertNotIn("cmake", run_only)
            self.assertNotIn("clang-19", build)
            self.assertNotIn("chromium-headless-shell", build)
            self.assertIn("chromium-headless-shell", test)

    def test_names_the_libraries_of_each_debian(self):
        for version, names in ((12, ("libxlsxwriter4", "libzip4", "liboath0")), (13, ("libxlsxwriter8", "libzip5", "liboath0t64"))):
            self.assertLessEqual({*names, "libpugixml1v5"}, self.packages(version, "--run"))
            self.assertIn("libkainjow-mustache-dev", self.packages(version, "--build"))


class NpmFolders(unittest.TestCase):
    def test_lock_files_name_no_host(self):
        locks = [ROOT / folder / "package-lock.json" for folder in ("tests/web", "assets/web")]
        for lock in filter(Path.exists, locks):
            self.assertNotIn("resolved", lock.read_text(encoding="utf-8"), lock)
            self.assertIn("omit-lockfile-registry-resolved=true", (lock.parent / ".npmrc").read_text(encoding="utf-8"))


class Scripts(unittest.TestCase):
    def test_are_executable_and_parse(self):
        scripts = [path for folder in ("deploy", ".ci") for path in (ROOT / folder).iterdir() if path.is_file() and path.read_bytes()[:2] == b"#!"]
        self.assertGreaterEqual(len(scripts), 4)
        for script in scripts:
            self.assertTrue(os.access(script, os.X_OK), script)
            if b"sh" in script.read_bytes().split(b"\n")[0]:
                self.assertEqual(run("bash", "-n", str(script)).stderr, "")

    def test_test_command_refuses_unknown_phase(self):
        result = run("deploy/test", "everything")
        self.assertEqual(result.returncode, 2)
        self.assertIn("unknown argument", result.stderr)


if __name__ == "__main__":
    unittest.main()
