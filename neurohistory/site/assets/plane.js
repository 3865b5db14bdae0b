/* The plane of two inputs: a ground that is painted, and marks upon it that can be dragged. */
{
  const { make, draw, pair } = neurohistory.page;
  const SIZE = 320;
  const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"; // the last one: the run goes on

  /** A plane from low to high in both inputs: a ground that is painted, and marks upon it. */
  neurohistory.page.planeOf = (low, high) => {
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
        // The mark is drawn anew while a finger moves it, and the browser would begin to scroll.
        if (held >= 0) event.target.addEventListener("touchmove", (touch) => touch.preventDefault(), { passive: false });
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
    /** Cells from the top down, as the lengths of runs: no, yes, no ... (site/toys/regions.py). */
    const cellsOf = (text) => {
      const cells = [];
      let yes = 0;
      for (const letter of text) {
        const length = LETTERS.indexOf(letter);
        for (let each = 0; each < length; each++) cells.push(yes);
        if (length < LETTERS.length - 1) yes = 1 - yes;
      }
      return cells;
    };
    const paintRuns = (canvas, n, text) => {
      const cells = cellsOf(text);
      paint(canvas, n, (_, row, column) => cells[row * n + column]);
    };
    /** What Python has asked: where it says yes, and which examples are answered wrongly. */
    const showAnswers = ({ grid, cells, X, target, wrong, shown }) => {
      paintRuns(ground, grid, cells);
      marks.replaceChildren(...X.map((x, each) => {
        const right = !wrong.includes(each), yes = target[each] > 0;
        return mark(x, {
          yes, right, shown: each === shown, role: "img",
          "aria-label": `${pair(x)}: should be ${yes ? "yes" : "no"}, and is answered ${right ? "rightly" : "wrongly"}`,
        });
      }));
    };
    const element = make("div", { className: "toy-plane" }, ground, marks);
    return { element, ground, marks, paint, cellsOf, paintRuns, mark, clicked, letDrag, showAnswers };
  };
}
