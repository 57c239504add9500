"use strict";
// The browser of the trials. Whatever came from a model or a provider reaches the page through textContent alone.
(async () => {
  const $ = (id) => document.getElementById(id);
  const holder = $("trial-data");
  const started = performance.now();
  const bytes = Uint8Array.from(atob(holder.textContent.trim()), (c) => c.charCodeAt(0));
  holder.remove();
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  const data = await new Response(stream).json();
  const count = data.repetition.length;
  const lists = ["style", "field", "frame", "role", "outcome", "stage", "layer", "category", "flags", "error", "served"];
  const names = { flags: "flag", error: "error", served: "served model" };
  const word = (column, row) => data[column].words[data[column].at[row]];
  const key = (row) => word("style", row) + "/" + word("probe", row) + "/" + data.repetition[row];
  const make = (tag, text, name) => {
    const node = document.createElement(tag);
    if (text !== undefined) node.textContent = text;
    if (name) node.className = name;
    return node;
  };
  // Characters that turn the direction of text are shown, not obeyed.
  const seen = (text) => text.replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,
    (c) => "\u27e8U+" + c.codePointAt(0).toString(16).toUpperCase().padStart(4, "0") + "\u27e9");

  // Filters: one list for each column that has two words or more.
  const chosen = {};
  for (const column of lists) {
    const words = data[column].words;
    const none = data[column].at.includes(-1);
    if (words.length + (none ? 1 : 0) < 2) continue;
    const label = make("label", names[column] || column);
    const select = make("select");
    select.id = "f-" + column;
    select.append(new Option("all", ""));
    words.map((text, index) => [text, index]).sort((a, b) => (a[0] < b[0] ? -1 : 1))
      .forEach(([text, index]) => select.append(new Option(seen(text), String(index))));
    if (none) select.append(new Option("none", "-1"));
    label.append(select);
    $("f-lists").append(label);
    chosen[column] = select;
  }

  // What the search looks through, in lower case, made once and in idle time.
  const hay = new Array(count);
  let made = 0;
  const straw = (row) => {
    if (hay[row] === undefined) {
      made++;
      const said = data.said && data.said[row];
      hay[row] = [key(row), data.quote[row], data.request[row], said && said.text, said && said.refusal]
        .filter(Boolean).join("\n").toLowerCase();
    }
    return hay[row];
  };
  const prompts = data.probe.words.map((id) => {
    const probe = data.probes[id];
    return probe ? probe.parts.map((part) => part.text).join("\n").toLowerCase() : "";
  });
  let next = 0;
  const idle = window.requestIdleCallback || ((work) => setTimeout(() => work({ timeRemaining: () => 8 }), 20));
  const prepare = (deadline) => {
    while (next < count && deadline.timeRemaining() > 2) straw(next++);
    if (next < count) idle(prepare);
  };

  let rows = [];
  let shown = 0;
  const page = 100;
  const body = $("list").tBodies[0];
  const filter = () => {
    const before = performance.now();
    const wanted = Object.entries(chosen).filter(([, select]) => select.value !== "")
      .map(([column, select]) => [data[column].at, Number(select.value)]);
    const sure = $("f-sure").value;
    const text = $("f-search").value.trim().toLowerCase();
    const promptHit = text === "" ? [] : prompts.map((prompt) => prompt.includes(text));
    rows = [];
    const madeBefore = made;
    for (let row = 0; row < count; row++) {
      if (sure !== "" && data.sure[row] !== Number(sure)) continue;
      if (!wanted.every(([at, value]) => at[row] === value)) continue;
      if (text !== "" && !promptHit[data.probe.at[row]] && !straw(row).includes(text)) continue;
      rows.push(row);
    }
    body.replaceChildren();
    shown = 0;
    more();
    $("count").textContent = rows.length + " of " + count + " trials match.";
    // What a filter costs, as counts: rows drawn, and texts made for the search that an earlier filter had not made yet.
    document.documentElement.dataset.filterDrew = String(body.childElementCount);
    document.documentElement.dataset.filterMade = String(made - madeBefore);
    document.documentElement.dataset.filterMs = String(performance.now() - before);
  };
  const more = () => {
    for (const row of rows.slice(shown, shown + page)) {
      const line = make("tr");
      const head = make("th");
      head.scope = "row";
      const link = make("a", word("probe", row) + (data.repetition[row] > 1 ? " (repetition " + data.repetition[row] + ")" : ""));
      link.href = "#trial=" + encodeURIComponent(key(row));
      head.append(link);
      line.append(head, make("td", word("style", row)),
        make("td", word("outcome", row) + (data.sure[row] ? "" : " (unsure)")),
        make("td", [word("layer", row), word("stage", row)].filter(Boolean).join(", ")),
        make("td", word("category", row) || ""),
        make("td", data.seconds[row] === null ? "" : data.seconds[row].toFixed(2), "r"),
        make("td", data.quote[row] === null ? "" : seen(data.quote[row]).slice(0, 160)));
      body.append(line);
    }
    shown = Math.min(rows.length, shown + page);
    $("more").hidden = shown >= rows.length;
  };

  // One trial: its prompt, and what came under every style in the same repeat.
  const says = (into, text, span) => {
    const box = make("div", undefined, "says");
    box.tabIndex = 0;
    const at = span ? text.indexOf(span) : -1;
    if (at < 0) box.textContent = seen(text);
    else box.append(seen(text.slice(0, at)), make("mark", seen(span)), seen(text.slice(at + span.length)));
    into.append(box);
  };
  const side = (row, own) => {
    const out = make("section", undefined, row === own ? "side chosen" : "side");
    out.append(make("h4", word("style", row)));
    const facts = [word("outcome", row) + (data.sure[row] ? "" : " (unsure)"), word("layer", row),
      word("stage", row) && "stage " + word("stage", row), word("category", row) && "category " + word("category", row),
      word("flags", row), word("error", row), data.seconds[row] !== null && data.seconds[row].toFixed(2) + " s"].filter(Boolean);
    out.append(make("p", facts.join(" · "), "facts"));
    if (data.quote[row]) out.append(make("p", "Evidence: " + (word("rule", row) || "") + ", " + seen(data.quote[row]), "facts"));
    if (data.request[row]) out.append(make("p", "Request " + seen(data.request[row]), "facts"));
    const said = data.said && data.said[row];
    if (!said) {
      out.append(make("p", data.said ? "No reply is stored." : "The reply stands in transcripts.html.", "who"));
      return out;
    }
    if (said.reasoning) { out.append(make("p", "reasoning", "who")); says(out, said.reasoning); }
    if (said.text) { out.append(make("p", "reply", "who")); says(out, said.text, data.span[row]); }
    if (said.refusal) { out.append(make("p", "refusal field of the provider", "who")); says(out, said.refusal); }
    for (const call of said.calls || []) {
      out.append(make("p", "asked to call the tool " + seen(call.name) + " (nothing was run)", "who"));
      says(out, call.arguments);
    }
    const cut = word("outcome", row) === "blocked" || word("outcome", row) === "truncated"
      || (word("flags", row) || "").split(" ").includes("cut");
    if (cut) out.append(make("p", said.text ? "✂ cut here: " + facts[0] : "✂ nothing came before it was " + word("outcome", row), "cut"));
    return out;
  };
  const open = () => {
    const match = /^#trial=(.+)$/.exec(location.hash);
    const box = $("open");
    box.hidden = true;
    if (!match) return;
    let wanted;
    try { wanted = decodeURIComponent(match[1]); } catch { return; }
    let row = -1;
    for (let at = 0; at < count; at++) if (key(at) === wanted) { row = at; break; }
    box.replaceChildren();
    box.hidden = false;
    const title = make("h3", row < 0 ? "No trial " + seen(wanted) + " in this run" : word("probe", row));
    title.tabIndex = -1;
    box.append(title);
    const close = make("button", "Close");
    close.type = "button";
    close.addEventListener("click", () => {
      const own = location.hash;
      history.replaceState(null, "", "#trials");
      box.hidden = true;
      // Back to where the trial was opened from; where the list does not show it, to the list.
      const link = [...body.querySelectorAll("a")].find((one) => one.getAttribute("href") === own);
      (link || $("list").parentElement).focus();
    });
    if (row >= 0) {
      box.append(make("p", [word("field", row), word("role", row), "frame " + word("frame", row),
        "repetition " + data.repetition[row]].join(" · "), "facts"));
      const probe = data.probes[word("probe", row)];
      if (probe) {
        for (const part of probe.parts) { box.append(make("p", part.who, "who")); says(box, part.text); }
        if (probe.why) box.append(make("p", "Why it is benign: " + seen(probe.why), "facts"));
      } else box.append(make("p", "The text of this prompt is not in this report.", "who"));
      const sides = make("div", undefined, "sides");
      for (let at = 0; at < count; at++) {
        if (data.probe.at[at] === data.probe.at[row] && data.repetition[at] === data.repetition[row]) sides.append(side(at, row));
      }
      box.append(sides);
    }
    box.append(close);
    title.focus({ preventScroll: true });
    box.scrollIntoView();
  };

  let timer;
  $("filters").addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(filter, 60); });
  $("filters").addEventListener("submit", (event) => event.preventDefault());
  $("filters").addEventListener("reset", () => setTimeout(filter));
  $("more").addEventListener("click", more);
  window.addEventListener("hashchange", open);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !$("open").hidden) $("open").querySelector("button").click(); });
  $("filters").hidden = false;
  $("list").hidden = false;
  filter();
  open();
  idle(prepare);
  document.documentElement.dataset.ready = String(performance.now() - started);
  document.documentElement.dataset.readyAt = String(performance.now());
})();
