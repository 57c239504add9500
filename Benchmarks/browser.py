"""Opens a report.html in headless Chromium and prints how long it took to be ready, and how long filters take (Markdown rows).

    browser.py CHROMIUM FILE        needs the package websocket-client
"""
import json
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

import websocket

chromium, page = sys.argv[1:3]
with socket.socket() as held:
    held.bind(("127.0.0.1", 0))
    port = held.getsockname()[1]
browser = subprocess.Popen(
    [chromium, "--headless=new", "--no-sandbox", "--disable-gpu", f"--remote-debugging-port={port}", "--remote-allow-origins=*",
     f"--user-data-dir={tempfile.mkdtemp()}", "about:blank"],
    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
try:
    for _ in range(100):
        try:
            targets = json.load(urllib.request.urlopen(f"http://127.0.0.1:{port}/json"))
            break
        except OSError:
            time.sleep(0.1)
    link = websocket.create_connection(next(t for t in targets if t["type"] == "page")["webSocketDebuggerUrl"])
    sent = 0

    def call(method, **parameters):
        global sent
        sent += 1
        link.send(json.dumps({"id": sent, "method": method, "params": parameters}))
        while (answer := json.loads(link.recv())).get("id") != sent:
            pass
        return answer.get("result")

    def value(expression):
        return call("Runtime.evaluate", expression=expression, returnByValue=True)["result"].get("value")

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
finally:
    browser.kill()
