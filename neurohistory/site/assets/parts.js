/* What toys are made of: elements, a button that plays, and numbers as people read them. */
globalThis.neurohistory ??= {};
{
  const ARROWS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

  const make = (tag, settings = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), settings);
    element.append(...children);
    return element;
  };
  /** Attributes as they should be. What is so already is left alone: each change costs style and layout. */
  const set = (element, attributes) => {
    for (const [name, value] of Object.entries(attributes)) {
      if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value);
    }
    return element;
  };
  const tell = (element, text) => { if (element.textContent !== text) element.textContent = text; };
  /** A child for each item, which is told its item; children that are there stay, with their handlers and the focus. */
  const keep = (parent, items, born, told) => {
    while (parent.children.length > items.length) parent.lastChild.remove();
    items.forEach((item, place) => told(parent.children[place] ?? parent.appendChild(born(place)), item));
  };
  const draw = (tag, attributes = {}, ...children) => {
    const element = set(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes);
    element.append(...children);
    return element;
  };
  const button = (text, onclick) =>
    make("button", { type: "button", className: "md-button", textContent: text, onclick });
  const labeled = (text, control) => make("label", {}, make("span", { textContent: text }), control);
  const group = (name, ...children) => {
    const made = make("div", { className: "toy-group" }, ...children);
    made.setAttribute("role", "group");
    made.setAttribute("aria-label", name);
    return made;
  };
  const choice = (values, titles = values) => make("select", {}, ...values.map((value, place) =>
    make("option", { value, textContent: titles[place] })));
  const DASHES = ["", "6 3", "2 3"];
  /** How the line of a number looks: four colors and three kinds of line, so that no meaning rests on color. */
  const lineOf = (number) => ({
    class: "line", style: `stroke: var(--toy-series-${number % 4})`, "stroke-dasharray": DASHES[Math.floor(number / 4) % 3],
  });
  /** Buttons with the names of lines; one hides its line, or shows it again, as `turn` does when told its place. */
  const keysOf = (name, turn) => {
    const element = group(name);
    element.classList.add("toy-keys");
    const born = (place) => make("button", { type: "button", className: "toy-key", onclick: () => turn(place) },
      draw("svg", { viewBox: "0 0 24 6", class: "swatch", "aria-hidden": "true" }, draw("path", { d: "M0 3H24" })), make("span"));
    const show = (lines) => keep(element, lines, born, (made, { text, number, shown }) => {
      set(made.querySelector("path"), lineOf(number));
      tell(made.lastChild, text);
      set(made, { "aria-pressed": shown });
    });
    return { element, show };
  };
  /** A sentence that is read out when it changes. */
  const status = (className = "toy-says") => {
    const made = make("p", { className });
    made.setAttribute("role", "status");
    return made;
  };
  /** What Python has put into a toy. */
  const dataOf = (root) => JSON.parse(root.querySelector("script[type='application/json']").textContent);
  /** Show a toy in its place; what stands there without scripts is folded under a title. */
  const install = (root, title, ...children) => {
    const still = make("details", {}, make("summary", { textContent: title }), ...root.childNodes);
    root.classList.add("toy");
    root.replaceChildren(...children, still);
  };
  /** Signed bytes as Python packs them (site/toys/packing.py), as rows of numbers; one row is a list. */
  const unpacked = ({ shape, unit, bytes }) => {
    const values = Array.from(Int8Array.from(atob(bytes), (letter) => letter.charCodeAt(0)), (value) => value * unit);
    const width = shape.at(-1);
    return shape.length === 1 ? values : Array.from({ length: shape[0] }, (_, row) => values.slice(row * width, (row + 1) * width));
  };
  /** Ink on a canvas: how much of it, from 0 to 1, at each pixel. */
  const ink = (canvas, wide, tall, howMuch) => {
    [canvas.width, canvas.height] = [wide, tall];
    const brush = canvas.getContext("2d");
    brush.fillStyle = getComputedStyle(canvas).color;
    for (let row = 0; row < tall; row++) {
      for (let column = 0; column < wide; column++) {
        brush.globalAlpha = Math.min(Math.max(howMuch(row, column), 0), 1);
        brush.fillRect(column, row, 1, 1);
      }
    }
  };
  /** Canvases know nothing of the color scheme; the theme also names it where it stays the same. */
  const painters = [], inks = new Map();
  const repaint = (show) => painters.push(show);
  new MutationObserver(([{ oldValue }]) => {
    if (oldValue === document.body.dataset.mdColorScheme) return;
    inks.clear();
    painters.forEach((show) => show());
  }).observe(document.body, { attributeFilter: ["data-md-color-scheme"], attributeOldValue: true });
  /** A color of the style sheet. It is asked for once, since to answer the browser must settle all styles. */
  const inkOf = (name) => {
    if (!inks.has(name)) inks.set(name, getComputedStyle(document.querySelector(".toy")).getPropertyValue(name));
    return inks.get(name);
  };

  /** A button that plays and pauses. `step` says whether there is more; readers who want less movement wait longer.
   *
   * What is `said` is not read out while it plays; `paused` is called when it has played.
   */
  const playing = ({ said, begin = () => {}, step, wait, paused = () => {} }) => {
    const calm = matchMedia("(prefers-reduced-motion: reduce)");
    let timer;
    const control = button("Play", () => (timer ? pause() : play()));
    const pause = () => {
      if (!timer) return;
      clearInterval(timer);
      timer = undefined;
      control.textContent = "Play";
      said.setAttribute("aria-live", "polite");
      paused();
    };
    const play = () => {
      begin();
      said.setAttribute("aria-live", "off");
      control.textContent = "Pause";
      timer = setInterval(() => { if (!step()) pause(); }, calm.matches ? Math.max(wait(), 1000) : wait());
    };
    document.addEventListener("visibilitychange", pause);
    const again = () => { if (timer) { pause(); play(); } };
    return { control, pause, again, plays: () => Boolean(timer) };
  };

  const short = (value) =>
    String(Math.abs(value) >= 1e5 ? value.toExponential(2) : +value.toFixed(3)).replace("-", "−");
  const pair = ([x, y]) => `(${short(x)}, ${short(y)})`;
  /** What a step did to each weight that moved: name, before, change, after. */
  const sums = (before, after, most) =>
    Object.keys(after).filter((name) => after[name] !== before[name]).slice(0, most).map((name) => {
      const change = after[name] - before[name], size = Math.abs(change);
      const shown = size < 0.01 ? String(+size.toPrecision(2)) : short(size); // not "− 0"
      return `${name}: ${short(before[name])} ${change < 0 ? "−" : "+"} ${shown} = ${short(after[name])}`;
    });

  /** A table of weights by name; those that the last step moved stand out. */
  const showWeights = (table, now, before) => {
    if (!table.caption) table.append(make("caption", { textContent: "Weights" }), make("tbody"));
    const born = () => make("tr", {}, make("th", { scope: "row" }), make("td"), make("td"));
    keep(table.tBodies[0], Object.entries(now), born, (row, [name, value]) => {
      const moved = name in before && before[name] !== value;
      set(row, { class: moved ? "moved" : "" });
      [name, short(value), moved ? `was ${short(before[name])}` : ""].forEach((text, cell) => tell(row.cells[cell], text));
    });
  };

  neurohistory.page = {
    make, draw, set, tell, keep, button, labeled, choice, group, lineOf, keysOf, status, short, pair, ARROWS, sums, dataOf, install, unpacked, ink, inkOf, repaint, playing, showWeights,
  };
}
