"use strict";
(() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const rows = read("rows"), rules = read("rules");
  const panel = document.getElementById("panel"), told = document.getElementById("told");
  const element = (name, text) => {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    return made;
  };

  // The panel: what is known of the row under the pointer or the focus.
  let pinned = false, still = false, lit = [];
  const light = (numbers) => {
    for (const part of lit) part.classList.remove("on");
    lit = numbers.length ? [...document.querySelectorAll(`[data-r~="${numbers[0]}"]`)] : [];
    for (const part of lit) part.classList.add("on");
  };
  const show = (mark) => {
    const numbers = mark.dataset.r.split(" ").map(Number);
    told.replaceChildren();
    for (const number of numbers) {
      const row = rows[number], list = element("dl");
      told.append(element("h3", `${row.kind} ${row.id}`));
      for (const [name, value] of [...row.fields, ["rule", `${row.rule}: ${rules[row.rule]}`]])
        list.append(element("dt", name), element("dd", value));
      told.append(list);
    }
    panel.hidden = false;
    panel.scrollTop = 0;
    light(numbers);
  };
  // What comes to lie under a resting pointer when the panel goes is not pointed at.
  const hide = () => { panel.hidden = true; pinned = false; still = true; light([]); };
  document.addEventListener("mousemove", () => { still = false; }, { capture: true });
  const marked = (event) => event.target.closest && event.target.closest("[data-r]");
  document.addEventListener("mouseover", (event) => {
    const mark = marked(event);
    if (mark && !pinned && !still) show(mark);
  });
  document.addEventListener("focusin", (event) => {
    const mark = marked(event);
    if (mark) { pinned = false; show(mark); }
  });
  document.addEventListener("click", (event) => {
    const mark = marked(event);
    if (mark) { event.preventDefault(); show(mark); pinned = true; }
    else if (event.target.id === "close" || !panel.contains(event.target)) hide();
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });

  // The projects: filters and sorting.
  const table = document.getElementById("projects-table");
  if (!table) return;
  const body = table.tBodies[0], lines = [...body.rows];
  const filters = [...document.querySelectorAll("[data-filter]")];
  const count = document.getElementById("projects-count");
  const filter = () => {
    let left = 0;
    for (const line of lines) {
      line.hidden = !filters.every(({ value, dataset }) => !value || (dataset.filter === "text"
        ? line.textContent.toLowerCase().includes(value.toLowerCase())
        : line.dataset[dataset.filter] === value));
      if (!line.hidden) left += 1;
    }
    count.textContent = `${left} of ${lines.length} shown`;
  };
  for (const field of filters)
    for (const event of ["input", "change"]) field.addEventListener(event, filter);
  for (const button of table.tHead.querySelectorAll("button")) {
    button.addEventListener("click", () => {
      const head = button.closest("th"), column = head.cellIndex;
      const up = head.getAttribute("aria-sort") !== "ascending";
      for (const other of table.tHead.querySelectorAll("th")) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      const key = (line) => line.cells[column].textContent.trim();
      lines.sort((a, b) => (!key(a) - !key(b)) || key(a).localeCompare(key(b), "zh") * (up ? 1 : -1));
      body.append(...lines);
    });
  }
  filter();
})();
