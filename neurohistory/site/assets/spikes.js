/* The nets of 1943, tick by tick: switches on the inputs, and a column of spikes for each tick. */
{
  const { make, draw, button, choice, labeled, group, status, dataOf, install, playing } = neurohistory.page;
  const CELL = 18, LEFT = 110, WAIT = 900, NARROW = matchMedia("(max-width: 44em)");
  const mostShown = () => (NARROW.matches ? 9 : 16); // ticks, so that names can be read on a phone

  /** What fires at the next tick: no inhibitory ending active, and enough excitatory ones. */
  neurohistory.fire = (cells, before) => Object.fromEntries(cells.map(([name, excitatory, inhibitory, threshold]) => {
    const active = Object.entries(excitatory).reduce((sum, [source, endings]) => sum + (before[source] ? endings : 0), 0);
    return [name, !inhibitory.some((source) => before[source]) && active >= threshold];
  }));

  const clock = (root) => {
    const data = dataOf(root);
    const picker = choice(Object.keys(data.nets)), said = status(), words = make("p"), switches = group("Inputs at the next tick");
    const raster = draw("svg", { role: "img", class: "spikes-raster" });
    let net, ticks, on;

    const title = (name) => net.called[name] ?? name;
    const begin = () => {
      player.pause();
      net = data.nets[picker.value];
      [ticks, on] = [[], {}];
      show();
    };
    const tick = () => {
      const before = ticks.at(-1) ?? {};
      ticks.push({ ...on, ...neurohistory.fire(net.cells, before) });
      show();
    };
    const player = playing({
      said,
      step: () => { tick(); return true; },
      wait: () => WAIT,
    });

    const showRaster = () => {
      const names = [...net.inputs, ...net.cells.map(([name]) => name)], shown = mostShown(), first = Math.max(ticks.length - shown, 0);
      raster.setAttribute("viewBox", `0 0 ${LEFT + shown * CELL} ${(names.length + 1) * CELL}`);
      raster.setAttribute("aria-label", `Spikes of the last ${shown} ticks, a row for each of ${names.map(title).join(", ")}`);
      raster.replaceChildren(
        ...names.map((_, row) => draw("path", { d: `M${LEFT} ${(row + 0.5) * CELL}h${shown * CELL}`, class: "row" })),
        ...names.map((name, row) => draw("text", { x: LEFT - 8, y: (row + 0.7) * CELL, "text-anchor": "end" }, title(name))),
        ...ticks.slice(first).flatMap((fired, column) => [
          ...names.map((name, row) => draw("circle", {
            cx: LEFT + (column + 0.5) * CELL, cy: (row + 0.5) * CELL, r: fired[name] ? 6.5 : 1.5,
            class: fired[name] ? net.inputs.includes(name) ? "input" : "spike" : "silent",
          })),
          draw("text", { x: LEFT + (column + 0.5) * CELL, y: (names.length + 0.7) * CELL, "text-anchor": "middle" }, String(first + column)),
        ]));
    };
    const show = () => {
      const focused = [...switches.children].indexOf(document.activeElement);
      switches.replaceChildren(...net.inputs.map((name) => {
        const made = button(title(name), () => { on[name] = !on[name]; show(); });
        made.setAttribute("aria-pressed", String(Boolean(on[name])));
        return made;
      }));
      if (focused >= 0) switches.children[focused].focus();
      words.textContent = net.words;
      const fired = Object.keys(ticks.at(-1) ?? {}).filter((name) => ticks.at(-1)[name]);
      said.textContent = !ticks.length ? "Switch an input on, and let the clock tick."
        : fired.length ? `Tick ${ticks.length - 1}, firing: ${fired.map(title).join("; ")}.` : `Tick ${ticks.length - 1}: all is silent.`;
      showRaster();
    };

    picker.onchange = begin;
    NARROW.onchange = showRaster;
    install(root, "All the nets, as formulas",
      group("The net and its clock", labeled("Net", picker), button("Tick", () => { player.pause(); tick(); }), player.control, button("From the start", begin)),
      switches, said, raster, words,
    );
    begin();
  };

  for (const root of document.querySelectorAll(".spikes")) clock(root);
}
