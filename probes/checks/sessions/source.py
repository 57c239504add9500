"""Diffs as git prints them, from files that are written with their edits marked (trees/*.txt): `-` and `+` in the first column, else a blank.

Both states of each file exist, so the counts of every hunk, its three lines of context and the function behind the second @@ are what git
would print, and the diff applies.
"""
import ast
import difflib
import hashlib
import pathlib
import re

TREES = pathlib.Path(__file__).resolve().parent / "trees"


def files(name):
    """`{path: (before, after)}` as lists of lines. Python in either state has to parse."""
    found = {}
    for part in re.split(r"(?m)^=== ", (TREES / f"{name}.txt").read_text("utf-8"))[1:]:
        path, _, body = part.partition("\n")
        lines = body.rstrip("\n").split("\n")
        states = tuple([line[1:] for line in lines if line[:1] != drop] for drop in "+-")
        if path.endswith(".py"):
            for state in states:
                ast.parse("\n".join(state), path)
        found[path] = states
    return found


def blob(lines):
    """The name that git gives to a file of these lines."""
    data = ("\n".join(lines) + "\n").encode()
    return hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()[:7]


def one(path, before, after):
    out = [f"diff --git a/{path} b/{path}", f"index {blob(before)}..{blob(after)} 100644"]
    for line in difflib.unified_diff(before, after, f"a/{path}", f"b/{path}", lineterm=""):
        if line.startswith("@@"):
            first = int(re.match(r"@@ -(\d+)", line).group(1))
            heads = [text for text in before[:first - 1] if re.match(r"[A-Za-z_$]", text)]
            line += " " + heads[-1][:80] if heads else ""
        out.append(line.rstrip("\n"))
    return out


def diff(name):
    return "\n".join(line for path, (before, after) in sorted(files(name).items()) for line in one(path, before, after)) + "\n"


def changed(text):
    """Lines added and removed."""
    return tuple(len(re.findall(rf"(?m)^{re.escape(sign)}(?!{re.escape(sign * 2)})", text)) for sign in "+-")
