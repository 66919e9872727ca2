// Adds filters and copy buttons; without this file everything still reads.
"use strict";

for (const form of document.querySelectorAll("form[data-filter]")) {
  const items = [...document.querySelectorAll(form.dataset.filter)];
  const groups = [...document.querySelectorAll(form.dataset.groups)];
  const status = form.querySelector("[role=status]");
  const fields = [...new Set([...form.elements].map((field) => field.name).filter(Boolean))];

  const matches = (item, chosen) =>
    fields.every((name) => {
      const values = chosen.getAll(name);
      const field = form.elements[name];
      const boxes = field instanceof RadioNodeList || field.type === "checkbox";
      if (!boxes && !values[0]) return true;
      const own = (item.dataset[name] ?? "").split(" ");
      const whole = item.dataset[name] ?? "";
      return values.some((value) => value === whole || (name === "parties" && own.includes(value)));
    });

  const apply = () => {
    const chosen = new FormData(form);
    let shown = 0;
    for (const item of items) {
      item.hidden = !matches(item, chosen);
      shown += !item.hidden;
    }
    for (const group of groups) group.hidden = !group.querySelector(`${form.dataset.filter}:not([hidden])`);
    status.textContent = shown
      ? status.dataset.of.replace("{shown}", shown).replace("{total}", items.length)
      : status.dataset.none;
  };

  // The filter stands in the address, so that a filtered list can be sent to somebody.
  const read = () => {
    const asked = new URLSearchParams(location.search);
    for (const field of form.elements) {
      if (!field.name || !asked.has(field.name)) continue;
      if (field.type === "checkbox") field.checked = asked.getAll(field.name).includes(field.value);
      else field.value = asked.get(field.name);
    }
  };
  const write = () => {
    const asked = new URLSearchParams();
    for (const field of form.elements) {
      if (field.type === "checkbox") {
        const all = form.querySelectorAll(`[name="${field.name}"]`);
        if ([...all].some((box) => !box.checked) && field.checked) asked.append(field.name, field.value);
      } else if (field.name && field.value) asked.set(field.name, field.value);
    }
    const query = asked.toString();
    history.replaceState(null, "", (query ? `?${query}` : location.pathname) + location.hash);
  };

  form.hidden = false;
  form.addEventListener("change", () => { apply(); write(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  read();
  apply();
}

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const { copy } = button.dataset;
    await navigator.clipboard.writeText(copy === "link" ? location.href.split("#")[0] : document.querySelector(copy).textContent);
    const text = button.textContent;
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = text; }, 2000);
  });
}
