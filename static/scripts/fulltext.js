// Searches the full text with Pagefind, by kind, party and year; nothing is fetched before the first use. Without this file
// the index from A to Z remains.
"use strict";

const form = document.querySelector("form.search");
const field = form.elements.q;
const years = form.elements.y;
const parties = form.elements.p;
const status = form.querySelector("[role=status]");
const results = form.querySelector(".results");
const KINDS = ["party", "article", "quote", "event"];
const FEW = 6;
let loading;
let turn = 0;

// What readers type into what was indexed: plain apostrophes, ligatures taken apart. Accents and case are Pagefind's care.
const plain = (text) => text.replace(/[\u2019\u02bc]/g, "'").replace(/\u0153/gi, "oe").replace(/\u00e6/gi, "ae");

const load = () => {
  const folder = new URL(form.dataset.full, document.baseURI).href;
  loading ??= Promise.all([
    import(`${folder}pagefind.js`),
    fetch(`${folder}facets.json`).then((answer) => {
      if (!answer.ok) throw new Error(answer.status);
      return answer.json();
    }),
  ]).then(([pagefind, facets]) => {
    const asked = new URLSearchParams(location.search);
    const known = [...new Set(Object.values(facets.rows).map((row) => row[1]).filter(Boolean))].sort();
    for (const year of known) years.append(new Option(year, year, false, year === asked.get("y")));
    facets.parties.forEach((name) => parties.append(new Option(name, name, false, name === asked.get("p"))));
    return { pagefind, facets };
  });
  return loading;
};

const marked = (html) => {
  // Pagefind escapes the words and adds <mark>; they are rebuilt as nodes, so that no markup is ever trusted.
  const read = new DOMParser().parseFromString(html, "text/html");
  const line = document.createElement("p");
  line.className = "found-words";
  for (const node of read.body.childNodes) {
    const made = node.nodeName === "MARK" ? document.createElement("mark") : document.createTextNode("");
    made.textContent = node.textContent.replace(/([«‹]) /g, "$1\u202f").replace(/ ([»›;!?])/g, "\u202f$1").replace(/ :/g, "\u00a0:");
    line.append(made);
  }
  return line;
};

// Where the first of the found words stands, in a record that holds several quotes or events.
const placeOf = (data) => {
  const places = data.meta.places?.split("\n").map((line) => line.split("\t"));
  return places?.findLast(([start]) => Number(start) <= (data.locations[0] ?? 0));
};

const address = (data, place) => {
  if (place) return form.dataset.root + place[1];
  const page = form.dataset.root + data.raw_url.replace(/^\//, "");
  const starts = data.meta.paragraphs?.split(" ").map(Number);
  if (!starts || !data.locations.length) return page;
  return `${page}#p-${Math.max(1, starts.filter((start) => start <= data.locations[0]).length)}`;
};

const line = (data) => {
  const item = document.createElement("li");
  const link = document.createElement("a");
  const place = placeOf(data);
  link.href = address(data, place);
  link.textContent = data.meta.title ?? place?.[2];
  if (data.meta.lang) item.lang = data.meta.lang;
  item.append(link);
  const said = place ? place[2] : data.meta.beside;
  if (said && said !== link.textContent) {
    const beside = document.createElement("span");
    beside.className = "small";
    beside.textContent = said;
    item.append(" ", beside);
  }
  if (!data.meta.bare) item.append(marked(data.excerpt));
  return item;
};

const group = async (kind, rows) => {
  const part = document.createDocumentFragment();
  const heading = document.createElement("h2");
  heading.textContent = results.dataset[kind];
  const count = document.createElement("span");
  count.className = "small";
  count.textContent = rows.length;
  heading.append(" ", count);
  const list = document.createElement("ul");
  let shown = 0;
  const more = document.createElement("button");
  more.type = "button";
  more.className = "button";
  const add = async () => {
    const next = rows.slice(shown, (shown += shown ? 3 * FEW : FEW));
    const lines = (await Promise.all(next.map((row) => row.data()))).map(line);
    list.append(...lines);
    more.hidden = shown >= rows.length;
    more.textContent = results.dataset.rest.replace("{total}", rows.length - shown);
    return lines[0];
  };
  await add();
  more.addEventListener("click", async () => (await add())?.querySelector("a").focus());
  part.append(heading, list, more);
  return part;
};

const search = async () => {
  const mine = ++turn;
  const words = plain(field.value).trim();
  const query = new URLSearchParams();
  if (field.value) query.set("q", field.value);
  if (years.value) query.set("y", years.value);
  if (parties.value) query.set("p", parties.value);
  history.replaceState(null, "", query.size ? `?${query}` : location.pathname);
  if (!words) {
    results.replaceChildren();
    status.textContent = "";
    return;
  }
  let found;
  let facets;
  try {
    const loaded = await load();
    facets = loaded.facets;
    found = (await loaded.pagefind.search(words)).results;
  } catch {
    loading = undefined;
    status.textContent = status.dataset.failed;
    return;
  }
  const party = facets.parties.indexOf(parties.value);
  const kept = found.filter(({ id }) => {
    const row = facets.rows[id];
    return row && (!years.value || row[1] === years.value) && (party < 0 || row[2].includes(party));
  });
  const groups = KINDS.map((kind, number) => [kind, kept.filter(({ id }) => facets.rows[id][0] === number)]);
  const parts = await Promise.all(groups.filter(([, rows]) => rows.length).map(([kind, rows]) => group(kind, rows)));
  if (mine !== turn) return; // something else was typed meanwhile
  status.textContent = kept.length ? status.dataset.found.replace("{total}", kept.length) : status.dataset.none;
  results.replaceChildren(...parts);
};

let waiting;
const soon = () => {
  clearTimeout(waiting);
  waiting = setTimeout(search, 120);
};

form.hidden = false;
form.querySelector("[data-party]").hidden = false;
form.addEventListener("submit", (event) => { event.preventDefault(); search(); });
field.addEventListener("input", soon);
years.addEventListener("change", search);
parties.addEventListener("change", search);
field.addEventListener("focus", () => load().catch(() => { loading = undefined; }), { once: true });
const asked = new URLSearchParams(location.search).get("q");
if (asked) {
  field.value = asked;
  load().then(search, search);
}
if (location.hash === "#q" || asked) field.focus();
