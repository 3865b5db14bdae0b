/* The widest margin of examples that are dragged: with a kernel, its width, and the most that one may weigh. */
{
  const { machines, page } = neurohistory;
  const { make, button, choice, labeled, group, status, short, pair, ARROWS, dataOf, install, repaint, planeOf } = page;
  const GRID = 200, MOST = 20, STEP = 0.05, SUPPORTS = 1e-6;
  const KERNELS = ["linear", "rbf", "poly"], TITLES = ["linear", "round (rbf)", "products (poly)"];

  const stretch = (root) => {
    const data = dataOf(root);
    const { low, high } = data;
    let examples, state;

    const plane = planeOf(low, high), said = status();
    const kernel = choice(KERNELS, TITLES), reset = button("As at first", () => again(data.examples));
    const another = button("One more", () => add([(low + high) / 2, (low + high) / 2]));
    const slider = (name, value) => {
      const made = make("input", { type: "range", min: -1, max: 3, step: 0.25, value });
      made.setAttribute("aria-label", name);
      made.oninput = () => show();
      return made;
    };
    const most = slider("C, the most that one example may weigh", 2), width = slider("Gamma, how narrow the kernel is", 0);
    const mostSaid = make("span"), widthSaid = make("span");

    const again = (told) => {
      examples = told.map((each) => [...each]);
      show();
    };
    const add = (place) => {
      if (examples.length >= MOST) return;
      again([...examples, [...place, 1]]);
      focus(examples.length - 1);
    };
    const fit = () => {
      const svm = machines.svm, problem = { X: examples.map(([x, y]) => [x, y]), target: examples.map(([, , yes]) => (yes ? 1 : -1)) };
      const settings = { ...svm.settings, kernel: kernel.value, C: 10 ** most.value, gamma: 10 ** width.value };
      state = svm.learn(svm.start(problem, settings), [], problem, settings);
    };
    const score = (x) => machines.svm.net(state, x);
    const pulls = (place) => Math.abs(state.multipliers[place]);
    /** A line runs where the score is -1, 0 and 1. */
    const paint = () => {
      const cell = (high - low) / GRID, middle = (place) => (place + 0.5) * cell;
      const scores = Array.from({ length: GRID + 1 }, (_, row) =>
        Array.from({ length: GRID + 1 }, (_, column) => score([low + middle(column), high - middle(row)])));
      plane.paint(plane.ground, GRID, (_, row, column) => {
        const here = scores[row][column], beside = [scores[row][column + 1], scores[row + 1][column]];
        const edge = [-1, 0, 1].some((level) => beside.some((there) => there > level !== here > level));
        return edge ? "edge" : here > 0;
      });
    };
    const sentence = () => {
      const { X, multipliers } = state, supports = multipliers.filter((a) => Math.abs(a) > SUPPORTS).length;
      const bound = multipliers.filter((a) => Math.abs(a) > 10 ** most.value - SUPPORTS).length;
      const squared = multipliers.reduce((sum, a, i) => sum + multipliers.reduce((part, b, j) => part + a * b * state.alike(X[i], X[j]), 0), 0);
      const wrong = examples.filter(([x, y, yes]) => score([x, y]) > 0 !== Boolean(yes)).length;
      if (!supports) return "All examples are of one kind, and there is nothing to part. Click one to turn it over.";
      return `The margin is ${short(2 / Math.sqrt(squared))} wide${kernel.value === "linear" ? "" : ", in the space of the kernel"}, and rests on `
        + `${supports} of ${examples.length} examples, which are ringed. ${bound ? `${bound} of them would weigh more than C allows. ` : ""}`
        + (wrong ? `${wrong} answers are wrong.` : "Every answer is right.");
    };
    const told = ([x, y, yes], place) => {
      const right = score([x, y]) > 0 === Boolean(yes), supports = pulls(place) > SUPPORTS;
      return {
        x: [x, y], yes, right, shown: supports, tabindex: 0, role: "button",
        "aria-label": `${pair([x, y])}, a ${yes ? "yes" : "no"}, ${supports ? `pulls with ${short(pulls(place))}` : "no support vector"}. Arrow keys move it, Enter turns it over`,
      };
    };
    const born = (made, place) => {
      made.onclick = (event) => {
        event.stopPropagation();
        turn(place);
      };
      made.onkeydown = (event) => {
        const [right, up] = ARROWS[event.key] ?? [0, 0], [x, y] = examples[place];
        if (right || up) move(place, [x + STEP * right, y + STEP * up]);
        else if (event.key === "Enter" || event.key === " ") turn(place);
        else if (event.key === "Delete" && examples.length > 2) again(examples.filter((_, each) => each !== place));
        else return;
        event.preventDefault();
      };
    };
    const focus = (place) => plane.marks.children[place].focus();
    const turn = (place) => {
      examples[place][2] = 1 - examples[place][2];
      show();
      focus(place);
    };
    const move = (place, [x, y]) => {
      const within = (value) => +Math.min(Math.max(value, low), high).toFixed(2);
      examples[place] = [within(x), within(y), examples[place][2]];
      show();
      focus(place);
    };
    const show = () => {
      fit();
      paint();
      plane.showMarks(examples.map(told), born);
      said.textContent = sentence();
      mostSaid.textContent = `C = ${short(10 ** most.value)}`;
      widthSaid.textContent = `gamma = ${short(10 ** width.value)}`;
      width.parentNode.hidden = kernel.value === "linear";
    };

    kernel.onchange = () => show();
    plane.marks.onclick = (event) => add(plane.clicked(event));
    plane.letDrag(move);
    install(root, "The examples at first, in numbers",
      group("The machine", labeled("Kernel", kernel), make("label", {}, mostSaid, most), make("label", {}, widthSaid, width), another, reset),
      make("div", { className: "toy-main" }, plane.element, make("div", { className: "toy-side" }, said,
        make("p", { textContent: "Drag an example, or move it by the arrow keys. A click turns it over, and puts a new one where there is none." }))),
    );
    repaint(paint);
    again(data.examples);
  };

  for (const root of document.querySelectorAll(".margin")) stretch(root);
}
