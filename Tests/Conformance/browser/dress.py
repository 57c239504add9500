"""Looks at a report.html as a browser draws it, in light, in dark and on paper, on a desk and on a phone: is every text told from what it
stands on (WCAG 2.2, 1.4.3), does anything stand beyond the edge, do headings step by one, has every table heads and every control a name.

    dress.py CHROMIUM FILE...        needs the package websocket-client; exit 1 where something fails
"""
import json
import os
import sys

from devtools import Browser

chromium, pages = sys.argv[1], sys.argv[2:]
failed = False

CONTRAST = r"""(() => {
  const shade = text => (text.match(/[\d.]+/g) || []).map(Number);
  const linear = v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const light = c => 0.2126 * linear(c[0]) + 0.7152 * linear(c[1]) + 0.0722 * linear(c[2]);
  const ratio = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
  const under = element => {
    for (let at = element; at; at = at.parentElement) {
      const ground = shade(getComputedStyle(at).backgroundColor);
      if (ground.length === 3 || ground[3] === 1) return ground.slice(0, 3);
    }
    return [255, 255, 255];
  };
  // Of a picture: the last filled shape, drawn before the text, that its middle stands on; null: none.
  const beneath = text => {
    const box = text.getBBox(), x = box.x + box.width / 2, y = box.y + box.height / 2;
    let ground = null;
    for (const shape of text.ownerSVGElement.querySelectorAll('rect')) {
      const own = shape.getBBox(), fill = shade(getComputedStyle(shape).fill);
      const isBefore = shape.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING;
      const holds = x >= own.x && x <= own.x + own.width && y >= own.y && y <= own.y + own.height;
      if (isBefore && holds && (fill.length === 3 || fill[3] === 1)) { ground = fill.slice(0, 3); onShapes++; }
    }
    return ground;
  };
  let onShapes = 0;
  const bad = new Map();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let seen = 0;
  while (walk.nextNode()) {
    const element = walk.currentNode.parentElement;
    if (!walk.currentNode.nodeValue.trim() || !element || element.closest('script, style, title, desc, option')) continue;
    if (!element.checkVisibility() || !element.getBoundingClientRect().width) continue;
    const style = getComputedStyle(element), inPicture = element.closest('svg');
    const ink = shade(inPicture ? style.fill : style.color);
    if (ink.length < 3) continue;
    seen++;
    const size = parseFloat(style.fontSize), large = size >= 24 || (size >= 18.66 && parseInt(style.fontWeight) >= 700);
    const got = ratio(ink, inPicture ? beneath(element) || under(inPicture.parentElement) : under(element));
    if (got < (large ? 3 : 4.5)) bad.set(`${element.tagName}.${element.getAttribute('class') || ''} ${got.toFixed(2)}`, walk.currentNode.nodeValue.trim().slice(0, 30));
  }
  return JSON.stringify({seen, onShapes, bad: [...bad].slice(0, 5)});
})()"""
BEYOND = r"""(() => {
  const edge = document.documentElement.clientWidth + 1, held = e => { for (let p = e.parentElement; p; p = p.parentElement) if (/auto|scroll|hidden|clip/.test(getComputedStyle(p).overflowX)) return true; return false; };
  const out = [...document.querySelectorAll('body *')].filter(e => e.checkVisibility() && e.getBoundingClientRect().width && e.getBoundingClientRect().right > edge && !held(e));
  return out.slice(0, 3).map(e => e.tagName + '.' + (e.getAttribute('class') || '') + ' ' + Math.round(e.getBoundingClientRect().right)).join('; ');
})()"""
HEADINGS = "[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(e => +e.tagName[1]).join('')"
TABLES = r"""[...document.querySelectorAll('table')].filter(t => !t.querySelector('th[scope]') || [...t.querySelectorAll('th')].some(h => !h.scope)).length"""
NAMES = r"""[...document.querySelectorAll('a, button, input, select, textarea, summary, [tabindex]')].filter(e => e.checkVisibility() && !(e.getAttribute('aria-label') || e.getAttribute('aria-labelledby') || (e.labels && e.labels.length) || e.textContent.trim())).slice(0, 3).map(e => e.outerHTML.slice(0, 80)).join('; ')"""


def check(what, good, seen=""):
    global failed
    failed = failed or not good
    print(f"{'ok  ' if good else 'FAIL'} {what}" + ("" if good else f": {seen}"))


for page in pages:
    name = os.path.basename(page)
    with Browser(chromium) as browser:
        call, value = browser.call, browser.value
        for width, dress, features, media in [
                (1100, "light", "light", "screen"), (1100, "dark", "dark", "screen"), (360, "phone", "light", "screen"),
                (360, "phone in the dark", "dark", "screen"), (720, "paper", "dark", "print")]:
            call("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=width < 500)
            call("Emulation.setEmulatedMedia", media=media, features=[{"name": "prefers-color-scheme", "value": features}])
            call("Page.navigate", url=f"file://{os.path.abspath(page)}")
            browser.wait("document.documentElement.dataset.readyAt || (document.readyState === 'complete' && !document.getElementById('trial-data'))")
            found = json.loads(value(CONTRAST))
            check(f"{name}, {dress}: {found['seen']} texts, {found['onShapes']} of them on a shape of a picture, are told from their ground", found["seen"] > 50 and not found["bad"], found["bad"])
            beyond = value(BEYOND)
            check(f"{name}, {dress}: nothing stands beyond the edge", beyond == "", beyond)
        levels = value(HEADINGS)
        steps = all(int(b) <= int(a) + 1 for a, b in zip(levels, levels[1:])) and levels.startswith("1") and levels.count("1") == 1
        check(f"{name}: headings step by one", steps, levels)
        check(f"{name}: every table has heads with a scope", value(TABLES) == 0, value(TABLES))
        check(f"{name}: every control has a name", value(NAMES) == "", value(NAMES))
sys.exit(failed)
