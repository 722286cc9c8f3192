// What <lotse-help> opens: search, articles, and the contact form in a frame of ours. It asks for
// public answers only, without cookies; what a customer writes stays in the frame.
const texts = {
  de: {
    title: "Hilfe", close: "Schließen", search: "Wonach suchen Sie?", go: "Suchen", back: "Zurück",
    ask: "Frage an den Support stellen", none: "Dazu haben wir nichts gefunden.", maybe: "Vielleicht hilfreich",
    found: "Gefunden", open: "Im Hilfe-Portal öffnen", tab: "(neuer Tab)", form: "Kontaktformular",
    failed: "Die Hilfe ist gerade nicht zu erreichen. Bitte versuchen Sie es später noch einmal.",
    gone: "Diesen Artikel gibt es nicht mehr.", slow: "Das waren viele Fragen auf einmal. Bitte warten Sie einen Moment.",
  },
  en: {
    title: "Help", close: "Close", search: "What are you looking for?", go: "Search", back: "Back",
    ask: "Ask our support", none: "We found nothing on this.", maybe: "Maybe helpful",
    found: "Found", open: "Open in the help portal", tab: "(new tab)", form: "Contact form",
    failed: "The help cannot be reached just now. Please try again later.",
    gone: "This article is no longer there.", slow: "Those were many questions at once. Please wait a moment.",
  },
};

const style = new CSSStyleSheet();
style.replaceSync(`
#panel{--accent:#0b5a6b;--ink:#16232b;--soft:#4a5a63;--paper:#fff;--line:#cfd9dd;--edge:#6b7d87;--on:#fff;--mark:#ffe9a8;
box-sizing:border-box;position:fixed;inset:auto 1rem 5rem auto;width:min(24rem,100vw - 2rem);height:min(38rem,100dvh - 6.5rem);display:flex;flex-direction:column;color:var(--ink);background:var(--paper);border:1px solid var(--line);border-radius:.9rem;box-shadow:0 8px 40px #0004;overflow:hidden;overflow-wrap:break-word}
#panel[hidden]{display:none}
@media(prefers-color-scheme:dark){#panel{--accent:#7cc7d8;--ink:#e8eef0;--soft:#a9b8be;--paper:#10181c;--line:#34454d;--edge:#7f9199;--on:#0b1a1f;--mark:#5c4a12}}
*{box-sizing:border-box;font:inherit}
header{display:flex;gap:.5rem;align-items:center;justify-content:space-between;padding:.5rem .5rem .5rem 1.1rem;border-bottom:1px solid var(--line)}
h2{margin:0;font-size:1.1rem;font-weight:650}h3{margin:1rem 0 .4rem;font-size:1rem;font-weight:650}strong,b{font-weight:650}
main{flex:1;overflow:auto;padding:1rem 1.1rem}
main.frame{padding:0;display:flex}
iframe{flex:1;width:100%;border:0;color-scheme:light dark}
button{min-height:2.75rem;padding:0 .9rem;border:1px solid var(--edge);border-radius:.5rem;color:inherit;background:none;cursor:pointer}
button.go,footer button{color:var(--on);background:var(--accent);border-color:var(--accent);font-weight:600}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
form{display:flex;flex-wrap:wrap;gap:.4rem}label{flex:1 0 100%;color:var(--soft);font-size:.95rem}
input{flex:1;min-width:0;min-height:2.75rem;padding:0 .8rem;border:1px solid var(--edge);border-radius:.5rem;color:inherit;background:none}
ul{list-style:none;margin:.4rem 0;padding:0}li{border-bottom:1px solid var(--line)}
li p{margin:0 0 .6rem;color:var(--soft);font-size:.95rem}
.hit,a{color:var(--accent);text-underline-offset:.18em}
.hit{display:block;width:100%;border:0;padding:.5rem 0;text-align:start;text-decoration:underline;height:auto}
mark{background:var(--mark);color:inherit}
article>h2{margin:1rem 0 .4rem}h2:focus,main:focus{outline:none}td,th{padding:.2rem .5rem .2rem 0;text-align:start;vertical-align:top}
article ul,article ol{list-style:revert;padding-inline-start:1.4rem}article li{border:0}article img{max-width:100%}
pre{overflow:auto}code{font-family:ui-monospace,monospace}
footer{padding:.6rem 1.1rem;border-top:1px solid var(--line)}footer[hidden]{display:none}footer button{width:100%}
`);

