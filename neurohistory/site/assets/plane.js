/* The plane of two inputs: a ground that is painted, and marks upon it that can be dragged. */
{
  const { make, draw, set, pair, inkOf, repaint } = neurohistory.page;
  const SIZE = 320;
  const YES = "M-8.5 0a8.5 8.5 0 0 0 17 0a8.5 8.5 0 0 0 -17 0Z", NO = "M-8 -8H8V8H-8Z", CROSS = "M-5 -5L5 5M-5 5L5 -5";
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
      const brush = canvas.getContext("2d"), [yes, no, edge] = ["--toy-yes-ground", "--toy-no-ground", "--toy-edge"].map(inkOf);
      const middle = (cell) => low + ((cell + 0.5) / n) * (high - low);
      const inkFor = (said) => (said === "edge" ? edge : said ? yes : no);
      for (let row = 0; row < n; row++) {
        const inks = Array.from({ length: n }, (_, column) => inkFor(says([middle(column), middle(n - 1 - row)], row, column)));
        for (let from = 0, column = 1; column <= n; column++) { // neighbours of one color are painted together
          if (inks[column] === inks[from]) continue;
          brush.fillStyle = inks[from];
          brush.fillRect(from, row, column - from, 1);
          from = column;
        }
      }
    };
    const examples = [];
    /** Examples: a circle for yes and a square for no, with a cross if answered wrongly, a ring if shown.
     *
     * They stand before all else on the plane. A new one is handed to `born`, with its place in the list.
     */
    const showMarks = (told, born = (_mark, _place) => {}) => {
      while (examples.length > told.length) examples.pop()[0].remove();
      told.forEach(({ x, yes, right, shown, ...attributes }, place) => {
        if (!examples[place]) {
          const parts = [draw("circle", { class: "shown" }), draw("path"), draw("path", { class: "wrong" })];
          examples[place] = [draw("g", {}, draw("circle", { r: 16, class: "target" }), ...parts), ...parts];
          marks.insertBefore(examples[place][0], marks.children[place] ?? null);
          born(examples[place][0], place);
        }
        const [mark, ring, shape, cross] = examples[place];
        set(mark, { ...attributes, transform: `translate(${at(x).join(" ")})`, class: yes ? "yes" : "no" });
        set(ring, { r: shown ? 15 : 0 });
        set(shape, { d: yes ? YES : NO });
        set(cross, { d: right ? "" : CROSS });
      });
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
      // A finger that holds a mark does not scroll the page.
      marks.addEventListener("touchmove", (touch) => { if (held >= 0) touch.preventDefault(); }, { passive: false });
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
    let runs; // on the ground
    repaint(() => { runs = undefined; });
    /** What Python has asked: where it says yes, and which examples are answered wrongly. */
    const showAnswers = ({ grid, cells, X, target, wrong, shown }) => {
      if (cells !== runs) paintRuns(ground, grid, cells);
      runs = cells;
      showMarks(X.map((x, each) => {
        const right = !wrong.includes(each), yes = target[each] > 0;
        return {
          x, yes, right, shown: each === shown, role: "img",
          "aria-label": `${pair(x)}: should be ${yes ? "yes" : "no"}, and is answered ${right ? "rightly" : "wrongly"}`,
        };
      }));
    };
    const element = make("div", { className: "toy-plane" }, ground, marks);
    return { element, ground, marks, at, paint, cellsOf, paintRuns, showMarks, clicked, letDrag, showAnswers };
  };
}
