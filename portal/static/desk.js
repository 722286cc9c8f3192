// The desk made quick: keys, links put into the answer where the cursor stands, drafts that survive,
// solutions while a call is written down. Reading and answering work without it.
const lang = document.documentElement.lang;
const $ = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const store = (kind) => {
  try {
    return window[kind];
  } catch {
    return undefined; // storage may be off
  }
};

const hint = (message) => {
  $(".hint")?.remove();
  const box = Object.assign(document.createElement("p"), { className: "hint", textContent: message });
  box.setAttribute("role", "status");
  document.body.append(box);
  setTimeout(() => box.remove(), 6000);
};

// Drafts: kept on this device until they are sent, so that neither a closed tab nor a lost
// connection costs a word. The server's own text (an error's, a link put in) goes first.
const drafts = (form) => {
  const field = $("textarea", form);
  const key = `lotse-${form.dataset.draft}`;
  const kept = store("localStorage");
  try {
    if (!field.value) field.value = kept?.getItem(key) ?? "";
  } catch { /* storage may be off */ }
  const keep = () => {
    try {
      if (field.value) kept?.setItem(key, field.value);
      else kept?.removeItem(key);
    } catch { /* storage may be off or full */ }
  };
  field.addEventListener("input", keep);
  return keep;
};
const forgetSent = () => {
  const [, number] = location.pathname.match(/\/tickets\/(\d+)$/) ?? [];
  const done = new URLSearchParams(location.search).get("done");
  if (!number || !["reply", "note"].includes(done)) return;
  try {
    store("localStorage")?.removeItem(`lotse-${done}-${number}`);
  } catch { /* storage may be off */ }
};
forgetSent();
const keepers = new Map(all("form[data-draft]").map((form) => [form, drafts(form)]));

// A double click sends once.
all("form[method=post]").forEach((form) => {
  let sentAt = -Infinity;
  form.addEventListener("submit", (event) => {
    if (event.timeStamp - sentAt < 3000) event.preventDefault();
    else sentAt = event.timeStamp;
  });
});

// An answer that can be taken back, until it is out.
const held = $("[data-held]");
if (held)
  setTimeout(() => {
    $("form", held).remove();
    const status = $("[data-sent]", held);
    status.textContent = status.dataset.sent;
    held.classList.remove("held");
  }, Number(held.dataset.held));

// Who else has the ticket open: said and asked while the page is looked at.
const presence = $("#presence");
const box = $("#reply");
if (presence && box) {
  let typedAt = -Infinity;
  const meet = async () => {
    if (document.hidden) return;
    try {
      const response = await fetch(`/api/v1/tickets/${presence.dataset.ticket}/presence?lang=${lang}`, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-Lotse-Desk": "1" },
        body: JSON.stringify({ writing: performance.now() - typedAt < 30000 }),
      });
      if (!response.ok) return;
      const texts = (await response.json()).others.map((one) => one.text);
      if (texts.join() === all("p", presence).map((p) => p.textContent).join()) return;
      presence.replaceChildren(...texts.map((textContent) => Object.assign(document.createElement("p"), { className: "note warn", textContent })));
    } catch { /* no answer: the next time */ }
  };
  box.addEventListener("input", () => {
    const first = performance.now() - typedAt > 30000;
    typedAt = performance.now();
    if (first) meet();
  });
  setInterval(meet, 15000);
}

// Links into the answer.
const answer = $("#reply");
let lastInsert;
const insert = (solution) => {
  if (!answer || !solution) return;
  if (solution.dataset.internal) return hint(solution.dataset.internal);
  const text = solution.dataset.insert;
  if (!text) return;
  const at = answer.selectionStart ?? answer.value.length;
  const before = answer.value.slice(0, at);
  const gap = before && !before.endsWith("\n") ? "\n" : "";
  lastInsert = answer.value;
  answer.setRangeText(`${gap}${text}\n`, at, answer.selectionEnd ?? at, "end");
  keepers.get(answer.form)?.();
  answer.focus();
  answer.scrollIntoView({ block: "center" });
};
const undo = () => {
  if (lastInsert === undefined) return;
  answer.value = lastInsert;
  lastInsert = undefined;
  keepers.get(answer.form)?.();
};
all("[data-insert-link]").forEach((link) => link.addEventListener("click", (event) => {
  if (!answer) return;
  event.preventDefault();
  insert($("[data-solution]", link.closest("li")));
}));

