// Makes the pages faster; all of them work without it.
const lang = document.documentElement.lang;

// Text with marked stretches ([begin, end) in UTF-16 units) as nodes, never as HTML.
const marked = (text, marks = []) => {
  const out = document.createDocumentFragment();
  let at = 0;
  for (const [begin, end] of marks) {
    out.append(text.slice(at, begin));
    const mark = document.createElement("mark");
    mark.textContent = text.slice(begin, end);
    out.append(mark);
    at = end;
  }
  out.append(text.slice(at));
  return out;
};

// One question at a time: a newer one stops the older one, answers are kept for the page's life.
const asker = () => {
  const answers = new Map();
  let running;
  return async (key, request) => {
    running?.abort();
    if (answers.has(key)) return answers.get(key);
    const mine = (running = new AbortController());
    const response = await fetch(request.url, { ...request.options, signal: mine.signal });
    if (!response.ok) throw new Error(String(response.status));
    const answer = await response.json();
    answers.set(key, answer);
    if (answers.size > 50) answers.delete(answers.keys().next().value);
    return answer;
  };
};

// Calls at once after a pause, then at most every `wait` milliseconds, the last call always.
const debounced = (wait, run) => {
  let timer;
  let last = 0;
  return () => {
    clearTimeout(timer);
    const now = performance.now();
    const delay = now - last > 500 ? 0 : wait;
    last = now;
    timer = setTimeout(run, delay);
  };
};

// Combobox with a list and manual selection, as the ARIA Authoring Practices describe it.
const suggest = (form) => {
  const input = form.querySelector("input[type=search]");
  const status = form.querySelector("[role=status]");
  const list = document.createElement("ul");
  list.className = "suggestions";
  list.id = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.querySelector("label").textContent);
  list.hidden = true;
  form.querySelector(".field").after(list);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
  })) input.setAttribute(name, value);

  let active = -1;
  const options = () => [...list.children];
  const close = () => {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const activate = (index) => {
    const all = options();
    active = (index + all.length + 1) % (all.length + 1);
    if (active === all.length) active = -1;
    all.forEach((option, i) => option.setAttribute("aria-selected", String(i === active)));
    if (active < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", all[active].id);
  };
  const option = (content, note, go) => {
    const item = document.createElement("li");
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.id = `suggestion-${list.children.length}`;
    item.append(content);
    if (note) {
      const small = document.createElement("small");
      small.textContent = note;
      item.append(small);
    }
    item.go = go;
    item.addEventListener("pointerdown", (event) => event.preventDefault());
    item.addEventListener("click", go);
    list.append(item);
  };
  const show = (answer) => {
    list.textContent = "";
    active = -1;
    for (const hit of answer.hits.slice(0, 6))
      option(marked(hit.title, hit.title_marks), "", () => location.assign(hit.url));
    for (const completion of answer.completions.slice(0, 2))
      option(document.createTextNode(completion), "", () => {
        input.value = completion;
        form.requestSubmit();
      });
    const count = list.children.length;
    list.hidden = count === 0;
    input.setAttribute("aria-expanded", String(count > 0));
    status.textContent = count === 0 ? status.dataset.none
      : count === 1 ? status.dataset.one : status.dataset.many.replace("{count}", count);
  };

  const ask = asker();
  const update = async () => {
    const text = input.value.trim();
    if (text.length < 2 && !/^\d/.test(text)) return close();
    try {
      const url = `${form.dataset.suggest}?lang=${lang}&q=${encodeURIComponent(text)}`;
      const answer = await ask(text, { url, options: {} });
      if (input.value.trim() === text && document.activeElement === input) show(answer);
    } catch { /* aborted, or no answer: the form still works */ }
  };
  input.addEventListener("input", debounced(40, update));
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const open = !list.hidden;
    if (event.key === "ArrowDown") open ? activate(active + 1) : update();
    else if (event.key === "ArrowUp") open ? activate(active < 0 ? options().length - 1 : active - 1) : update();
    else if (event.key === "Enter" && open && active >= 0) options()[active].go();
    else if (event.key === "Escape" && open) close();
    else if (event.key === "Escape") input.value = "";
    else return;
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    const slash = event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
    const k = event.key === "k" && (event.ctrlKey || event.metaKey);
    if ((slash || k) && !event.isComposing) {
      event.preventDefault();
      input.focus();
      input.select();
    }
  });
};

const draftKey = "lotse-draft";

// Solutions beside the contact form, from what has been written so far. They never block sending.
const solutions = (form) => {
  const list = document.getElementById("solutions");
  const { subject, body } = form.elements;
  const ask = asker();
  const update = async () => {
    const draft = { subject: subject.value.trim(), body: body.value.trim().slice(0, 2000), lang };
    if ((draft.subject + draft.body).length < 8) return;
    try {
      const answer = await ask(JSON.stringify(draft), {
        url: form.dataset.solutions,
        options: { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(draft) },
      });
      list.textContent = "";
      for (const hit of answer.hits.slice(0, 5)) {
        const link = Object.assign(document.createElement("a"), { href: hit.url, target: "_blank", rel: "noopener", lang: hit.lang });
        const newTab = Object.assign(document.createElement("span"), { className: "visually-hidden", lang });
        newTab.textContent = ` ${list.dataset.newTab}`;
        link.append(marked(hit.title, hit.title_marks), newTab);
        const item = document.createElement("li");
        item.append(link);
        list.append(item);
      }
      if (answer.hits.length === 0) {
        const item = document.createElement("li");
        item.className = "meta";
        item.textContent = list.dataset.empty;
        list.append(item);
      }
    } catch { /* the form works without */ }
  };
  subject.addEventListener("input", debounced(250, update));
  body.addEventListener("input", debounced(800, update));
  // What was typed survives a closed tab or a lost connection, on this device only and until sent.
  const fields = ["subject", "body", "email", "name"];
  try {
    const kept = JSON.parse(sessionStorage.getItem(draftKey) ?? "{}");
    for (const name of fields) if (!form.elements[name].value && kept[name]) form.elements[name].value = kept[name];
  } catch { /* storage may be off */ }
  form.addEventListener("input", () => {
    try {
      sessionStorage.setItem(draftKey, JSON.stringify(Object.fromEntries(fields.map((name) => [name, form.elements[name].value]))));
    } catch { /* storage may be off */ }
  });
  // A double click sends once. A form that is still here after a while was not sent: try again.
  let sentAt = -Infinity;
  form.addEventListener("submit", (event) => {
    if (event.timeStamp - sentAt < 3000) event.preventDefault();
    else sentAt = event.timeStamp;
  });
  update();
};

document.querySelectorAll("form[data-suggest]").forEach(suggest);
document.querySelectorAll("form[data-solutions]").forEach(solutions);
document.getElementById("errors")?.focus();
if (document.querySelector("[data-sent]")) {
  try {
    sessionStorage.removeItem(draftKey);
  } catch { /* storage may be off */ }
}
