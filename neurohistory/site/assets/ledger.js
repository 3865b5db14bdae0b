// The ledger of claims: which papers and which verdicts are shown. The choice stands in the address.
(() => {
  "use strict";

  // What the claims of a paper, and a claim itself, can be chosen by.
  const CHOICES = {
    paper: (row) => row.closest("details").dataset.paper,
    verdict: (row) => row.lastElementChild.textContent.trim(),
  };

  // A labelled choice among what the rows have.
  function choice(rows, name, of) {
    const label = document.createElement("label");
    const select = document.createElement("select");
    select.append(new Option("all", ""));
    for (const value of new Set(rows.map(of))) select.append(new Option(value));
    label.append(`${name} `, select);
    return { name, label, select, of };
  }

  function begin(ledger) {
    const papers = [...ledger.querySelectorAll("details")];
    const rows = [...ledger.querySelectorAll("tbody tr")];
    const choices = Object.entries(CHOICES).map(([name, of]) => choice(rows, name, of));
    const count = document.createElement("span");
    count.setAttribute("role", "status");
    const filters = document.createElement("div");
    filters.className = "ledger-filters";
    filters.append(...choices.map(({ label }) => label), count);
    ledger.prepend(filters);

    // A paper opens as soon as something is chosen, and closes when nothing is.
    const show = () => {
      for (const row of rows) row.hidden = choices.some(({ select, of }) => select.value && of(row) !== select.value);
      const chosen = choices.some(({ select }) => select.value);
      for (const paper of papers) {
        paper.hidden = !paper.querySelector("tbody tr:not([hidden])");
        paper.open = chosen;
      }
      count.textContent = `${rows.filter((row) => !row.hidden).length} of ${rows.length}`;
    };
    const told = new URLSearchParams(location.hash.slice(1));
    for (const { name, select } of choices) {
      if ([...select.options].some((option) => option.value === told.get(name))) select.value = told.get(name);
      select.addEventListener("change", () => {
        const now = new URLSearchParams();
        for (const each of choices) if (each.select.value) now.set(each.name, each.select.value);
        history.replaceState(null, "", `#${now}`);
        show();
      });
    }
    show();
  }

  document.querySelectorAll(".ledger").forEach(begin);
})();
