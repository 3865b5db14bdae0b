// The ledger of claims: which papers and which verdicts are shown. The choice stands in the address.
(() => {
  "use strict";

  const COLUMNS = { paper: 0, verdict: 4 };

  const text = (row, column) => row.cells[column].textContent.trim();

  // A labelled choice among what the column holds.
  function choice(rows, name, column) {
    const label = document.createElement("label");
    const select = document.createElement("select");
    select.append(new Option("all", ""));
    for (const value of new Set(rows.map((row) => text(row, column)))) select.append(new Option(value));
    label.append(`${name} `, select);
    return { label, select, column };
  }

  function begin(ledger) {
    const rows = [...ledger.querySelectorAll("tbody tr")];
    const choices = Object.entries(COLUMNS).map(([name, column]) => choice(rows, name, column));
    const count = document.createElement("span");
    count.setAttribute("role", "status");
    const filters = document.createElement("div");
    filters.className = "ledger-filters";
    filters.append(...choices.map((each) => each.label), count);
    ledger.prepend(filters);

    const show = () => {
      let shown = 0;
      for (const row of rows) {
        row.hidden = choices.some(({ select, column }) => select.value && text(row, column) !== select.value);
        if (!row.hidden) shown += 1;
      }
      count.textContent = `${shown} of ${rows.length}`;
    };
    const told = new URLSearchParams(location.hash.slice(1));
    Object.keys(COLUMNS).forEach((name, at) => {
      const { select } = choices[at];
      if ([...select.options].some((option) => option.value === told.get(name))) select.value = told.get(name);
      select.addEventListener("change", () => {
        const now = new URLSearchParams();
        Object.keys(COLUMNS).forEach((key, k) => choices[k].select.value && now.set(key, choices[k].select.value));
        history.replaceState(null, "", `#${now}`);
        show();
      });
    });
    show();
  }

  document.querySelectorAll(".ledger").forEach(begin);
})();
