/* What playground and stepper share: elements, numbers as people read them, and the plane of two inputs. */
globalThis.neurohistory ??= {};
{
  const SIZE = 320;
  const ARROWS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

  const make = (tag, settings = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), settings);
    element.append(...children);
    return element;
  };
  const draw = (tag, attributes, ...children) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
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
  /** A button with the name of a line that hides it, or shows it again. */
  const key = (text, number, shown, onclick) => {
    const swatch = draw("svg", { viewBox: "0 0 24 6", class: "swatch", "aria-hidden": "true" }, draw("path", { d: "M0 3H24", ...lineOf(number) }));
    const made = make("button", { type: "button", className: "toy-key", onclick }, swatch, text);
    made.setAttribute("aria-pressed", String(shown));
    return made;
  };
  /** A sentence that is read out when it changes. */
  const status = (className = "toy-says") => {
    const made = make("p", { className });
    made.setAttribute("role", "status");
    return made;
  };
  /** What Python has put into a toy, and what stands there without scripts. */
  const dataOf = (root) => ({
    data: JSON.parse(root.querySelector("script[type='application/json']").textContent),
    still: [...root.childNodes],
  });
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
  /** Canvases know nothing of the color scheme. */
  const repaint = (show) => new MutationObserver(() => show()).observe(document.body, { attributeFilter: ["data-md-color-scheme"] });

  /** A button that plays and pauses. `step` says whether there is more; readers who want less movement wait longer. */
  const playing = ({ begin = () => {}, step, end = () => {}, wait }) => {
    const calm = matchMedia("(prefers-reduced-motion: reduce)");
    let timer;
    const control = button("Play", () => (timer ? pause() : play()));
    const pause = () => {
      clearInterval(timer);
      timer = undefined;
      control.textContent = "Play";
      end();
    };
    const play = () => {
      begin();
      control.textContent = "Pause";
      timer = setInterval(() => { if (!step()) pause(); }, calm.matches ? Math.max(wait(), 1000) : wait());
    };
    document.addEventListener("visibilitychange", pause);
    const again = () => { if (timer) { pause(); play(); } };
    return { control, pause, again };
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
    table.replaceChildren(
      make("caption", { textContent: "Weights" }),
      ...Object.entries(now).map(([name, value]) => {
        const moved = name in before && before[name] !== value;
        return make("tr", { className: moved ? "moved" : "" },
          make("th", { scope: "row", textContent: name }), make("td", { textContent: short(value) }),
          make("td", { textContent: moved ? `was ${short(before[name])}` : "" }));
      }),
    );
  };

  /** A plane from low to high in both inputs: a ground that is painted, and marks upon it. */
  const planeOf = (low, high) => {
    const marks = draw("svg", { viewBox: `0 0 ${SIZE} ${SIZE}`, role: "group", "aria-label": "The plane of the two inputs" });
    const ground = make("canvas");
    ground.setAttribute("aria-hidden", "true");
    const at = ([x, y]) => [((x - low) / (high - low)) * SIZE, ((high - y) / (high - low)) * SIZE];
    /** Paint a canvas of n x n cells by what is said of each, yes, no or "edge"; rows go down. */
    const paint = (canvas, n, says) => {
      canvas.width = canvas.height = n;
      const ink = getComputedStyle(canvas.closest(".toy") ?? document.body), brush = canvas.getContext("2d");
      const [yes, no, edge] = ["--toy-yes-ground", "--toy-no-ground", "--toy-edge"].map((name) => ink.getPropertyValue(name));
      const middle = (cell) => low + ((cell + 0.5) / n) * (high - low);
      const inkOf = (said) => (said === "edge" ? edge : said ? yes : no);
      for (let row = 0; row < n; row++) {
        const inks = Array.from({ length: n }, (_, column) => inkOf(says([middle(column), middle(n - 1 - row)], row, column)));
        for (let from = 0, column = 1; column <= n; column++) { // neighbours of one color are painted together
          if (inks[column] === inks[from]) continue;
          brush.fillStyle = inks[from];
          brush.fillRect(from, row, column - from, 1);
          from = column;
        }
      }
    };
    /** An example: a circle for yes and a square for no, with a cross if answered wrongly, a ring if shown. */
    const mark = (x, { yes, right, shown, ...attributes }) => {
      const [left, top] = at(x);
      const made = draw("g", { ...attributes, transform: `translate(${left} ${top})`, class: yes ? "yes" : "no" },
        draw("circle", { r: 16, class: "target" }));
      if (shown) made.append(draw("circle", { r: 15, class: "shown" }));
      made.append(yes ? draw("circle", { r: 8.5 }) : draw("rect", { x: -8, y: -8, width: 16, height: 16 }));
      if (!right) made.append(draw("path", { d: "M-5 -5L5 5M-5 5L5 -5", class: "wrong" }));
      return made;
    };
    /** Where a click on the plane is. */
    const clicked = (event) => {
      const box = marks.getBoundingClientRect();
      const part = [(event.clientX - box.left) / box.width, 1 - (event.clientY - box.top) / box.height];
      return part.map((each) => +(low + each * (high - low)).toFixed(2));
    };
    /** Let marks be dragged: `moved` is told which one, where to, and whether it stays there. A click is none. */
    const letDrag = (moved, may = (_mark) => true) => {
      let held = -1, from, dragged = false;
      marks.addEventListener("pointerdown", (event) => {
        held = [...marks.children].indexOf(event.target.closest("g"));
        if (!may(held)) held = -1;
        from = event;
        dragged = false;
      });
      marks.addEventListener("pointermove", (event) => {
        if (held < 0 || Math.hypot(event.clientX - from.clientX, event.clientY - from.clientY) < 4 && !dragged) return;
        if (!dragged) marks.setPointerCapture(event.pointerId);
        dragged = true;
        moved(held, clicked(event), false);
      });
      marks.addEventListener("pointerup", (event) => {
        if (dragged) moved(held, clicked(event), true);
        held = -1;
      });
      marks.addEventListener("click", (event) => { if (dragged) event.stopImmediatePropagation(); }, true);
      marks.classList.add("drags");
    };
    /** Cells as bits, from the top down. */
    const paintBits = (canvas, n, text) => {
      const bits = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
      paint(canvas, n, (_, row, column) => {
        const place = row * n + column;
        return (bits[place >> 3] >> (7 - (place & 7))) & 1;
      });
    };
    /** What Python has asked: where it says yes, and which examples are answered wrongly. */
    const showAnswers = ({ grid, cells, X, target, wrong, shown }) => {
      paintBits(ground, grid, cells);
      marks.replaceChildren(...X.map((x, each) => {
        const right = !wrong.includes(each), yes = target[each] > 0;
        return mark(x, {
          yes, right, shown: each === shown, role: "img",
          "aria-label": `${pair(x)}: should be ${yes ? "yes" : "no"}, and is answered ${right ? "rightly" : "wrongly"}`,
        });
      }));
    };
    const element = make("div", { className: "toy-plane" }, ground, marks);
    return { element, ground, marks, paint, paintBits, mark, clicked, letDrag, showAnswers };
  };

  neurohistory.page = {
    make, draw, button, labeled, choice, group, lineOf, key, status, short, pair, ARROWS, sums, dataOf, unpacked, ink, repaint, playing, showWeights, planeOf,
  };
}
