// Holds customer pages against Lighthouse: node pages.mjs http://127.0.0.1:8080
// Accessibility and best practices have to be 100, performance 98, and SEO 100 where the page may
// be listed at all: results and the contact form ask search engines to leave them out.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const tools = createRequire(pathToFileURL(process.env.LOTSE_LIGHTHOUSE + "/"));
const { default: lighthouse } = await import(pathToFileURL(tools.resolve("lighthouse")));
const { launch } = await import(pathToFileURL(tools.resolve("chrome-launcher")));

const base = process.argv[2];
const pages = [
  ["/de/", true], ["/en/", true],
  ["/de/suche?q=wlan+passwort", false], ["/en/search?q=wifi+password", false],
  ["/de/artikel/wlan-passwort-aendern", true], ["/de/impressum", true],
  ["/de/kontakt", false], ["/en/contact", false],
];
const floors = { performance: 98, accessibility: 100, "best-practices": 100, seo: 100 };

const chrome = await launch({
  chromePath: process.env.CHROME_PATH ?? "/usr/bin/chromium",
  chromeFlags: ["--headless=new", "--no-sandbox", "--disable-background-networking"],
});
let failed = false;
try {
  for (const [path, listed] of pages) {
    const { lhr } = await lighthouse(base + path, { port: chrome.port, output: "json" });
    const scores = Object.keys(floors).map((id) => [id, Math.round(lhr.categories[id].score * 100)]);
    const figure = (id) => lhr.audits[id].displayValue;
    console.log(`${path}: ${scores.map(([id, score]) => `${id} ${score}`).join(", ")}; largest paint `
      + `${figure("largest-contentful-paint")}, layout shift ${figure("cumulative-layout-shift")}`);
    for (const [id, score] of scores) {
      if (score >= floors[id] || (id === "seo" && !listed)) continue;
      failed = true;
      for (const { id: audit, weight } of lhr.categories[id].auditRefs) {
        const one = lhr.audits[audit];
        if (weight > 0 && one.score !== null && one.score < 1) console.log(`  ${id}: ${one.title}`);
      }
    }
  }
} finally {
  chrome.kill();
}
process.exit(failed ? 1 : 0);
