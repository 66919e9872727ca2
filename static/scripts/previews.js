// Shows, while a link to a party, a quote or a passage is pointed at or focused, what it leads to. Without this file the link
// alone does it; on a touch screen, and from a folder, where pages may not fetch one another, nothing changes.
"use strict";

(() => {
  const LINKS = "a.name, a.call, a.source, .who dt a, .company a, .ties a";
  const AROUND = 170;
  const pages = new Map();
  let box;
  let shown;
  let waiting;

  const page = (address) => {
    if (!pages.has(address)) {
      pages.set(address, fetch(address).then((answer) => {
        if (!answer.ok) throw new Error(answer.status);
        return answer.text();
      }).then((text) => new DOMParser().parseFromString(text, "text/html")));
    }
    return pages.get(address);
  };

  const words = (node) => node?.textContent.replace(/\s+/g, (blank) => (blank.includes("\n") ? " " : blank)).trim() ?? "";
  const made = (name, kind, text, lang) => {
    const node = document.createElement(name);
    node.className = kind;
    if (text) node.textContent = text;
    if (lang) node.lang = lang;
    return node;
  };

  // The paragraph around a passage, with the passage marked.
  const passage = (target) => {
    const paragraph = target.closest(".para > p, h1, h2") ?? target;
    const range = target.ownerDocument.createRange();
    range.setStart(paragraph, 0);
    range.setEndBefore(target);
    const whole = paragraph.textContent;
    const start = range.toString().length;
    const end = start + target.textContent.length;
    const from = start > AROUND ? whole.indexOf(" ", start - AROUND) + 1 : 0;
    const to = whole.length - end > AROUND ? whole.lastIndexOf(" ", end + AROUND) : whole.length;
    const line = made("p", "preview-words", "", target.closest("[lang]")?.lang);
    line.append(from ? "… " : "", whole.slice(from, start));
    line.append(made("mark", "", whole.slice(start, end)), whole.slice(end, Math.max(end, to)), to < whole.length ? " …" : "");
    return line;
  };

  const content = (found, anchor) => {
    const lines = [];
    const head = found.querySelector(".page-head, .article-head");
    const target = anchor && found.getElementById(anchor);
    const quote = found.querySelector(".one-quote .quote-large");
    if (target) {
      lines.push(made("p", "overline", words(head?.querySelector("time") ?? head?.querySelector(".overline"))), passage(target));
      lines.push(made("p", "small", words(head?.querySelector("h1"))));
    } else if (quote) {
      const said = quote.querySelector("blockquote");
      lines.push(made("p", "preview-words", words(said), said.lang), made("p", "small", words(quote.querySelector("figcaption"))));
    } else if (head) {
      lines.push(made("p", "overline", words(head.querySelector(".overline"))), made("p", "preview-name", words(head.querySelector("h1"))));
      for (const line of head.querySelectorAll(".standfirst, .small")) lines.push(made("p", line.className, words(line)));
    }
    return lines.filter((line) => line.textContent);
  };

  const place = (link) => {
    const around = link.getClientRects()[0] ?? link.getBoundingClientRect();
    const wide = document.documentElement.clientWidth;
    const left = Math.max(12, Math.min(around.left, wide - box.offsetWidth - 12));
    const below = around.bottom + 8 + box.offsetHeight <= innerHeight || around.top < box.offsetHeight + 8;
    box.style.left = `${left + scrollX}px`;
    box.style.top = `${(below ? around.bottom + 8 : around.top - box.offsetHeight - 8) + scrollY}px`;
  };

  const hide = () => {
    clearTimeout(waiting);
    if (!shown) return;
    shown.removeAttribute("aria-describedby");
    shown = undefined;
    box.hidden = true;
  };

  const show = async (link) => {
    const [address, anchor] = link.href.split("#");
    if (address === location.href.split("#")[0]) return;
    let lines;
    try {
      lines = content(await page(address), anchor && decodeURIComponent(anchor));
    } catch {
      pages.delete(address);
      return;
    }
    if (!lines.length || !(link.matches(":hover") || link.matches(":focus-visible"))) return;
    if (!box) {
      box = made("div", "preview");
      box.id = "preview";
      box.setAttribute("role", "tooltip");
      box.addEventListener("mouseleave", hide);
      document.body.append(box);
    }
    hide();
    box.replaceChildren(...lines);
    box.hidden = false;
    shown = link;
    // The title would say part of the same a second time, over the preview.
    link.removeAttribute("title");
    link.setAttribute("aria-describedby", box.id);
    place(link);
  };

  const soon = (link, milliseconds) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => show(link), milliseconds);
  };

  if (!location.protocol.startsWith("http")) return;
  document.addEventListener("pointerover", (event) => {
    const link = event.pointerType === "mouse" && event.target.closest?.(LINKS);
    if (link && link !== shown) soon(link, 350);
  });
  document.addEventListener("pointerout", (event) => {
    const to = event.relatedTarget;
    if (event.target.closest?.(LINKS) === shown && box?.contains(to)) return; // the pointer may go to what is shown
    if (event.target.closest?.(LINKS)) {
      clearTimeout(waiting);
      waiting = setTimeout(() => { if (!box?.matches(":hover")) hide(); }, 150);
    }
  });
  document.addEventListener("focusin", (event) => {
    hide();
    if (event.target.matches?.(LINKS) && event.target.matches(":focus-visible")) soon(event.target, 500);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
})();
