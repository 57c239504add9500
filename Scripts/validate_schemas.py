"""Holds every shipped suite and study, and any given report.json or trials.jsonl, against the JSON schemas.

    python3 Scripts/validate_schemas.py [--report FILE]... [--trials FILE]... [--suite FILE]... [--study FILE]...

Needs PyYAML and jsonschema. Exit 0: everything holds; 1: each violation is named by file, path and reason.
"""

import argparse
import json
import pathlib
import re
import sys

import jsonschema
import yaml

ROOT = pathlib.Path(__file__).resolve().parent.parent


class CoreLoader(yaml.BaseLoader):
    """YAML 1.2 core schema: PyYAML's own loaders read `yes`, `1:30` and dates as something else than text."""

    def construct_core(self, node):
        text = self.construct_scalar(node)
        if node.style is not None:
            return text
        if text in ("", "~", "null", "Null", "NULL"):
            return None
        if text in ("true", "True", "TRUE"):
            return True
        if text in ("false", "False", "FALSE"):
            return False
        if re.fullmatch(r"[-+]?[0-9]+", text):
            return int(text)
        if re.fullmatch(r"0o[0-7]+", text):
            return int(text[2:], 8)
        if re.fullmatch(r"0x[0-9a-fA-F]+", text):
            return int(text[2:], 16)
        if re.fullmatch(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", text):
            return float(text)
        return text

    def construct_unique(self, node):
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        for key in keys:
            if keys.count(key) > 1:
                raise yaml.constructor.ConstructorError(None, None, f"the key {key!r} stands twice", node.start_mark)
        # Keys are names, whatever they look like: `on:` is a name, not a truth value.
        return {
            key.value: self.construct_object(value, deep=True) for key, value in node.value
        }


CoreLoader.add_constructor("tag:yaml.org,2002:str", CoreLoader.construct_core)
CoreLoader.add_constructor("tag:yaml.org,2002:map", CoreLoader.construct_unique)


def schema(name):
    value = json.loads((ROOT / "Schemas" / f"{name}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(value)
    return jsonschema.Draft202012Validator(value)


def innermost(error):
    """Of a failed alternative, what the nearest branch objects to: `anyOf` alone says nothing."""
    while error.context:
        error = max(error.context, key=lambda inner: len(inner.absolute_path))
    return error


def violations(validator, value, where):
    for error in sorted(validator.iter_errors(value), key=lambda e: [str(part) for part in e.absolute_path]):
        error = innermost(error)
        path = "/".join(str(part) for part in error.absolute_path)
        yield f"{where}: /{path}: {error.message[:300]}"


def check_yaml(validator, path):
    try:
        value = yaml.load(path.read_text(encoding="utf-8"), CoreLoader)
    except yaml.YAMLError as error:
        return [f"{path}: {' '.join(str(error).split())}"]
    return list(violations(validator, value, path))


def refuse_constant(word):
    raise ValueError(f"{word} is no JSON")


def check_json(validator, text, where):
    try:
        value = json.loads(text, parse_constant=refuse_constant)
    except ValueError as error:
        return [f"{where}: {error}"]
    return list(violations(validator, value, where))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("report", "trials", "suite", "study"):
        parser.add_argument(f"--{name}", action="append", default=[], type=pathlib.Path, metavar="FILE")
    given = parser.parse_args()
    found, files = [], 0
    for path in sorted((ROOT / "probes").glob("*.yaml")) + given.suite:
        found += check_yaml(schema("suite"), path)
        files += 1
    for path in sorted((ROOT / "probes" / "studies").glob("*.yaml")) + given.study:
        found += check_yaml(schema("study"), path)
        files += 1
    for path in given.report:
        found += check_json(schema("report"), path.read_text(encoding="utf-8"), path)
        files += 1
    trial = schema("trial")
    for path in given.trials:
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            if line:
                found += check_json(trial, line, f"{path}:{number}")
        files += 1
    for line in found:
        print(line, file=sys.stderr)
    print(f"{files} files, {len(found)} violations")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
