// Lights up the column of a phrase and draws what hangs together. Arrow keys go from phrase to phrase.
(() => {
  const table = document.querySelector(".aligned");
  if (!table) return;
  const plane = table.parentElement;
  const svg = plane.appendChild(document.createElementNS("http://www.w3.org/2000/svg", "svg"));
  svg.setAttribute("aria-hidden", "true");
  let lit = null;

  const shown = (cell) => cell.getClientRects().length > 0;
  const phrases = [...table.querySelectorAll("td[data-place]")];

  function box(cell) {
    const outer = plane.getBoundingClientRect();
    const inner = cell.getBoundingClientRect();
    const x = inner.left - outer.left;
    const y = inner.top - outer.top;
    return { left: x, right: x + inner.width, top: y, bottom: y + inner.height, middle: x + inner.width / 2 };
  }

  function draw(d, kind) {
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", d);
    path.setAttribute("class", kind);
    svg.append(path);
  }

  function hide() {
    for (const cell of table.querySelectorAll(".lit")) cell.classList.remove("lit");
    svg.replaceChildren();
    lit = null;
  }

  function show(column) {
    if (lit === column) return;
    hide();
    lit = column;
    const cells = phrases.filter((cell) => cell.dataset.column === column && shown(cell));
    for (const cell of cells) cell.classList.add("lit");
    cells.slice(1).forEach((cell, at) => {
      const one = box(cells[at]);
      const other = box(cell);
      const half = (one.bottom + other.top) / 2;
      draw(`M${one.middle} ${one.bottom} C${one.middle} ${half} ${other.middle} ${half} ${other.middle} ${other.top}`, "same");
    });
    // Where the columns are in line, a phrase that was moved is tied to the one it follows in its text.
    for (const cell of cells.filter((cell) => cell.dataset.after && getComputedStyle(cell).display === "table-cell")) {
      const before = cell.parentElement.querySelector(`[data-column="${cell.dataset.after}"]`);
      if (!before) continue;
      const one = box(before);
      const other = box(cell);
      const low = Math.max(one.bottom, other.bottom) - 4;
      draw(`M${one.middle} ${low} C${one.middle} ${low + 26} ${other.middle} ${low + 26} ${other.middle} ${low}`, "from");
    }
  }

  const cellOf = (event) => event.target.closest?.("td[data-place]");
  table.addEventListener("pointerover", (event) => {
    const cell = cellOf(event);
    if (cell) show(cell.dataset.column);
  });
  table.addEventListener("pointerleave", () => document.activeElement?.matches(".aligned td") || hide());
  table.addEventListener("focusin", (event) => {
    const cell = cellOf(event);
    if (!cell) return hide();
    for (const other of phrases) other.tabIndex = other === cell ? 0 : -1;
    show(cell.dataset.column);
  });
  table.addEventListener("focusout", hide);

  // One phrase can be reached with Tab, the others from there.
  phrases.forEach((cell, at) => (cell.tabIndex = at ? -1 : 0));
  const inRow = (cell) => phrases.filter((other) => other.parentElement === cell.parentElement);
  const flows = (cell) => getComputedStyle(cell).display !== "table-cell";
  function beside(cell, step) {
    const row = inRow(cell);
    if (flows(cell)) row.sort((a, b) => a.dataset.place - b.dataset.place);
    return row[row.indexOf(cell) + step];
  }
  function across(cell, step) {
    const column = phrases.filter((other) => other.dataset.column === cell.dataset.column);
    return column[column.indexOf(cell) + step];
  }
  table.addEventListener("keydown", (event) => {
    const cell = cellOf(event);
    const moves = { ArrowRight: [beside, 1], ArrowLeft: [beside, -1], ArrowDown: [across, 1], ArrowUp: [across, -1] };
    if (event.key === "Escape") hide();
    if (!cell || !moves[event.key] || event.altKey || event.ctrlKey || event.metaKey) return;
    const [go, step] = moves[event.key];
    const next = go(cell, step);
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
  function redraw() {
    const column = lit;
    hide();
    if (column) show(column);
  }
  addEventListener("resize", redraw);
  for (const input of document.querySelectorAll("input[name=view]")) input.addEventListener("change", redraw);
})();
