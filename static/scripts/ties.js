// Shows the ties of a name while it is pointed at or focused. Without this file the map and its table say the same.
"use strict";

for (const map of document.querySelectorAll(".ties")) {
  const names = [...map.querySelectorAll("li")];
  const arcs = [...map.querySelectorAll(".tie")].map((arc) => [arc, arc.dataset.of.split(" ").map(Number)]);
  const show = (number) => {
    map.classList.toggle("ties-of-one", number >= 0);
    const tied = new Set([number]);
    for (const [arc, ends] of arcs) {
      const mine = ends.includes(number);
      arc.classList.toggle("is-shown", mine);
      if (mine) ends.forEach((end) => tied.add(end));
    }
    names.forEach((name, at) => name.classList.toggle("is-shown", tied.has(at)));
  };
  names.forEach((name, at) => {
    for (const event of ["mouseenter", "focusin"]) name.addEventListener(event, () => show(at));
    for (const event of ["mouseleave", "focusout"]) name.addEventListener(event, () => show(-1));
  });
}