// Sites that ask for Trusted Types allow the policy "lotse-help". What is parsed with it is copied by
// an allow-list, never shown as it came.
const policy = (() => {
  try {
    return window.trustedTypes?.createPolicy("lotse-help", { createHTML: (html) => html });
  } catch { return undefined; }
})();
const trusted = (html) => policy?.createHTML(html) ?? html;

const make = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

// Marked stretches ([begin, end) in UTF-16 units) as nodes, never as HTML.
const marked = (text, marks = []) => {
  const out = document.createDocumentFragment();
  let at = 0;
  for (const [begin, end] of marks) {
    out.append(text.slice(at, begin), make("mark", { textContent: text.slice(begin, end) }));
    at = end;
  }
  out.append(text.slice(at));
  return out;
};

// The article as the portal's own renderer wrote it, rebuilt from what may stand in one.
const allowed = new Set("P H1 H2 H3 H4 H5 H6 UL OL LI A STRONG EM CODE PRE BLOCKQUOTE TABLE THEAD TBODY TR TH TD IMG BR HR DEL".split(" "));
const copied = (node, origin) => {
  const out = document.createDocumentFragment();
  for (const child of node.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) out.append(child.data);
    if (child.nodeType !== Node.ELEMENT_NODE) continue;
    const inside = copied(child, origin);
    if (!allowed.has(child.tagName)) {
      out.append(inside);
      continue;
    }
    const element = make(child.tagName.toLowerCase(), {}, inside);
    const at = child.getAttribute(child.tagName === "IMG" ? "src" : "href");
    const url = at && URL.canParse(at, origin + "/") ? new URL(at, origin + "/") : null;
    if (child.tagName === "IMG" && url?.origin === origin) Object.assign(element, { src: url.href, alt: child.alt });
    if (child.tagName === "A" && /^(https?|mailto|tel):$/.test(url?.protocol))
      Object.assign(element, { href: url.href, target: "_blank", rel: "noopener" });
    out.append(element);
  }
  return out;
};

