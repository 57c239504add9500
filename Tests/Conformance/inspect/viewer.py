"""Whether Inspect's own viewer lists the logs of a bundle and opens one.

    viewer.py CHROMIUM ADDRESS NAME...      NAMEs must stand on its first page; exit 1 where one does not
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "browser"))
from devtools import Browser

chromium, address, *names = sys.argv[1:]
failed = False
with Browser(chromium) as browser:
    browser.call("Page.navigate", url=address)
    for name in names:
        shown = browser.wait(f"document.body !== null && document.body.innerText.includes({name!r})")
        failed = failed or not shown
        print(f"{'ok  ' if shown else 'FAIL'} the viewer lists {name}"
              + ("" if shown else f": {browser.value('document.body.innerText')!r}"))
sys.exit(failed)
