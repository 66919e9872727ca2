// Keys: / opens the search, ? lists the keys. Without this file the links do the same.
"use strict";

const dialog = document.querySelector("dialog.keys-help");
const searchLink = document.querySelector("a[data-search]");

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, select, textarea, [contenteditable]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/" && searchLink) {
    event.preventDefault();
    const field = document.getElementById("q");
    if (field) field.focus();
    else location.href = `${searchLink.href}#q`;
  } else if (event.key === "?" && dialog) {
    event.preventDefault();
    if (dialog.open) dialog.close();
    else dialog.showModal();
  } else if (event.key === "j" || event.key === "k") {
    // Next and previous article or month.
    document.querySelector(`.neighbours a[rel=${event.key === "j" ? "next" : "prev"}]`)?.click();
  }
});

// A paragraph's number copies the address of the paragraph.
document.addEventListener("click", (event) => {
  const anchor = event.target.closest?.("a.anchor");
  if (anchor && navigator.clipboard) navigator.clipboard.writeText(anchor.href).catch(() => {});
});