export const panel = (root, launcher, { origin, lang, mode, suggest }) => {
  const say = texts[lang];
  let query = "";
  let trail = "";
  let shownList; // to come back to from an article
  let running;
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, style];

  const box = make("section", { id: "panel", hidden: true, lang });
  box.setAttribute("role", "dialog");
  box.setAttribute("aria-labelledby", "title");
  const close = make("button", { type: "button", textContent: "×", title: say.close });
  close.setAttribute("aria-label", say.close);
  const main = make("main", { tabIndex: -1 });
  const ask = make("button", { type: "button", textContent: say.ask });
  const foot = make("footer", { hidden: mode === "self-service" }, ask);
  const status = make("p", {});
  status.setAttribute("role", "status");
  const input = make("input", { id: "q", type: "search", name: "q", maxLength: 500, autocomplete: "off", enterKeyHint: "search" });
  const form = make("form", {}, make("label", { htmlFor: "q", textContent: say.search }), input,
    make("button", { className: "go", textContent: say.go }));
  form.setAttribute("role", "search");
  const list = make("ul", {});
  const heading = make("h3", {});
  const searching = make("div", {}, form, status, heading, list);
  box.append(make("header", {}, make("h2", { id: "title", textContent: say.title }), close), main, foot);
  root.prepend(box);

  const get = async (path) => {
    running?.abort();
    running = new AbortController();
    const response = await fetch(origin + path, { credentials: "omit", signal: running.signal });
    if (!response.ok) throw new Error(String(response.status));
    return response.json();
  };
  const put = (...nodes) => {
    main.className = "";
    main.replaceChildren(...nodes);
    main.scrollTop = 0;
  };
  const failed = (error) => {
    if (error.name !== "AbortError") status.textContent = { 404: say.gone, 429: say.slow }[error.message] ?? say.failed;
  };

  const back = () => {
    put(searching);
    (shownList ?? input).focus();
  };
  const read = async (hit, item) => {
    if (hit.kind !== "article") return open(origin + hit.url, "_blank", "noopener");
    try {
      const article = await get(`/api/v1/articles/${encodeURIComponent(hit.id)}?lang=${lang}`);
      shownList = item;
      const title = make("h2", { textContent: article.title, tabIndex: -1 });
      const link = make("a", { href: origin + hit.url, target: "_blank", rel: "noopener", textContent: `${say.open} ${say.tab}` });
      const parsed = new DOMParser().parseFromString(trusted(article.html), "text/html");
      const text = make("article", { lang: article.lang }, title, copied(parsed.body, origin));
      const leave = make("button", { type: "button", textContent: `‹ ${say.back}` });
      leave.addEventListener("click", back);
      put(leave, text, make("p", {}, link));
      foot.hidden = false;
      title.focus();
    } catch (error) { failed(error); }
  };
  const show = (hits, title) => {
    heading.textContent = hits.length ? title : "";
    list.replaceChildren(...hits.slice(0, 8).map((hit) => {
      const button = make("button", { type: "button", className: "hit", lang: hit.lang }, marked(hit.title, hit.title_marks));
      button.addEventListener("click", () => read(hit, button));
      const item = make("li", {}, button);
      if (hit.snippet) item.append(make("p", { lang: hit.lang }, marked(hit.snippet, hit.marks)));
      return item;
    }));
  };
  const complete = async (...phrases) => {
    try {
      for (const words of phrases) {
        const { hits } = await get(`/api/v1/suggest?lang=${lang}&q=${encodeURIComponent(words)}`);
        status.textContent = "";
        show(hits, say.maybe);
        if (hits.length) return;
      }
    } catch (error) { failed(error); }
  };
  // The page's title as a whole, else its longest words.
  const suggested = () =>
    complete(suggest, ...suggest.split(/[^\p{L}\p{N}]+/u).sort((a, b) => b.length - a.length).slice(0, 4));
  const search = async () => {
    query = input.value.trim();
    if (!query) return;
    try {
      const answer = await get(`/api/v1/search?lang=${lang}&q=${encodeURIComponent(query)}&trail=${trail}`);
      trail = answer.trail;
      show(answer.hits, say.found);
      status.textContent = answer.hits.length ? "" : say.none;
      foot.hidden = false;
    } catch (error) { failed(error); }
  };
  const contact = () => {
    const page = lang === "de" ? "de/embed/kontakt" : "en/embed/contact";
    const about = new URLSearchParams({ q: query || input.value.trim(), trail, host: location.origin });
    const leave = make("button", { type: "button", textContent: `‹ ${say.back}` });
    leave.addEventListener("click", () => {
      foot.hidden = false;
      put(searching);
      input.focus();
    });
    const frame = make("iframe", { src: `${origin}/${page}?${about}`, title: say.form });
    put(frame);
    main.className = "frame";
    foot.hidden = true;
    close.before(leave);
    frame.focus();
    main.leave = leave;
  };

  let timer;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    const words = input.value.trim();
    if (words.length > 1) timer = setTimeout(() => complete(words), 120);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    search();
  });
  ask.addEventListener("click", contact);
  const toggle = (shown = box.hidden) => {
    box.hidden = !shown;
    launcher.setAttribute("aria-expanded", String(shown));
    if (!shown) return launcher.focus();
    if (main.childNodes.length === 0) mode === "ask-first" ? contact() : put(searching);
    if (list.childNodes.length === 0 && suggest && !query) suggested();
    (main.contains(input) ? input : close).focus();
  };
  close.addEventListener("click", () => toggle(false));
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") toggle(false);
    event.stopPropagation(); // the host page's own keys are not meant
  });
  addEventListener("message", (event) => {
    const frame = main.querySelector("iframe");
    if (event.origin !== origin || event.source !== frame?.contentWindow) return;
    if (event.data?.lotse === "close") toggle(false);
  });
  // The way back from the form stands in the head, and goes with it.
  new MutationObserver(() => {
    if (!main.querySelector("iframe")) main.leave?.remove();
  }).observe(main, { childList: true });
  return { toggle };
};
