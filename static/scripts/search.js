// Searches names, titles and quotes in the page; the index is fetched on the first key. Without this file the A–Z index remains.
"use strict";

const form = document.querySelector("form.search");
const field = form.elements.q;
const years = form.elements.y;
const status = form.querySelector("[role=status]");
const results = form.querySelector(".results");
const KINDS = ["party", "article", "quote"];
const MOST = 20;
let loading;

// One form for what readers type and what texts write: no accents, plain apostrophes, ligatures taken apart.
const plain = (text) =>
  text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[\u2019\u02bc]/g, "'").replace(/\u0153/g, "oe").replace(/\u00e6/g, "ae");

const fetched = (address) =>
  fetch(address).then((answer) => {
    if (!answer.ok) throw new Error(answer.status);
    return answer.json();
  });

// A page opened from a folder may not fetch files; there the index is a script.
const run = (address) =>
  new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => done(globalThis.dossierIndex);
    script.onerror = failed;
    document.head.append(script);
  });

const load = () => {
  loading ??= (form.dataset.index.endsWith(".js") ? run : fetched)(form.dataset.index)
    .then((rows) => {
      for (const row of rows) {
        row.text = plain(`${row.t} ${row.s}`);
        row.title = plain(row.t);
      }
      for (const year of [...new Set(rows.map((row) => row.y).filter(Boolean))].sort()) {
        const asked = new URLSearchParams(location.search).get("y");
        years.append(new Option(year, year, false, year === asked));
      }
      return rows;
    });
  return loading;
};

const rank = (row, words) => {
  let total = 0;
  for (const word of words) {
    const place = row.text.indexOf(word);
    if (place < 0) return -1;
    const begins = place === 0 || !/[\p{L}\p{N}]/u.test(row.text[place - 1]);
    total += (begins ? 2 : 1) + (row.title.startsWith(word) ? 2 : 0);
  }
  return total;
};

const line = (row) => {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = form.dataset.root + row.u;
  link.textContent = row.t;
  item.append(link);
  if (row.s) {
    const beside = document.createElement("span");
    beside.className = "small";
    beside.textContent = row.s;
    item.append(" ", beside);
  }
  return item;
};

const search = async () => {
  const words = plain(field.value).split(/\s+/).filter(Boolean);
  const query = new URLSearchParams();
  if (field.value) query.set("q", field.value);
  if (years.value) query.set("y", years.value);
  history.replaceState(null, "", query.size ? `?${query}` : location.pathname);
  if (!words.length) {
    results.replaceChildren();
    status.textContent = "";
    return;
  }
  let rows;
  try {
    rows = await load();
  } catch {
    loading = undefined;
    status.textContent = status.dataset.failed;
    return;
  }
  const found = rows
    .filter((row) => !years.value || row.y === years.value)
    .map((row) => [rank(row, words), row])
    .filter(([score]) => score > 0)
    .sort((a, b) => b[0] - a[0]);
  status.textContent = found.length ? status.dataset.found.replace("{total}", found.length) : status.dataset.none;
  results.replaceChildren();
  for (const kind of KINDS) {
    const group = found.filter(([, row]) => row.k === kind);
    if (!group.length) continue;
    const heading = document.createElement("h2");
    heading.textContent = results.dataset[kind];
    const list = document.createElement("ul");
    list.append(...group.slice(0, MOST).map(([, row]) => line(row)));
    results.append(heading, list);
    if (group.length > MOST) {
      const more = document.createElement("p");
      more.className = "small";
      more.textContent = results.dataset.more.replace("{total}", group.length - MOST);
      results.append(more);
    }
  }
};

form.hidden = false;
form.addEventListener("submit", (event) => { event.preventDefault(); search(); });
field.addEventListener("input", search);
years.addEventListener("change", search);
field.addEventListener("focus", () => load().catch(() => { loading = undefined; }), { once: true });
const asked = new URLSearchParams(location.search).get("q");
if (asked) {
  field.value = asked;
  load().then(search, search);
}
if (location.hash === "#q" || asked) field.focus();
