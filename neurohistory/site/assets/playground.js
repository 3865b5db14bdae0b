/* The playground: four corners and a plane, a machine of one's choice, one presentation at a time.
 *
 * Everything follows from one record, which the address holds (playground-address.js): which machine, which
 * targets, which seed, how many presentations. The rules are in rules.js. Here they are only shown.
 */
{
  const { address, machines, page } = neurohistory;
  const { make, draw, button, choice, labeled, group, status, short, pair, ARROWS } = page;
  const LOW = -0.5, HIGH = 1.5, MIDDLE = 0.5, SCALE = 160, ACROSS = 1000, NORMAL = 0.35, GRID = 96, UNIT_GRID = 24, MANY_STARTS = 20, MOST_SUMS = 4;
  const SPEEDS = { slow: [700, 1], "one by one": [150, 1], fast: [40, 4], "very fast": [40, 100] };

  const play = (root) => {
    root.classList.add("toy");
    const defaults = address.read(root.dataset.show ?? "").record;
    let { record, complaints } = address.read(location.hash, defaults);
    let written = address.write(record); // the address is the reader's until something is touched
    let machine, problem, settings, rows, source, ended, begun, tally, dragging;

    // ---- The run, as far as it was asked for ----

    const begin = () => {
      machine = machines[record.machine];
      problem = address.problemOf(record);
      settings = address.settingsOf(machine, record);
      source = runFrom(record.seed);
      begun = address.firstOf(record, neurohistory.randomFrom(record.seed));
      rows = [];
      ended = false;
    };
    const runFrom = (seedOf) => {
      const random = neurohistory.randomFrom(seedOf);
      return neurohistory.trace(machine, problem, settings, random, address.firstOf(record, random));
    };
    const reach = (step) => {
      while (rows.length < step && !ended) {
        const { value, done } = source.next();
        if (done) ended = true;
        else rows.push(value);
      }
      record.step = Math.min(step, rows.length);
    };
    const stateNow = () => (record.step ? rows[record.step - 1].state : begun);
    const wrongIn = (state) => problem.X.filter((x, example) =>
      machine.says(machine.net(state, x)) !== problem.target[example] > 0).length;
    const atEnd = () => ended && record.step === rows.length;

    /** Whether no line parts the four corners, and the machine has but one. */
    const hopeless = () => (machine.oneLine || settings.kernel === "linear") && ["0110", "1001"].includes(record.targets);
    /** A place that is to be a yes and a no at once. */
    const contradiction = ({ X, target }) => X.find((x, each) => X.some((other, before) =>
      before < each && String(other) === String(x) && target[before] !== target[each]));

    // ---- What is on the page ----

    const plane = page.planeOf(LOW, HIGH);
    const curve = draw("svg", { viewBox: "0 0 320 90", role: "img" });
    const said = status();
    const complaint = make("p", { className: "playground-complaint" });
    const rule = make("div", { className: "toy-rule" });
    const weights = make("table", { className: "toy-weights" });
    const why = make("div", { className: "playground-why" });
    const counts = make("p", { className: "playground-tally" });
    const python = make("code"), command = make("code"), typed = make("div", {}, make("p", { textContent: "In a terminal this prints all presentations up to here." }), make("pre", {}, command));
    const units = make("div", { className: "playground-units" });

    const picker = choice(Object.keys(machines), Object.values(machines).map(({ year, title }) => `${year} ${title}`));
    const rate = make("input", { type: "number", min: 0.001, max: 1000, step: "any" });
    const scale = make("input", { type: "number", min: 0, max: 1000, step: "any" });
    const order = choice(["shuffled", "cyclic"], ["shuffled", "as they stand"]);
    const kernel = choice(address.KERNELS, ["round (rbf)", "linear", "products (poly)"]);
    const hidden = make("input", { type: "number", min: 1, max: 6, step: 1 });
    const speed = choice(Object.keys(SPEEDS));
    speed.value = "one by one";
    const seed = make("input", { type: "number", min: 0, max: 2 ** 32, step: 1 });
    const fields = [
      [["learning_rate"], labeled("Learning rate", rate)], [["initial_scale"], labeled("First weights", scale)],
      [["order"], labeled("Order", order)],
      [["kernel"], labeled("Kernel", kernel)], [["hidden", "n_units"], labeled("Units", hidden)],
    ];
    const gates = Object.fromEntries([...Object.keys(address.GATES), "your own"].map((name) => [name, button(name, () => {
      change(name in address.GATES ? { targets: address.GATES[name], points: [] } : {});
      own = !(name in address.GATES);
      show();
    })]));
    const another = button("One more example", () => add([MIDDLE, MIDDLE]));
    let own = record.points.length > 0 || !Object.values(address.GATES).includes(record.targets);
    const player = page.playing({
      said,
      begin: () => { if (atEnd()) record.step = 0; },
      step: () => {
        forward(SPEEDS[speed.value][1]);
        return !atEnd() && record.step < address.MOST_STEPS;
      },
      wait: () => SPEEDS[speed.value][0],
    });
    const { pause } = player;
    const controls = {
      step: button("Step", () => { pause(); forward(1); }),
      epoch: button("Epoch", () => { pause(); do forward(1); while (!rows[record.step - 1]?.endsEpoch && !atEnd()); }),
      playing: player.control,
      back: button("Back", () => { pause(); reach(Math.max(record.step - 1, 0)); show(); }),
      reset: button("From the start", () => { pause(); record.step = 0; show(); }),
      another: button("New start", () => { count(); change({ seed: record.seed + 1, first: null }); }),
      many: button(`${MANY_STARTS} starts`, () => { pause(); tryMany(); }),
    };

    // ---- What the reader does ----

    const forward = (n) => {
      reach(Math.min(record.step + n, address.MOST_STEPS));
      if (record.step === rows.length && !ended) { // look whether there is more, so that the end is said
        const { value, done } = source.next();
        if (done) ended = true;
        else rows.push(value);
      }
      show();
    };
    const change = (what) => {
      pause();
      if (!("seed" in what)) tally = undefined;
      record = { ...record, ...what, step: 0 };
      complaints = [];
      begin();
      show();
    };
    const outcome = (seedOf) => {
      let last;
      for (const row of runFrom(seedOf)) last = row;
      return wrongIn(last.state) === 0;
    };
    const noted = (solved) => {
      tally ??= { solved: 0, all: 0 };
      tally.solved += solved;
      tally.all += 1;
    };
    const count = () => noted(outcome(record.seed));
    const tryMany = () => {
      const from = record.seed;
      for (let n = 0; n < MANY_STARTS; n++) noted(outcome(from + n));
      change({ seed: from + MANY_STARTS });
    };
    const flip = (example) => {
      if (example < 4) {
        const targets = [...record.targets];
        targets[example] = targets[example] === "1" ? "0" : "1";
        change({ targets: targets.join("") });
      } else {
        const points = record.points.map((point) => [...point]);
        points[example - 4][2] = 1 - points[example - 4][2];
        change({ points });
      }
      plane.marks.querySelectorAll("g")[example]?.focus();
    };
    const move = (example, [x, y], stays = true) => {
      const points = record.points.map((point) => [...point]);
      points[example - 4].splice(0, 2, ...[x, y].map((value) => +Math.min(Math.max(value, LOW), HIGH).toFixed(2)));
      dragging = !stays;
      change({ points });
      plane.marks.children[example].focus();
    };
    const remove = (example) => {
      if (example >= 4) change({ points: record.points.filter((_, n) => n !== example - 4) });
    };
    const add = (place) => {
      if (!own || record.points.length >= address.MOST_POINTS) return;
      change({ points: [...record.points, [...place, 1]] });
      plane.marks.children[problem.X.length - 1].focus();
    };

    // ---- What is shown ----

    const mark = (example, state, shown) => {
      const x = problem.X[example], yes = problem.target[example] > 0;
      const right = machine.says(machine.net(state, x)) === yes;
      const made = plane.mark(x, {
        yes, right, shown, tabindex: 0, role: "button",
        "aria-label": `${pair(x)}: should be ${yes ? "yes" : "no"}, and is answered ${right ? "rightly" : "wrongly"}. Press to turn it over${example < 4 ? "" : ", arrow keys move it"}`,
      });
      made.onclick = (event) => { event.stopPropagation(); flip(example); };
      made.onkeydown = (event) => {
        const [right, up] = ARROWS[event.key] ?? [];
        if (event.key === "Enter" || event.key === " ") flip(example);
        else if (right !== undefined && example >= 4) move(example, [x[0] + right * 0.05, x[1] + up * 0.05]);
        else if (event.key === "Delete" || event.key === "Backspace") remove(example);
        else return;
        event.preventDefault();
      };
      return made;
    };
    // The line of one unit: it is moved by its foot, and turned by the tip of its normal.
    const handles = ({ bias, weights }) => {
      const long = machine.drawn && Math.hypot(...weights);
      if (!long) return [];
      const normal = weights.map((w) => w / long), off = (weights[0] + weights[1]) / 2 + bias;
      const foot = normal.map((n) => MIDDLE - (n * off) / long), tip = foot.map((x, i) => x + NORMAL * normal[i]);
      return [foot, tip].map((place, number) => {
        const [left, top] = place.map((value, i) => (i ? HIGH - value : value - LOW) * SCALE);
        const made = draw("g", {
          transform: `translate(${left} ${top})`, class: "handle", tabindex: 0, role: "button",
          "aria-label": `${number ? "The normal of the line, which points to yes: left and right arrow turn it" : "The line: arrow keys move it"}`,
        }, draw("circle", { r: 14, class: "target" }));
        if (!number) {
          const [along, down] = [normal[1], normal[0]].map((n) => n * ACROSS);
          made.append(draw("path", { d: `M${-along} ${-down}L${along} ${down}`, class: "unit-line" }),
            draw("path", { d: `M0 0L${NORMAL * SCALE * normal[0]} ${-NORMAL * SCALE * normal[1]}` }));
        }
        made.append(draw("circle", { r: 6 }));
        made.onclick = (event) => event.stopPropagation();
        made.onkeydown = (event) => {
          const [right, up] = ARROWS[event.key] ?? [];
          if (right === undefined) return;
          event.preventDefault();
          if (number) turnLine(Math.atan2(normal[1], normal[0]) - (right || -up) * 0.1);
          else moveLine([foot[0] + right * 0.05, foot[1] + up * 0.05]);
          plane.marks.querySelectorAll(".handle")[number]?.focus();
        };
        return made;
      });
    };
    const rounded = (values) => values.map((value) => +value.toFixed(3));
    const moveLine = (through) => {
      const { weights } = stateNow();
      change({ first: rounded([-(weights[0] * through[0] + weights[1] * through[1]), ...weights]) });
    };
    const turnLine = (angle) => {
      const { bias, weights } = stateNow(), long = Math.hypot(...weights), off = (weights[0] + weights[1]) / 2 + bias;
      const foot = weights.map((w) => MIDDLE - (w * off) / long ** 2), turned = [Math.cos(angle), Math.sin(angle)].map((n) => n * long);
      change({ first: rounded([-(turned[0] * foot[0] + turned[1] * foot[1]), ...turned]) });
    };
    const dragLine = (number, [x, y], stays) => {
      const { bias, weights } = stateNow(), off = (weights[0] + weights[1]) / 2 + bias, square = weights[0] ** 2 + weights[1] ** 2;
      dragging = !stays;
      if (number) turnLine(Math.atan2(y - MIDDLE + (weights[1] * off) / square, x - MIDDLE + (weights[0] * off) / square));
      else moveLine([x, y]);
    };
    const showCurve = () => {
      const ends = rows.slice(0, record.step).filter((row) => row.endsEpoch);
      const mistakes = [wrongIn(begun), ...ends.map((row) => (row.wrong ??= wrongIn(row.state)))]; // counted once
      const most = problem.X.length, wide = Math.max(mistakes.length - 1, 10);
      const path = mistakes.map((wrong, n) => wrong === mistakes[n - 1] && wrong === mistakes[n + 1] ? "" // on a level
        : `${n ? "L" : "M"}${30 + (n / wide) * 280} ${75 - (wrong / most) * 65}`).join("");
      curve.replaceChildren(
        draw("path", { d: "M30 10V75H310", class: "axis" }),
        draw("text", { x: 24, y: 16, "text-anchor": "end" }, String(most)),
        draw("text", { x: 24, y: 79, "text-anchor": "end" }, "0"),
        draw("text", { x: 310, y: 88, "text-anchor": "end" }, `epoch ${mistakes.length - 1}`),
        draw("path", { d: path, class: "mistakes" }),
        draw("circle", { cx: 30 + ((mistakes.length - 1) / wide) * 280, cy: 75 - (mistakes.at(-1) / most) * 65, r: 3.5 }),
      );
      curve.setAttribute("aria-label", `Wrong answers after each epoch; after epoch ${mistakes.length - 1} there are ${mistakes.at(-1)} of ${most}`);
    };
    /** The rule, and below it what it just did to each weight that moved. */
    const showRule = () => {
      const { before = {}, after = {} } = record.step ? rows[record.step - 1] : {};
      rule.replaceChildren(...[machine.step, ...page.sums(before, after, MOST_SUMS)].map((line) => make("div", { textContent: line })));
    };
    const sentence = (state) => {
      const wrong = wrongIn(state), all = problem.X.length;
      if (!record.step) return `${machine.title}, start ${record.seed}: ${wrong} of ${all} answers are wrong. Step shows it one example.`;
      const row = rows[record.step - 1], right = machine.says(row.net) === problem.target[row.example] > 0;
      const moved = Object.keys(row.after).some((name) => row.after[name] !== row.before[name]);
      const shown = `Epoch ${row.epoch}, presentation ${row.presentation}: shown ${pair(problem.X[row.example])}, the net is ${short(row.net)} and the answer ${machine.says(row.net) ? "yes" : "no"}, which is ${right ? "right" : "wrong"}.`;
      const then = row.ranAway ? "A weight has gone beyond 10³⁰: it has run away, and stops. A lower learning rate helps."
        : moved ? "It moves." : "It stays as it is.";
      const end = !atEnd() || row.ranAway ? ""
        : ` It has come to its end with ${wrong ? `${wrong} of ${all} answers wrong` : "every answer right"}.`;
      return `${shown} ${then}${end}`;
    };
    const noLine = () => {
      const yes = record.targets === "0110" ? ["(0, 1)", "(1, 0)"] : ["(0, 0)", "(1, 1)"];
      const no = record.targets === "0110" ? ["(0, 0)", "(1, 1)"] : ["(0, 1)", "(1, 0)"];
      return make("p", {}, make("strong", { textContent: "No line can do this, however long it learns. " }),
        `Take each corner once: the two yes add up to ${yes.join(" + ")} = (1, 1), and so do the two no: ${no.join(" + ")} = (1, 1). `
        + "A line with both yes on one side has their middle there, and that is the middle of both no as well. "
        + "The four multipliers 1, 1, 1, 1 are the whole proof.");
    };
    const showWhy = () => {
      const place = contradiction(problem);
      why.replaceChildren(
        ...place ? [make("p", { textContent: `${pair(place)} is to be a yes and a no at once, so that no machine can get everything right.` })] : [],
        ...hopeless() ? [noLine()] : []);
    };
    const showUnits = (state) => {
      const inner = state.units
        ? state.units.map((unit) => (x) => unit.weights[0] * x[0] + unit.weights[1] * x[1] + unit.bias > 0)
        : machine.hidden ? machine.hidden(state, [0, 0]).map((_, unit) => (x) => machine.hidden(state, x)[unit] > 0.5) : [];
      units.replaceChildren(...inner.map((says, unit) => {
        const canvas = make("canvas");
        canvas.setAttribute("role", "img");
        canvas.setAttribute("aria-label", `Where unit ${unit + 1} says yes`);
        return make("figure", {}, canvas, make("figcaption", { textContent: `unit ${unit + 1}` }));
      }));
      units.querySelectorAll("canvas").forEach((canvas, unit) => plane.paint(canvas, UNIT_GRID, inner[unit]));
    };
    const show = () => {
      const state = stateNow();
      plane.paint(plane.ground, GRID, (x) => machine.says(machine.net(state, x)));
      const shown = record.step ? rows[record.step - 1].example : -1;
      plane.marks.replaceChildren(...problem.X.map((_, example) => mark(example, state, example === shown)), ...handles(state));
      showCurve();
      page.showWeights(weights, machine.named(state), record.step ? rows[record.step - 1].before : {});
      showUnits(state);
      showWhy();
      said.textContent = sentence(state);
      showRule();
      complaint.textContent = complaints.join(" ");
      complaint.hidden = !complaints.length;
      counts.textContent = tally
        ? `Of ${tally.all} start${tally.all === 1 ? "" : "s"} that you tried, ${tally.solved} ended with every answer right.`
        : "New start counts how the one before it ends.";
      picker.value = record.machine;
      rate.value = settings.learning_rate ?? machine.defaultRate?.(problem) ?? "";
      scale.value = settings.initial_scale ?? "";
      order.value = record.order;
      kernel.value = record.kernel;
      hidden.value = record.units;
      seed.value = record.seed;
      for (const [names, field] of fields) field.hidden = !names.some((name) => name in settings);
      for (const [name, control] of Object.entries(gates)) {
        const pressed = name in address.GATES ? !own && record.targets === address.GATES[name] && !record.points.length : own;
        control.setAttribute("aria-pressed", String(pressed));
      }
      another.hidden = !own || record.points.length >= address.MOST_POINTS;
      controls.back.disabled = record.step === 0;
      python.textContent = address.python(record);
      command.textContent = address.command(record, record.step ? rows[record.step - 1].epoch : 1);
      typed.hidden = !command.textContent;
      const now = address.write(record);
      if (dragging) return; // browsers take few addresses a second
      if (now !== written) history.replaceState(null, "", `#${now}`);
      written = now;
    };

    picker.onchange = () => change({ machine: picker.value, rate: null, scale: null, first: null });
    rate.onchange = () => change({ rate: rate.value > 0 ? Math.min(+rate.value, 1000) : null });
    scale.onchange = () => change({ scale: scale.value >= 0 ? Math.min(+scale.value, 1000) : null });
    order.onchange = () => change({ order: order.value });
    kernel.onchange = () => change({ kernel: kernel.value });
    hidden.onchange = () => change({ units: Math.min(Math.max(Math.round(+hidden.value) || 2, 1), 6) });
    seed.onchange = () => change({ seed: Math.min(Math.max(Math.round(+seed.value) || 0, 0), 2 ** 32) });
    speed.onchange = player.again;
    plane.marks.onclick = (event) => add(plane.clicked(event));
    plane.letDrag((held, where, stays) => (held < problem.X.length ? move(held, where, stays) : dragLine(held - problem.X.length, where, stays)), (held) => held >= 4);
    page.repaint(show);
    addEventListener("hashchange", () => {
      const said = location.hash.replace(/^#/, "");
      if (!said.includes("=") || said === address.write(record)) return; // a heading's, or our own
      pause();
      ({ record, complaints } = address.read(location.hash, defaults));
      const { step } = record;
      begin();
      reach(step);
      show();
    });

    root.replaceChildren(
      complaint,
      group("What is learned", labeled("Machine", picker), ...Object.values(gates), another),
      group("Steps", ...Object.values(controls)),
      make("div", { className: "toy-main" },
        plane.element,
        make("div", { className: "toy-side" }, said, rule, curve, units, weights)),
      group("Settings", labeled("Speed", speed), ...fields.map(([, field]) => field), labeled("Start", seed)),
      counts, why,
      make("details", {}, make("summary", { textContent: "The same in Python" }),
        make("p", { textContent: "This page runs ports of the rules; the Python is the reference. These lines print the weights that stand above." }),
        make("pre", {}, python), typed),
    );
    const { step } = record;
    begin();
    reach(step);
    show();
  };

  for (const root of document.querySelectorAll(".playground")) play(root);
}
