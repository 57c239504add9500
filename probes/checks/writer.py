"""Writes generated files, or holds them against what stands there. Used by make_trajectories.py and make_long.py.

Each file has a generator of its own, seeded with its path, so that a new file leaves the old ones as they are.
"""
import pathlib
import random
import sys

CTX = pathlib.Path(__file__).resolve().parent.parent / "ctx"


class Folder:
    """The files of one folder under probes/ctx, each with the function that makes its text."""

    def __init__(self, name):
        self.name, self.makers = name, {}

    def file(self, path):
        def keep(function):
            self.makers[path] = function
            return function
        return keep

    def text(self, path):
        return self.makers[path](random.Random(f"{self.name}/{path}"))

    def main(self):
        """Writes all of them; with `--check` compares, and exits 1 on a difference."""
        check, wrong = "--check" in sys.argv[1:], []
        for path in sorted(self.makers):
            text, target = self.text(path), CTX / self.name / path
            if not check:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(text, "utf-8")
            elif not target.exists() or target.read_text("utf-8") != text:
                wrong.append(path)
        for path in wrong:
            print(f"{path}: not what its generator writes", file=sys.stderr)
        return 1 if wrong else 0
