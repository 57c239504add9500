"""Opens a report.html in headless Chromium and prints how long it took to be ready, and how long filters take (Markdown rows).

    browser.py CHROMIUM FILE        needs the package websocket-client
"""
import os
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Tests", "Conformance", "browser"))
from devtools import Browser

chromium, page = sys.argv[1:3]
with Browser(chromium) as browser:
    call, value = browser.call, browser.value

    started = time.time()
    call("Page.navigate", url=f"file://{os.path.abspath(page)}")
    browser.wait("document.documentElement.dataset.readyAt || ''")
    print(f"| from opening to ready | {(time.time() - started) * 1000:.0f} |")
    for name, change in [
        ("one style", "document.getElementById('f-style').selectedIndex = 1"),
        ("a word in prompts and replies", "document.getElementById('f-search').value = 'interval'"),
    ]:
        value("delete document.documentElement.dataset.filterMs; " + change
              + "; document.getElementById('filters').dispatchEvent(new Event('input', {bubbles: true}))")
        browser.wait("document.documentElement.dataset.filterMs")
        print(f"| filter: {name} | {float(value('document.documentElement.dataset.filterMs')):.0f} |")