// Rows.
const rows = all("[data-row]");
let row = -1;
const goTo = (next) => {
  if (rows.length === 0) return;
  rows[row]?.removeAttribute("data-current");
  row = Math.max(0, Math.min(rows.length - 1, next));
  rows[row].setAttribute("data-current", "");
  $("a", rows[row]).focus();
};

const openForm = (selector) => {
  const box = $(selector);
  if (!box) return;
  box.open = true;
  $("input:not([type=hidden]), select, textarea, button", box)?.focus();
};
const preview = (position) => {
  const solution = $(`[data-solution="${position}"]`);
  if (!solution) return;
  all("[data-solution]").forEach((other) => { other.open = other === solution && !solution.open; });
  $("summary", solution).focus();
};
const openSolution = () => $("[data-solution][open]") ?? $("[data-solution]");

// Keys. Single letters can be switched off; the choice is this device's.
const dialog = $("#keys");
const keysOn = $("#keys-on");
const offKey = "lotse-keys-off";
let on = true;
try {
  on = store("localStorage")?.getItem(offKey) !== "1";
} catch { /* storage may be off */ }
if (keysOn) {
  keysOn.checked = on;
  keysOn.addEventListener("change", () => {
    on = keysOn.checked;
    try {
      if (on) store("localStorage")?.removeItem(offKey);
      else store("localStorage")?.setItem(offKey, "1");
    } catch { /* storage may be off */ }
  });
}
const button = $("#keys-button");
if (button) {
  button.hidden = false;
  button.addEventListener("click", () => dialog.showModal());
}
const actions = {
  "?": () => dialog?.showModal(),
  "/": () => $("#q")?.focus(),
  j: () => goTo(row + 1),
  k: () => goTo(row - 1),
  g: () => $(".brand")?.click(),
  c: () => $(`a[href$="/desk/new"]`)?.click(),
  a: () => $("#take")?.form.requestSubmit(),
  r: () => answer?.focus(),
  n: () => $("#note")?.focus(),
  s: () => ($("[data-solution] summary") ?? $("#panel"))?.focus(),
  i: () => insert(openSolution()),
  u: undo,
  e: () => openForm("#hand-over"),
  l: () => openForm("#solve-linked"),
  d: () => openForm("#solve-drafted"),
  f: () => openForm("#solve-shared"),
  x: () => (rows.length > 0 ? $("[name^=ticket-]", rows[row])?.click() : openForm("#solve-nothing")),
};
for (const position of [1, 2, 3, 4, 5]) actions[position] = () => preview(position);
document.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  const field = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && field?.form?.method === "post") {
    event.preventDefault();
    return field.form.requestSubmit();
  }
  if (!on || field || event.ctrlKey || event.metaKey || event.altKey || dialog?.open) return;
  const action = Object.hasOwn(actions, event.key) && actions[event.key];
  if (!action) return;
  event.preventDefault();
  action();
});

