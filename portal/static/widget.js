// Defines <lotse-help>: a button. What it opens is fetched once it is pressed.
//
//     <script src="https://hilfe.example/widget.js" defer data-lang="de" data-mode="neutral"></script>
//
// data-mode: self-service (a request can be written once something was searched for), neutral (at any
// time), ask-first (the form opens first). data-suggest: words to suggest articles for, else the
// page's title. Without an element of that name in the page one is put at its end.
(() => {
  const { dataset, src } = document.currentScript;
  const origin = new URL(src).origin;
  const english = (dataset.lang || document.documentElement.lang || "de").startsWith("en");
  const options = {
    origin,
    lang: english ? "en" : "de",
    mode: ["neutral", "ask-first"].includes(dataset.mode) ? dataset.mode : "self-service",
    suggest: dataset.suggest || document.title,
  };
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`:host{all:initial!important;display:block!important;position:fixed!important;inset:auto 1rem 1rem auto!important;z-index:2147483000!important;color-scheme:light dark!important;font:16px/1.5 system-ui,sans-serif!important}
#launch{font:600 1rem/1 system-ui,sans-serif;min-height:3rem;padding:0 1.4rem;border:0;border-radius:1.5rem;color:#fff;background:#0b5a6b;cursor:pointer;box-shadow:0 2px 10px #0005}
#launch:focus-visible{outline:3px solid #0b5a6b;outline-offset:3px}
@media(prefers-color-scheme:dark){#launch{color:#0b1a1f;background:#7cc7d8}#launch:focus-visible{outline-color:#7cc7d8}}
@media print{:host{display:none!important}}`);
  class LotseHelp extends HTMLElement {
    connectedCallback() {
      if (this.shadowRoot) return;
      const root = this.attachShadow({ mode: "open" });
      root.adoptedStyleSheets = [sheet];
      const button = document.createElement("button");
      button.type = "button";
      button.id = "launch";
      button.lang = options.lang;
      button.textContent = english ? "Help" : "Hilfe";
      button.setAttribute("aria-haspopup", "dialog");
      button.setAttribute("aria-expanded", "false");
      button.addEventListener("click", async () => {
        try {
          this.panel ??= import(origin + "{panel}").then((module) => module.panel(root, button, options));
          (await this.panel).toggle();
        } catch {
          this.panel = undefined; // no answer: the portal itself may still be reached
          open(`${origin}/${options.lang}/`, "_blank", "noopener");
        }
      });
      root.append(button);
    }
  }
  customElements.define("lotse-help", LotseHelp);
  if (!document.querySelector("lotse-help")) document.body.append(document.createElement("lotse-help"));
})();
