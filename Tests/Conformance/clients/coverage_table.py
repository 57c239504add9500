"""Prints which outcome each client was asked for and what its typed objects must show. Usage: coverage_table.py [--write]

docs/methods/conformance.md holds this text between two marks; `run_clients.py` says where it does not.
"""
import importlib
import pathlib
import sys

from run_clients import FILES, meant_for, styles
from table import BOTH


# Facts that name an outcome, the most telling first; beside the first that a row expects stand those of `BESIDE`.
NAMING = ("raises", "reason", "block", "stop", "code", "status")
BESIDE = ("category", "filter_error", "programs", "transformed", "refusal", "retry_after", "retry_delay", "invoked")


def shown(row):
    for name in NAMING:
        value = row.expect.get(name)
        if callable(value):
            value = value.says.removeprefix("one of ").strip("()").replace("'", "").replace(", ", " or ")
        if value is None or isinstance(value, int) or value.startswith("None"):
            continue
        told = value if " " in value else f"`{value}`"
        beside = [row.expect[one] if isinstance(row.expect[one], str) else one.replace("_", " ")
                  for one in BESIDE if row.expect.get(one)]
        return ", ".join([told, *beside])
    return "text" if "text" in row.expect else "no stop"


def cell(client, style):
    if not meant_for(client, style):
        return ""
    ways = []
    for way in BOTH:
        rows = [row for row in client.ROWS if row.style == style and way in row.stream]
        ways.append(shown(min(rows, key=lambda row: len(row.ask))) if rows else None)
    if ways[0] == ways[1]:
        return ways[0] or "—"
    return " / ".join(way or "—" for way in ways)


def lines():
    clients = [importlib.import_module(file) for file in FILES]
    common = [client for client in clients if "" in client.FAMILIES]
    yield "| outcome | " + " | ".join(client.NAME for client in common) + " |"
    yield "|---" * (len(common) + 1) + "|"
    for style in styles():
        if all(meant_for(client, style) for client in common):
            yield f"| {style} | " + " | ".join(cell(client, style) for client in common) + " |"
    yield ""
    yield "| outcome of one vendor | client | shows |"
    yield "|---|---|---|"
    for style in styles():
        if not all(meant_for(client, style) for client in common):
            for client in clients:
                if meant_for(client, style) and cell(client, style) != "—":
                    yield f"| {style} | {client.NAME} | {cell(client, style)} |"
    yield ""
    for client in clients:
        for style, why in client.CANNOT.items():
            yield f"- {client.NAME} cannot show `{style}`: {why}."


if __name__ == "__main__":
    text = "\n".join(lines()).strip()
    page = pathlib.Path(__file__).parent.parent.parent.parent / "docs/methods/conformance.md"
    if "--write" in sys.argv:
        whole = page.read_text()
        head, tail = whole.split("<!-- coverage -->\n")[0], whole.split("<!-- /coverage -->")[1]
        page.write_text(f"{head}<!-- coverage -->\n{text}\n<!-- /coverage -->{tail}")
    else:
        print(text)
