/* Lists of the admin on a narrow screen, where each row becomes a block: what a column is called is
   said beside each value, and the whole corner of a row ticks it. */
const list = document.getElementById("result_list");

function label(row, names) {
  for (const [place, cell] of [...row.cells].entries()) {
    const value = cell.textContent.trim() || cell.querySelector("input, select, img, svg");
    if (!value || cell.textContent.trim() === "-") cell.classList.add("cell-empty");
    else if (names[place]) cell.dataset.label = names[place];
  }
}

if (list?.tHead) {
  const names = [...list.tHead.rows[0].cells].map((head) => head.querySelector(".text")?.textContent.trim());
  for (const body of list.tBodies) for (const row of body.rows) label(row, names);
  list.addEventListener("click", ({ target }) => {
    if (target.matches(".action-checkbox")) target.querySelector("input")?.click();
  });
}
