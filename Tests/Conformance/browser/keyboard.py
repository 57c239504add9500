"""Works a report.html with keys alone in headless Chromium: from the skip link to the filters, a search, a trial opened and closed.

    keyboard.py CHROMIUM FILE        needs the package websocket-client; exit 1 where a step fails
"""
import os
import sys

from devtools import Browser

chromium, page = sys.argv[1:3]
failed = False
with Browser(chromium) as browser:
    call, value = browser.call, browser.value

    def press(key, code, text=None, **more):
        for kind in ("keyDown", "keyUp"):
            call("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code,
                 **({"text": text} if text and kind == "keyDown" else {}), **more)

    def tab():
        press("Tab", 9)

    def enter():
        press("Enter", 13, "\r")

    def holder():
        return value("(e => e ? (e.id || e.tagName + ' ' + (e.getAttribute('href') || e.textContent.slice(0, 20))) : '')(document.activeElement)")

    def check(what, good, seen=""):
        global failed
        failed = failed or not good
        print(f"{'ok  ' if good else 'FAIL'} {what}" + ("" if good else f": {seen}"))

    call("Page.navigate", url=f"file://{os.path.abspath(page)}")
    browser.wait("document.documentElement.dataset.readyAt || ''")
    tab()
    check("the first stop skips to the report", holder() == "A #main", holder())
    stops = [holder()]
    outline = True
    for _ in range(400):
        tab()
        stops.append(holder())
        ring = value("(s => s.outlineStyle !== 'none' || s.boxShadow !== 'none')(getComputedStyle(document.activeElement))")
        outline = outline and ring
        if stops[-1] == "f-search":
            break
    check("tabs lead to the search", stops[-1] == "f-search", f"after {len(stops)} stops: {stops[-5:]}")
    check("every stop on the way shows that it has the focus", outline)
    total = value("document.getElementById('count').textContent")
    for letter in "cyber":
        press(letter, ord(letter.upper()), letter)
    check("a search filters", browser.wait(f"document.getElementById('count').textContent !== {total!r}"), total)
    seen = []
    for _ in range(60):
        tab()
        seen.append(holder())
        if seen[-1].startswith("A #trial="):
            break
    check("tabs lead through the filters to a trial", seen[-1].startswith("A #trial=") and "f-style" in seen and "f-sure" in seen, seen)
    enter()
    check("Enter opens the trial and its title has the focus",
          browser.wait("!document.getElementById('open').hidden && document.activeElement.tagName === 'H3'"), holder())
    press("Escape", 27)
    check("Escape closes it", browser.wait("document.getElementById('open').hidden"))
    check("and the focus goes back to the trial's link", holder() == seen[-1], holder())
sys.exit(failed)
