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
    call("Page.navigate", url=f"file://{page}")
    while not value("document.documentElement.dataset.readyAt || ''"):
        time.sleep(0.02)
    print(f"| from opening to ready | {(time.time() - started) * 1000:.0f} |")
    time.sleep(2)
    for name, change in [
        ("one style", "document.getElementById('f-style').selectedIndex = 1"),
        ("a word in prompts and replies", "document.getElementById('f-search').value = 'interval'"),
    ]:
        value(change + "; document.getElementById('filters').dispatchEvent(new Event('input', {bubbles: true}))")
        time.sleep(1)
        print(f"| filter: {name} | {float(value('document.documentElement.dataset.filterMs')):.0f} |")
