/* Hopfield's memory: the reader draws, units take the sign of what the others tell them, and the energy falls.
 *
 * What is remembered is a matrix, as in network/memories.py; a unit of no sum stays as it is.
 */
{
  const { make, draw, button, group, status, short, dataOf, install, repaint, playing, pixelsOf } = neurohistory.page;
  const WAIT = 60, SPOILED = 15, MOST = 400, WIDE = 320, TALL = 110, LEFT = 46;

  /** The products of every two units, added up over all that is remembered; pictures are of 0 and 1. */
  const store = (pictures, units) => Array.from({ length: units }, (_, i) => Array.from({ length: units }, (_, j) =>
    i === j ? 0 : pictures.reduce((sum, picture) => sum + (2 * picture[i] - 1) * (2 * picture[j] - 1), 0)));
  const told = (T, V, unit) => V.reduce((sum, on, other) => sum + T[unit][other] * (2 * on - 1), 0);
  /** What a unit becomes. */
  const asked = (T, V, unit) => {
    const drive = told(T, V, unit);
    return drive === 0 ? V[unit] : Number(drive > 0);
  };
  const energy = (T, V) => -V.reduce((sum, on, unit) => sum + (2 * on - 1) * told(T, V, unit), 0) / 2;
  neurohistory.memory = { store, asked, energy };

  const shuffled = (n) => Array.from({ length: n }, (_, unit) => ({ unit, by: Math.random() })).sort((a, b) => a.by - b.by).map(({ unit }) => unit);

  const recall = (root) => {
    const data = dataOf(root), { side } = data, units = side ** 2;
    const pictures = Object.fromEntries(Object.entries(data.pictures).map(([name, points]) =>
      [name, Array.from({ length: units }, (_, unit) => Number(points.includes(unit)))]));
    const held = new Set(data.remembered);
    let T, order = [], energies = [], drawings = 0, falling = false;

    const said = status(), curve = draw("svg", { viewBox: `0 0 ${WIDE} ${TALL}`, role: "img" });
    const drawn = pixelsOf(side, "Picture", ["off", "on"], () => { if (!falling) begin(); });
    const remembered = group("It remembers"), shown = group("It is shown");

    /** A new place to fall from. */
    const begin = () => {
      player.pause();
      order = [];
      energies = [energy(T, drawn.lit())];
      show();
    };
    const rests = () => drawn.lit().every((on, unit) => asked(T, drawn.lit(), unit) === on);
    /** One unit after the other, in random order, until one changes: whether there was one. */
    const fall = () => {
      while (!rests()) {
        if (!order.length) order = shuffled(units);
        const V = drawn.lit(), unit = order.pop(), on = asked(T, V, unit);
        if (on === V[unit]) continue;
        falling = true;
        drawn.put(V.with(unit, on));
        falling = false;
        energies = [...energies, energy(T, drawn.lit())].slice(-MOST);
        show();
        return !rests();
      }
      return false;
    };
    const player = playing({ said, step: fall, wait: () => WAIT });
    const spoil = () => {
      const turned = shuffled(units).slice(0, SPOILED);
      drawn.put(drawn.lit().map((on, unit) => turned.includes(unit) ? 1 - on : on));
    };
    const remember = () => {
      const name = `drawing ${drawings += 1}`;
      pictures[name] = [...drawn.lit()];
      toggle(name);
    };
    const toggle = (name) => {
      if (!held.delete(name)) held.add(name);
      learn();
    };
    const learn = () => {
      T = store([...held].map((name) => pictures[name]), units);
      begin();
      const focused = [remembered, shown].map((part) => [...part.children].indexOf(document.activeElement));
      remembered.replaceChildren(make("span", { textContent: "It remembers" }), ...Object.keys(pictures).map((name) => {
        const made = button(name, () => toggle(name));
        made.setAttribute("aria-pressed", String(held.has(name)));
        return made;
      }), button("Remember what is drawn", remember));
      shown.replaceChildren(make("span", { textContent: "It is shown" }), ...Object.keys(pictures).map((name) => {
        const made = button(name, () => drawn.put(pictures[name]));
        made.setAttribute("aria-label", `Show ${name}`);
        return made;
      }), button("nothing", () => drawn.put(Array(units).fill(0))));
      [remembered, shown].forEach((part, place) => { if (focused[place] >= 0) part.children[focused[place]].focus(); });
    };

    const sentence = () => {
      if (!held.size) return "It remembers nothing, and every state is one of rest.";
      const V = drawn.lit(), far = [...held].map((name) => [name, V.filter((on, unit) => on !== pictures[name][unit]).length]);
      far.sort((a, b) => Math.min(a[1], units - a[1]) - Math.min(b[1], units - b[1]));
      const [[name, wrong]] = far, from = wrong > units / 2 ? `the opposite of ${name}` : name, apart = Math.min(wrong, units - wrong);
      const where = apart ? `${apart} of ${units} points differ from ${from}` : `this is ${from}`;
      const more = !rests() ? "It can fall." : apart ? "It rests here, in a valley that nobody dug." : "It rests here.";
      return `The energy is ${short(energies.at(-1))}, and ${where}. ${more}`;
    };
    const showCurve = () => {
      const [most, least] = [Math.max(0, ...energies), Math.min(-1, ...energies)], wide = Math.max(energies.length - 1, 20);
      const at = (value, n) => `${LEFT + (n / wide) * (WIDE - LEFT - 8)} ${6 + ((most - value) / (most - least)) * (TALL - 24)}`;
      curve.replaceChildren(
        draw("path", { d: `M${LEFT} 6V${TALL - 18}H${WIDE - 8}`, class: "axis" }),
        ...[[most, 14], [least, TALL - 18]].map(([value, y]) => draw("text", { x: LEFT - 4, y, "text-anchor": "end" }, short(value))),
        draw("text", { x: WIDE - 8, y: TALL - 5, "text-anchor": "end" }, "energy, by units that changed"),
        draw("path", { class: "energy", d: energies.map((value, n) => `${n ? "L" : "M"}${at(value, n)}`).join("") }),
        draw("circle", { r: 3.5, transform: `translate(${at(energies.at(-1), energies.length - 1)})` }));
      curve.setAttribute("aria-label", `The energy after ${energies.length - 1} changes is ${short(energies.at(-1))}; it was ${short(energies[0])}`);
    };
    const show = () => {
      said.textContent = sentence();
      showCurve();
    };

    T = store([], units);
    install(root, "How often a picture is found again",
      remembered, shown,
      group("The fall", button("Spoil it a little", spoil), button("One change", () => { player.pause(); fall(); }), player.control,
        button("Fall to the end", () => { player.pause(); while (fall()); })),
      make("div", { className: "toy-main" }, drawn.element, make("div", { className: "toy-side" }, said, curve,
        make("p", { textContent: "Draw, or spoil a picture, and let it fall. Let it remember more pictures, and try again." }))),
    );
    repaint(drawn.show);
    drawn.put(pictures[data.remembered[0]]);
    learn();
    spoil();
  };

  for (const root of document.querySelectorAll(".memory")) recall(root);
}
