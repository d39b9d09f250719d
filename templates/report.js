// Shows the card of a term beside it. Without this script, a term is only a link to its card.
(() => {
  const near = document.getElementById("near");
  let term = null;
  let timer = 0;

  function hide() {
    clearTimeout(timer);
    near.hidden = true;
    term?.removeAttribute("aria-describedby");
    term = null;
  }

  function later(what, delay) {
    clearTimeout(timer);
    timer = setTimeout(what, delay);
  }

  function fill(link, card) {
    near.replaceChildren(...card.cloneNode(true).childNodes);
    for (const inner of near.querySelectorAll("a")) inner.removeAttribute("href");
    const line = near.querySelector(`[data-term="${link.dataset.term}"]`);
    line?.classList.add("here");
    const notes = [line?.querySelector(".instead")].filter(Boolean).map((note) => note.cloneNode(true));
    if (link.dataset.how) {
      const how = document.createElement("p");
      how.className = "from";
      how.textContent = `Here it differs by ${link.dataset.how}.`;
      notes.push(how);
    }
    near.querySelector("h3").after(...notes);
  }

  function place(rect) {
    const { clientWidth: width, clientHeight: height } = document.documentElement;
    const gap = 8;
    near.style.maxHeight = "";
    const below = height - rect.bottom - 2 * gap;
    const above = rect.top - 2 * gap;
    const under = near.offsetHeight <= below || below >= above;
    near.style.maxHeight = `${Math.max(under ? below : above, 96)}px`;
    const left = Math.max(gap, Math.min(rect.left, width - near.offsetWidth - gap));
    const top = under ? rect.bottom + gap : rect.top - gap - near.offsetHeight;
    near.style.left = `${left + scrollX}px`;
    near.style.top = `${top + scrollY}px`;
    near.scrollTop = 0;
  }

  // A term may go over a line end: the card stands by the part that is pointed at.
  function show(link, x, y) {
    const card = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!card || (link === term && !near.hidden)) return;
    hide();
    term = link;
    fill(link, card);
    near.hidden = false;
    const rects = [...link.getClientRects()];
    const hit = (r) => x >= r.left - 1 && x <= r.right + 1 && y >= r.top - 1 && y <= r.bottom + 1;
    place(rects.find(hit) ?? rects[0]);
    link.setAttribute("aria-describedby", "near");
  }

  // Keeps the scroll bar steady while the pieces of a long text are not laid out.
  for (const piece of document.querySelectorAll(".text > div")) piece.style.containIntrinsicSize = "auto 200rem";

  const termOf = (event) => event.target.closest?.("a.term");

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const link = termOf(event);
    if (link) later(() => show(link, event.clientX, event.clientY), 80);
    else if (near.contains(event.target)) clearTimeout(timer);
    else later(() => term?.matches(":focus-visible") || hide(), 200);
  });
  document.addEventListener("focusin", (event) => {
    const link = termOf(event);
    if (link?.matches(":focus-visible")) show(link);
    else if (!near.contains(event.target)) hide();
  });
  document.addEventListener("click", (event) => {
    const link = termOf(event);
    if (link && event.pointerType === "touch") {
      event.preventDefault();
      show(link, event.clientX, event.clientY);
    } else if (!near.contains(event.target)) hide();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
  addEventListener("resize", hide);
})();