// While a call is written down: what would answer it, and whether the customer asked before.
const intake = $("form[data-intake]");
if (intake) {
  const live = $("#live");
  const { subject, body, email, phone } = intake.elements;
  let running;
  let asked = "";
  const post = async (url, question) => {
    const response = await fetch(`${url}?lang=${lang}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Lotse-Desk": "1" },
      body: JSON.stringify(question),
      signal: running.signal,
    });
    if (!response.ok) throw new Error(String(response.status));
    return response.json();
  };
  const line = (list, url, text, note) => {
    const link = Object.assign(document.createElement("a"), { href: url, target: "_blank", rel: "noopener", textContent: text });
    const small = Object.assign(document.createElement("span"), { className: "meta", textContent: ` ${note}` });
    const item = document.createElement("li");
    item.append(link, small);
    list.append(item);
  };
  const show = (solutions, duplicates) => {
    live.textContent = "";
    const lists = document.createDocumentFragment();
    if (duplicates.length > 0) {
      const heading = Object.assign(document.createElement("h3"), { textContent: live.dataset.duplicates });
      const list = Object.assign(document.createElement("ul"), { className: "plain" });
      for (const one of duplicates) line(list, `/${lang}/desk/tickets/${one.ticket}`, `#${one.ticket} ${one.subject}`, one.words.join(", "));
      lists.append(heading, list);
    }
    const list = Object.assign(document.createElement("ul"), { className: "plain" });
    for (const hit of solutions)
      line(list, hit.kind === "article" ? `/${lang}/desk/articles/${encodeURIComponent(hit.id)}`
        : hit.kind === "ticket" ? `/${lang}/desk/tickets/${hit.id}` : hit.url, hit.title, hit.why.map((why) => why.document_word).join(", "));
    if (solutions.length === 0) list.append(Object.assign(document.createElement("li"), { className: "meta", textContent: live.dataset.empty }));
    lists.append(list);
    live.append(lists);
  };
  const update = async () => {
    const draft = { subject: subject.value.trim().slice(0, 200), body: body.value.trim().slice(0, 2000) };
    const same = { ...draft, email: email.value.trim().slice(0, 254), phone: phone.value.trim().slice(0, 40) };
    const now = JSON.stringify(same);
    if (now === asked || (draft.subject + draft.body).length < 8) return;
    asked = now;
    running?.abort();
    running = new AbortController();
    try {
      const [found, repeated] = await Promise.all([post("/api/v1/solutions", draft), post("/api/v1/duplicates", same)]);
      if (asked === now) show(found.hits, repeated.duplicates);
    } catch { /* aborted, or no answer: the form works without */ }
  };
  let timer;
  intake.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(update, 250);
  });
}
document.getElementById("errors")?.focus();

// The editor: what the text looks like, as soon as somebody pauses. The server renders it, so that
// it is what readers will see.
const editor = $("form[data-editor]");
if (editor) {
  const body = $("#body");
  const preview = $("#preview");
  const faults = $("#faults");
  // Only what our own server rendered becomes markup.
  const policy = window.trustedTypes?.createPolicy("lotse-preview", { createHTML: (html) => html });
  let running;
  let shown = body.value;
  const showFaults = (found) => {
    faults.textContent = "";
    if (found.length === 0) return;
    const list = Object.assign(document.createElement("ul"), { className: "plain" });
    for (const fault of found) {
      const rule = faults.getAttribute(`data-rule-${fault.rule}`);
      const textContent = `${faults.dataset.line} ${fault.line}: ${rule} – ${fault.text}`;
      list.append(Object.assign(document.createElement("li"), { textContent, className: fault.bars_publishing ? "warn" : "" }));
    }
    faults.append(list);
  };
  const update = async () => {
    const text = body.value;
    if (text === shown) return;
    running?.abort();
    running = new AbortController();
    try {
      const response = await fetch(`/api/v1/articles/preview?lang=${lang}`, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-Lotse-Desk": "1" },
        body: JSON.stringify({ body: text }),
        signal: running.signal,
      });
      if (!response.ok) return;
      const answer = await response.json();
      shown = text;
      preview.innerHTML = policy ? policy.createHTML(answer.html) : answer.html;
      showFaults(answer.faults);
    } catch { /* aborted, or no answer: the button asks for the page */ }
  };
  let timer;
  body.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(update, 150);
  });
  // Who would find it: the server's own page, of which only the answer is taken over, so that the
  // text stays as it is written.
  const who = $("button[name=who]", editor);
  const region = $("#outlook");
  let asking = false;
  who.addEventListener("click", async (event) => {
    event.preventDefault();
    if (asking) return;
    asking = true;
    region.setAttribute("aria-busy", "true");
    try {
      const form = new URLSearchParams(new FormData(editor));
      form.set("who", "1");
      const response = await fetch(editor.action, { method: "POST", body: form });
      const html = await response.text();
      const answer = new DOMParser().parseFromString(policy ? policy.createHTML(html) : html, "text/html");
      const found = answer.querySelector("#outlook-title") && answer.querySelector("#outlook");
      if (!found) throw new Error("no answer");
      region.replaceChildren(...found.childNodes);
      region.removeAttribute("aria-busy");
      $("#outlook-title").focus();
    } catch {
      editor.requestSubmit(who); // the page itself says why
    }
    asking = false;
  });
}

// A build that is running: its page comes again until it is done.
if ($("[data-building]")) setTimeout(() => location.reload(), 1500);
