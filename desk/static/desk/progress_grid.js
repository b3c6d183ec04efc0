/* The grid by keyboard and clipboard. Without it: Tab, and the box for pasting below. */
(function () {
  "use strict";
  var grid = document.querySelector(".desk-grid tbody");
  if (!grid) return;

  function rows() { return Array.prototype.slice.call(grid.rows).filter(function (row) { return row.querySelector("input"); }); }
  function inputs(row) { return Array.prototype.slice.call(row.querySelectorAll("input")); }
  function folded(name) { return name.replace(/\s+/g, "").toLowerCase(); }

  function go(from, step) {
    var all = rows();
    var row = from.closest("tr");
    var next = all[all.indexOf(row) + step];
    if (!next) return false;
    var field = inputs(next)[inputs(row).indexOf(from)];
    field.focus();
    field.select();
    return true;
  }

  grid.addEventListener("keydown", function (event) {
    if (event.target.tagName !== "INPUT" || event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    var step = { ArrowDown: 1, Enter: event.shiftKey ? -1 : 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    // Enter never sends the form from within the grid: a report is handed in by its button alone.
    event.preventDefault();
    go(event.target, step);
  });

  function named(name) {
    var wanted = folded(name);
    return rows().find(function (row) { return folded(row.dataset.code) === wanted || folded(row.dataset.name) === wanted; });
  }

  function write(row, first, cells) {
    inputs(row).slice(first).forEach(function (field, place) {
      if (cells[place] === undefined) return;
      field.value = cells[place].trim();
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }

  grid.addEventListener("paste", function (event) {
    var text = event.clipboardData && event.clipboardData.getData("text/plain");
    if (!text || !/[\t\n]/.test(text.trim())) return; // one cell: as always
    event.preventDefault();
    var all = rows();
    var row = event.target.closest("tr");
    var at = all.indexOf(row);
    var first = inputs(row).indexOf(event.target);
    text.replace(/\r/g, "").replace(/\n+$/, "").split("\n").forEach(function (line) {
      var cells = line.split("\t");
      var known = named(cells[0]);
      // Lines that name their site go there; others go down from where they were pasted.
      if (known) write(known, 0, cells.slice(1));
      else if (all[at]) { write(all[at], first, cells); at += 1; }
    });
  });
})();
