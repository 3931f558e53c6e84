/// The script of the web page.
enum PageScript {
  static let text = #"""

    "use strict";
    const main = document.getElementById("main"), form = document.getElementById("form");
    const ask = document.getElementById("ask"), send = document.getElementById("send");
    const fresh = document.getElementById("new");
    let conversation = null, running = null, past = [], back = 0;

    function make(name, cls, text) {
      const node = document.createElement(name);
      if (cls) node.className = cls;
      if (text !== undefined) node.textContent = text;
      return node;
    }

    // A small part of Markdown, built as nodes: text from the server is never parsed as HTML.
    function inline(node, text) {
      const mark = /(`[^`]+`)|(\*\*[^*]+\*\*)|(\*[^*\s][^*]*\*)/;
      while (text) {
        const found = mark.exec(text);
        if (!found) { node.append(text); return }
        node.append(text.slice(0, found.index));
        const piece = found[0];
        if (found[1]) node.append(make("code", "", piece.slice(1, -1)));
        else if (found[2]) node.append(make("strong", "", piece.slice(2, -2)));
        else node.append(make("em", "", piece.slice(1, -1)));
        text = text.slice(found.index + piece.length);
      }
    }
    function markdown(node, text) {
      node.replaceChildren();
      const lines = text.split("\n");
      let block = null, kind = "";
      for (let i = 0; i < lines.length; i++) {
        const line = lines[i];
        let found;
        if (line.startsWith("```")) {
          const code = [];
          while (++i < lines.length && !lines[i].startsWith("```")) code.push(lines[i]);
          node.append(make("pre", "", code.join("\n")));
          kind = "";
        } else if ((found = /^#{1,6}\s+(.*)$/.exec(line))) {
          inline(node.appendChild(make("h3")), found[1]);
          kind = "";
        } else if ((found = /^\s*[-*]\s+(.*)$/.exec(line))) {
          if (kind !== "ul") { block = node.appendChild(make("ul")); kind = "ul" }
          inline(block.appendChild(make("li")), found[1]);
        } else if ((found = /^\s*\d+[.)]\s+(.*)$/.exec(line))) {
          if (kind !== "ol") { block = node.appendChild(make("ol")); kind = "ol" }
          inline(block.appendChild(make("li")), found[1]);
        } else if (/^\s*\|.*\|\s*$/.test(line)) {
          if (/^[\s|:-]+$/.test(line)) continue;
          const cells = line.trim().slice(1, -1).split(/(?<!\\)\|/);
          const head = kind !== "table";
          if (head) {
            block = node.appendChild(make("div", "scroll")).appendChild(make("table"));
            kind = "table";
          }
          const row = block.appendChild(make("tr"));
          for (const cell of cells) {
            inline(row.appendChild(make(head ? "th" : "td")), cell.trim().replace(/\\([|\\])/g, "$1"));
          }
        } else if (!line.trim()) {
          kind = "";
        } else {
          if (kind !== "p") { block = node.appendChild(make("p")); kind = "p" } else block.append(" ");
          inline(block, line);
        }
      }
    }

    const numeric = new Set(["integer", "decimal", "real", "percent"]);
    function shown(cell, column) {
      if (cell === null) return "–";
      if (typeof cell === "boolean") return cell ? "yes" : "no";
      if (typeof cell === "number" && numeric.has(column.type)) {
        const digits = column.type === "integer" ? 0 : 2;
        const least = column.type === "decimal" ? 2 : 0;
        const text = cell.toLocaleString("en-US", { minimumFractionDigits: least, maximumFractionDigits: digits });
        return column.type === "percent" ? text + " %" : text;
      }
      return String(cell);
    }
    function tableOf(table, chart) {
      const box = make("div", "scroll"), node = box.appendChild(make("table"));
      box.tabIndex = 0;
      const head = node.appendChild(make("thead")).appendChild(make("tr"));
      for (const column of table.columns) {
        const unit = column.unit && column.type !== "percent" ? " (" + column.unit + ")" : "";
        const cell = make("th", numeric.has(column.type) ? "number" : "", column.label + unit);
        cell.scope = "col";
        head.append(cell);
      }
      const most = table.columns.map((column, i) => {
        if (!chart || !chart.y.includes(column.name) || table.rows.length < 2) return 0;
        return Math.max(0, ...table.rows.map(row => typeof row[i] === "number" ? row[i] : 0));
      });
      const rows = node.appendChild(make("tbody"));
      for (const row of table.rows) {
        const line = rows.appendChild(make("tr"));
        row.forEach((cell, i) => {
          const column = table.columns[i] || { type: "text" };
          const text = shown(cell, column);
          const node = make("td", numeric.has(column.type) ? "number" : text.length > 60 ? "long" : "", text);
          if (most[i] > 0 && typeof cell === "number") {
            node.classList.add("bar");
            node.style.setProperty("--share", Math.max(0, 100 * cell / most[i]) + "%");
          }
          line.append(node);
        });
      }
      return box;
    }
    function chips(list) {
      const box = make("div", "chips");
      for (const [label, question] of list) {
        const chip = make("button", "", label);
        chip.type = "button";
        if (label !== question) chip.title = question;
        chip.onclick = () => submit(question);
        box.append(chip);
      }
      return box;
    }
    function fold(title) {
      const node = make("details");
      node.append(make("summary", "", title));
      return node;
    }

    function begin(question) {
      document.getElementById("welcome").hidden = true;
      fresh.hidden = false;
      const node = main.appendChild(make("article"));
      node.append(make("div", "question", question));
      const card = node.appendChild(make("div", "card waiting"));
      const part = name => card.appendChild(make("div", name));
      const view = { node, card, reading: part("reading"), text: part("text"), table: part("table"),
        more: part("more"), said: "" };
      view.reading.hidden = true;
      node.scrollIntoView({ block: "start" });
      return view;
    }
    function apply(view, name, data) {
      if (name === "interpretation") { view.reading.textContent = data; view.reading.hidden = !data }
      if (name === "table") view.table.replaceChildren(tableOf(data));
      if (name === "text") { view.said += data; markdown(view.text, view.said) }
      if (name === "error") fail(view, data.error.message);
      if (name === "done") finish(view, data);
    }
    function fail(view, message) {
      view.card.classList.remove("waiting");
      view.card.append(make("p", "error", message));
    }
    function finish(view, answer) {
      conversation = answer.conversation_id || conversation;
      view.card.classList.remove("waiting");
      apply(view, "interpretation", answer.interpretation);
      const hasTable = answer.table && /^\s*\|/m.test(answer.answer) === false;
      markdown(view.text, answer.answer);
      view.table.replaceChildren();
      const one = answer.table && answer.table.rows.length === 1 && answer.table.columns.length === 1;
      if (hasTable && answer.row_count && !one) view.table.append(tableOf(answer.table, answer.chart));
      if (answer.truncated) view.table.append(make("p", "note", "Rows were left out at " + answer.row_count + "."));
      if (answer.sql) {
        const sql = view.more.appendChild(fold("SQL"));
        sql.append(make("pre", "", answer.sql.text));
        if (answer.sql.parameters.length) {
          sql.append(make("p", "note", "Bound: " + answer.sql.parameters.map(p => JSON.stringify(p)).join(", ")));
        }
      }
      if (answer.sources.length) {
        const list = view.more.appendChild(fold("Sources (" + answer.sources.length + ")"));
        list.open = !answer.sql;
        for (const source of answer.sources) {
          const item = list.appendChild(make("div", "source"));
          item.append(make("b", "", source.title), make("span", "", source.id), make("p", "", source.snippet));
        }
      }
      if (answer.options && answer.options.length) {
        view.more.append(chips(answer.options.map(option => [option.label, option.question])));
      }
      if (answer.suggestions.length) view.node.append(chips(answer.suggestions.map(text => [text, text])));
      const facts = [answer.as_of && "as of " + answer.as_of, answer.generation && "generation " + answer.generation,
        answer.timings_ms && Math.round(answer.timings_ms.total * 10) / 10 + " ms"];
      view.card.append(make("p", "note", facts.filter(Boolean).join(" · ")));
    }

    async function* events(response) {
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      let rest = "";
      for (;;) {
        const { value, done } = await reader.read();
        if (done) return;
        rest += value;
        let end;
        while ((end = rest.indexOf("\n\n")) >= 0) {
          const lines = rest.slice(0, end).split("\n");
          rest = rest.slice(end + 2);
          const name = lines.find(line => line.startsWith("event: "));
          const data = lines.find(line => line.startsWith("data: "));
          if (name && data) yield [name.slice(7), JSON.parse(data.slice(6))];
        }
      }
    }
    function askKey(view, question) {
      const box = make("input");
      box.id = "key"; box.type = "password"; box.placeholder = "API key"; box.setAttribute("aria-label", "API key");
      box.onkeydown = event => {
        if (event.key !== "Enter" || !box.value) return;
        sessionStorage.setItem("key", box.value);
        view.node.remove();
        submit(question);
      };
      view.card.append(box);
      box.focus();
    }
    async function submit(question) {
      if (running) running.abort();
      const mine = running = new AbortController();
      past.push(question); back = past.length;
      ask.value = "";
      send.disabled = true;
      const view = begin(question);
      try {
        const headers = { "Content-Type": "application/json", "Accept": "text/event-stream" };
        const key = sessionStorage.getItem("key");
        if (key) headers.Authorization = "Bearer " + key;
        const response = await fetch("/v1/chat", { method: "POST", headers, signal: mine.signal,
          body: JSON.stringify({ message: question, conversation_id: conversation, stream: true }) });
        if (!response.ok) {
          const body = await response.json().catch(() => null);
          fail(view, body ? body.error.message : "The server answered " + response.status + ".");
          if (response.status === 401) askKey(view, question);
        } else {
          let isDone = false;
          for await (const [name, data] of events(response)) {
            apply(view, name, data);
            isDone = isDone || name === "done" || name === "error";
          }
          if (!isDone) fail(view, "The answer broke off.");
        }
      } catch (error) {
        fail(view, error.name === "AbortError" ? "Stopped." : "The server cannot be reached.");
      }
      if (running === mine) { running = null; send.disabled = false; if (!document.getElementById("key")) ask.focus() }
    }

    form.onsubmit = event => { event.preventDefault(); if (ask.value.trim()) submit(ask.value.trim()) };
    ask.onkeydown = event => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault(); form.requestSubmit();
      } else if (event.key === "ArrowUp" && !ask.value.includes("\n") && back > 0) {
        event.preventDefault(); ask.value = past[--back];
      } else if (event.key === "ArrowDown" && back < past.length) {
        event.preventDefault(); back += 1; ask.value = past[back] || "";
      }
    };
    document.onkeydown = event => {
      if (event.key === "Escape" && running) running.abort();
      if (event.key === "/" && !/INPUT|TEXTAREA/.test(document.activeElement.tagName)) {
        event.preventDefault(); ask.focus();
      }
    };
    fresh.onclick = () => {
      if (running) running.abort();
      conversation = null;
      main.querySelectorAll("article").forEach(node => node.remove());
      document.getElementById("welcome").hidden = false;
      fresh.hidden = true;
      ask.focus();
    };
    fetch("/health").then(response => {
      document.getElementById("state").textContent = response.ok ? "" : "not ready: no generation is open";
    }).catch(() => {});
    const linked = new URLSearchParams(location.search).get("q");
    if (linked) submit(linked);

    """#
}
