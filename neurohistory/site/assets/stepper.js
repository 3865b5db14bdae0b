/* The stepper: a trace that Python has worked out, walked through one presentation at a time.
 *
 * It knows no rule. The data beside it (site/toys/stepper.py) has what each presentation gave, the weights after it,
 * and where the machine then says yes; so it serves any model, a stranger's too.
 */
{
  const { make, button, choice, labeled, group, status, short, pair, sums, dataOf, install, repaint, showWeights, planeOf, networkOf } = neurohistory.page;
  const MOST_SUMS = 4, SIDES = ["grows", "stays as large", "shrinks"]; // what becomes of the side of yes, on the plane

  const walk = (root) => {
    const data = dataOf(root);
    const { low, high, grid, problems } = data;
    let name = Object.keys(problems)[0], at = 0, guessing = false;

    const plane = planeOf(low, high);
    const said = status(), rule = make("div", { className: "toy-rule" });
    const weights = make("table", { className: "toy-weights" });
    const slider = make("input", { type: "range", min: 0 });
    slider.setAttribute("aria-label", "Presentation");
    const guess = make("input", { type: "number", step: "any" });
    const question = make("span"), told = make("span", { className: "stepper-told" });
    told.setAttribute("role", "status");
    const side = choice(["", ...SIDES], ["I do not say", ...SIDES]);
    const asked = make("form", { className: "toy-group" }, make("label", {}, question, guess), labeled("And the side of yes?", side),
      make("button", { className: "md-button", textContent: "Is it so?" }), told);
    const names = Object.fromEntries(Object.keys(problems).map((each) => [each, button(each, () => turn(each, 0))]));
    const back = button("Back", () => turn(name, at - 1)), next = button("Step", () => turn(name, at + 1));
    const predict = button("Predict first", () => { guessing = !guessing; show(); });

    const networks = Object.fromEntries(Object.entries(problems).filter(([, { layers }]) => layers).map(([each, { layers, names: listed }]) =>
      [each, networkOf({ layers, names: listed, low, high })]));
    const wires = make("div");
    /** The wires of the network, with what went through them at this presentation. */
    const showNetwork = (before, after) => {
      const network = networks[name], { rows, X, workings } = problems[name];
      wires.replaceChildren(...network ? [network.element] : []);
      if (!network) return;
      const [, example, , , , , through] = rows[Math.max(at, 1) - 1];
      const mapOf = (layer, each) => {
        const { maps = [], map_grid: size, layers } = problems[name];
        if (layer === layers.length - 1) return layers[layer][0].length === 1 ? [grid, cellsAt(at)] : undefined;
        const unit = layers.slice(1, layer).reduce((sum, rows) => sum + rows[0].length, each);
        return maps.length ? [size, maps.slice(0, at + 1).findLast((all) => all[unit])[unit]] : undefined;
      };
      network.show({ before, after, mapOf, x: X[example], workings: Object.fromEntries(at ? workings.map((each, place) => [each, through[place]]) : []) });
    };

    const cellsAt = (step) => problems[name].answers.slice(0, step + 1).findLast(([text]) => text)[0];
    const weightsAt = (step) => {
      const { names: listed, first, rows } = problems[name];
      const values = step ? rows[step - 1][5] : first;
      return Object.fromEntries(listed.map((each, place) => [each, values[place]]));
    };
    const turn = (problem, step) => {
      name = problem;
      at = Math.min(Math.max(step, 0), problems[name].rows.length);
      show();
    };

    /** Which weight the reader is to foretell: the first that the next presentation moves. */
    const asksFor = () => {
      if (at >= problems[name].rows.length) return undefined;
      const now = weightsAt(at), then = weightsAt(at + 1);
      return Object.keys(now).find((each) => now[each] !== then[each]) ?? Object.keys(now)[0];
    };
    const answer = () => {
      const weight = asksFor(), due = weightsAt(at + 1)[weight];
      const right = Math.abs(Number(guess.value) - due) < 0.0006 * Math.max(1, Math.abs(due));
      const yes = (step) => plane.cellsOf(cellsAt(step)).reduce((sum, cell) => sum + cell, 0);
      const becomes = SIDES[1 - Math.sign(yes(at + 1) - yes(at))];
      const ofWeight = right && guess.value !== "" ? `Yes, ${weight} becomes ${short(due)}.`
        : `Not quite: ${weight} goes from ${short(weightsAt(at)[weight])} to ${short(due)}.`;
      const ofSide = `The side of yes ${becomes}, ${side.value === becomes ? "as you said" : `and you said that it ${side.value}`}.`;
      told.textContent = [...side.value && guess.value === "" ? [] : [ofWeight], ...side.value ? [ofSide] : []].join(" ");
    };

    const sentence = () => {
      const { rows, X, ended, taught, answers } = problems[name];
      const wrong = answers[at][1].length;
      const score = wrong ? `${wrong} of ${X.length} answers are wrong` : "every answer is right";
      if (!at) return `${name}, before the first presentation: ${score}. Step shows it one example.`;
      const [epoch, example, net, output, target] = rows[at - 1];
      const error = taught ? `, the target ${short(target)}: an error of ${short(target - output)}` : "";
      const end = at < rows.length ? "" : ended ? " Here it ends." : " It goes on from here in a terminal.";
      return `Epoch ${epoch}, presentation ${at}: shown ${pair(X[example])}, the net is ${short(net)} and the output ${short(output)}${error}. `
        + `Now ${score}.${end}`;
    };
    const show = () => {
      const { rows, X, target, answers, names: listed } = problems[name];
      plane.showAnswers({
        grid, X, target, wrong: answers[at][1], shown: at ? rows[at - 1][1] : -1,
        cells: cellsAt(at),
      });
      const [now, before] = [weightsAt(at), at ? weightsAt(at - 1) : {}];
      showWeights(weights, now, before);
      showNetwork(at ? before : now, now);
      weights.hidden = !listed.length;
      rule.replaceChildren(...sums(before, at ? now : {}, MOST_SUMS).map((line) => make("div", { textContent: line })));
      said.textContent = sentence();
      slider.max = rows.length;
      slider.value = at;
      slider.setAttribute("aria-valuetext", `presentation ${at} of ${rows.length}`);
      back.disabled = at === 0;
      next.disabled = at === rows.length;
      for (const [each, control] of Object.entries(names)) control.setAttribute("aria-pressed", String(each === name));
      const weight = listed.length ? asksFor() : undefined;
      predict.hidden = !listed.length;
      predict.setAttribute("aria-pressed", String(guessing));
      asked.hidden = !guessing || weight === undefined;
      question.textContent = weight === undefined ? "" : `The next example is ${pair(X[rows[at][1]])}. What does ${weight} become?`;
      guess.value = side.value = told.textContent = "";
    };

    asked.onsubmit = (event) => {
      event.preventDefault();
      answer();
    };
    slider.oninput = () => turn(name, +slider.value);
    root.onkeydown = (event) => {
      if (event.key === "Escape" && networks[name]?.back()) event.preventDefault();
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step || event.target.matches("input")) return;
      event.preventDefault();
      turn(name, at + step);
    };
    repaint(show);

    install(root, "The first epochs as a table",
      group("Problem and steps", ...Object.values(names), back, next, labeled("Presentation", slider), predict),
      make("div", { className: "toy-main" }, plane.element, make("div", { className: "toy-side" }, said, rule, asked, wires, weights)),
    );
    show();
  };

  for (const root of document.querySelectorAll(".stepper")) walk(root);
}
