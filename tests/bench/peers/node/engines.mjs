// Engines of npm behind Node's HTTP server, for the bench beside other engines: an index in memory
// for each language, set up as its documentation advises. Says how many documents it holds while it
// takes them in, then "port N", and answers titles in lines.
//
//     node engines.mjs ENGINE ROWS     ENGINE: minisearch, flexsearch or orama
//
// ROWS holds de.tsv and en.tsv, "id, title, text" a line. LOTSE_NODE_ENGINES: where npm put them.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";

const engines = createRequire(join(process.env.LOTSE_NODE_ENGINES, "package.json"));
const hits = 10;
const atOnce = 1000;

/// { add(documents), search(text), suggest(text) }: the latter two give titles.
const made = {
  minisearch() {
    const MiniSearch = engines("minisearch");
    const index = new MiniSearch({
      fields: ["title", "body"],
      storeFields: ["title"],
      searchOptions: { boost: { title: 3 } },
    });
    const titles = (found) => found.slice(0, hits).map((one) => one.title);
    return {
      add: (documents) => index.addAll(documents),
      search: (text) => titles(index.search(text)),
      suggest: (text) =>
        titles(
          index.search(text, {
            fields: ["title"],
            combineWith: "AND",
            prefix: (term, i, terms) => i + 1 === terms.length,
            fuzzy: 0.2,
          }),
        ),
    };
  },

  flexsearch(lang) {
    const { Document, Encoder } = engines("flexsearch");
    const filter = { de: "flexsearch/lang/de", en: "flexsearch/lang/en" }[lang];
    const encoder = new Encoder(engines(filter));
    const index = new Document({
      document: {
        id: "id",
        store: ["title"],
        index: [
          { field: "title", tokenize: "forward", resolution: 9, encoder: new Encoder() },
          { field: "body", tokenize: "strict", resolution: 9, encoder },
        ],
      },
    });
    return {
      add: (documents) => documents.forEach((one) => index.add(one)),
      search: (text) =>
        index
          .search(text, { limit: hits, suggest: true, enrich: true, merge: true })
          .slice(0, hits)
          .map((one) => one.doc.title),
      suggest: (text) =>
        index
          .search(text, { pluck: "title", limit: hits, enrich: true })
          .map((one) => one.doc.title),
    };
  },

  orama(lang) {
    const { create, insertMultiple, search } = engines("@orama/orama");
    const language = { de: "german", en: "english" }[lang];
    const { stemmer } = engines(`@orama/stemmers/${language}`);
    const index = create({
      schema: { title: "string", body: "string" },
      components: { tokenizer: { language, stemming: true, stemmer } },
    });
    const titles = async (text, how) =>
      (await search(index, { term: text, limit: hits, ...how })).hits.map(
        (one) => one.document.title,
      );
    return {
      add: (documents) => insertMultiple(index, documents, atOnce),
      search: (text) => titles(text, { boost: { title: 3 } }),
      suggest: (text) => titles(text, { properties: ["title"], threshold: 0, tolerance: 1 }),
    };
  },
};

const [engine, rows] = process.argv.slice(2);
const sides = {};
let count = 0;
for (const lang of ["de", "en"]) {
  sides[lang] = made[engine](lang);
  const lines = readFileSync(join(rows, `${lang}.tsv`), "utf8").trimEnd().split("\n");
  for (let from = 0; from < lines.length; from += atOnce) {
    const documents = lines.slice(from, from + atOnce).map((line) => {
      const [id, title, body] = line.split("\t");
      return { id, title, body };
    });
    await sides[lang].add(documents);
    count += documents.length;
    console.log(count);
  }
}

const server = createServer(async (request, response) => {
  const url = new URL(request.url, "http://localhost");
  const side = sides[url.searchParams.get("lang")];
  const text = url.searchParams.get("q");
  const titles = await (url.pathname === "/suggest" ? side.suggest(text) : side.search(text));
  response.end(titles.map((title) => title.replaceAll("\n", " ") + "\n").join(""));
});
server.keepAliveTimeout = 3_600_000;
server.listen(0, "127.0.0.1", () => console.log(`port ${server.address().port}`));
