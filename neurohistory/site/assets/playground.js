/* The playground: four corners and a plane, a machine of one's choice, one presentation at a time.
 *
 * Everything follows from one record, which the address holds (playground-address.js): which machine, which
 * targets, which seed, how many presentations. The rules are in rules.js. Here they are only shown.
 */
{
  const { address, machines, page } = neurohistory;
  const { make, draw, set, tell, keep, button, choice, labeled, group, status, short, pair, ARROWS } = page;
  const LOW = -0.5, HIGH = 1.5, MIDDLE = 0.5, SCALE = 160, ACROSS = 1000, NORMAL = 0.35, GRID = 96, UNIT_GRID = 24, MANY_STARTS = 20, MOST_SUMS = 4;
  const SPEEDS = { slow: [700, 1], "one by one": [150, 1], fast: [40, 4], "very fast": [40, 100] };

  const play = (root) => {
    root.classList.add("toy");
    const defaults = address.read(root.dataset.show ?? "").record;
    let { record, complaints } = address.read(location.hash, defaults);
    let written = address.write(record); // the address is the reader's until something is touched
    let machine, problem, settings, rows, source, ended, begun, tally, dragging, drawn;

    // ---- The run, as far as it was asked for ----

    const begin = () => {
      machine = machines[record.machine];
      problem = address.problemOf(record);
      settings = address.settingsOf(machine, record);
      source = runFrom(record.seed);
      begun = address.firstOf(record, neurohistory.randomFrom(record.seed));
      rows = [];
      ended = false;
      showSettings();
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
    /** The run of the record, as far as that says. */
    const open = () => {
      const { step } = record;
      begin();
      reach(step);
      show();
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
      own = !(name in address.GATES);
      change(own ? {} : { targets: address.GATES[name], points: [] });
    })]));
    const another = button("One more example", () => add([MIDDLE, MIDDLE]));
    const isOwn = () => record.points.length > 0 || !Object.values(address.GATES).includes(record.targets);
    let own = isOwn();
    const player = page.playing({
      said,
      begin: () => { if (atEnd()) record.step = 0; },
      step: () => {
        forward(SPEEDS[speed.value][1]);
        return !atEnd() && record.step < address.MOST_STEPS;
      },
      wait: () => SPEEDS[speed.value][0],
      paused: () => writeAddress(),
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

    const told = (x, example, state, shown) => {
      const yes = problem.target[example] > 0, right = machine.says(machine.net(state, x)) === yes;
      return {
        x, yes, right, shown, tabindex: 0, role: "button",
        "aria-label": `${pair(x)}: should be ${yes ? "yes" : "no"}, and is answered ${right ? "rightly" : "wrongly"}. Press to turn it over${example < 4 ? "" : ", arrow keys move it"}`,
      };
    };
    const born = (made, example) => {
      made.onclick = (event) => { event.stopPropagation(); flip(example); };
      made.onkeydown = (event) => {
        const [right, up] = ARROWS[event.key] ?? [], x = problem.X[example];
        if (event.key === "Enter" || event.key === " ") flip(example);
        else if (right !== undefined && example >= 4) move(example, [x[0] + right * 0.05, x[1] + up * 0.05]);
        else if (event.key === "Delete" || event.key === "Backspace") remove(example);
        else return;
        event.preventDefault();
      };
    };
    // The line of one unit: it is moved by its foot, and turned by the tip of its normal.
    const handle = (label, moved, ...lines) => {
      const made = draw("g", { class: "handle", tabindex: 0, role: "button", "aria-label": label },
        draw("circle", { r: 14, class: "target" }), ...lines, draw("circle", { r: 6 }));
      made.onclick = (event) => event.stopPropagation();
      made.onkeydown = (event) => {
        if (!(event.key in ARROWS)) return;
        event.preventDefault();
        moved(ARROWS[event.key]);
      };
      return made;
    };
    const unitLine = draw("path", { class: "unit-line" }), normalLine = draw("path");
    const handles = [
      handle("The line: arrow keys move it", ([right, up]) => {
        const { foot } = lineNow();
        moveLine([foot[0] + right * 0.05, foot[1] + up * 0.05]);
      }, unitLine, normalLine),
      handle("The normal of the line, which points to yes: left and right arrow turn it", ([right, up]) => {
        const { normal } = lineNow();
        turnLine(Math.atan2(normal[1], normal[0]) - (right || -up) * 0.1);
      }),
    ];
    /** The point of the line nearest to the middle, and its normal; none where there is no line. */
    const lineNow = () => {
      const { bias, weights } = stateNow(), long = machine.drawn && Math.hypot(...weights);
      if (!long) return undefined;
      const normal = weights.map((w) => w / long), off = (weights[0] + weights[1]) / 2 + bias;
      return { normal, foot: normal.map((n) => MIDDLE - (n * off) / long) };
    };
    const showHandles = () => {
      const line = lineNow();
      for (const each of handles) {
        if (!line) each.remove();
        else if (!each.isConnected) plane.marks.append(each);
      }
      if (!line) return;
      const { normal, foot } = line, tip = foot.map((x, i) => x + NORMAL * normal[i]), [along, down] = [normal[1], normal[0]].map((n) => n * ACROSS);
      [foot, tip].forEach((place, number) => set(handles[number], { transform: `translate(${plane.at(place).join(" ")})` }));
      set(unitLine, { d: `M${-along} ${-down}L${along} ${down}` });
      set(normalLine, { d: `M0 0L${NORMAL * SCALE * normal[0]} ${-NORMAL * SCALE * normal[1]}` });
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
      const { foot } = lineNow();
      dragging = !stays;
      if (number) turnLine(Math.atan2(y - foot[1], x - foot[0]));
      else moveLine([x, y]);
    };
    const axis = { most: draw("text", { x: 24, y: 16, "text-anchor": "end" }), epoch: draw("text", { x: 310, y: 88, "text-anchor": "end" }) };
    const mistakesLine = draw("path", { class: "mistakes" }), mistakesNow = draw("circle", { r: 3.5 });
    curve.append(draw("path", { d: "M30 10V75H310", class: "axis" }), axis.most, draw("text", { x: 24, y: 79, "text-anchor": "end" }, "0"),
      axis.epoch, mistakesLine, mistakesNow);
    const showCurve = () => {
      const ends = rows.slice(0, record.step).filter((row) => row.endsEpoch);
      const mistakes = [wrongIn(begun), ...ends.map((row) => (row.wrong ??= wrongIn(row.state)))]; // counted once
      const most = problem.X.length, wide = Math.max(mistakes.length - 1, 10);
      const path = mistakes.map((wrong, n) => wrong === mistakes[n - 1] && wrong === mistakes[n + 1] ? "" // on a level
        : `${n ? "L" : "M"}${30 + (n / wide) * 280} ${75 - (wrong / most) * 65}`).join("");
      tell(axis.most, String(most));
      tell(axis.epoch, `epoch ${mistakes.length - 1}`);
      set(mistakesLine, { d: path });
      set(mistakesNow, { cx: 30 + ((mistakes.length - 1) / wide) * 280, cy: 75 - (mistakes.at(-1) / most) * 65 });
      set(curve, { "aria-label": `Wrong answers after each epoch; after epoch ${mistakes.length - 1} there are ${mistakes.at(-1)} of ${most}` });
    };
    /** The rule, and below it what it just did to each weight that moved. */
    const showRule = () => {
      const { before = {}, after = {} } = record.step ? rows[record.step - 1] : {};
      const sums = page.sums(before, after, MOST_SUMS);
      keep(rule, [machine.step, ...Array.from({ length: MOST_SUMS }, (_, n) => sums[n] ?? "")], () => make("div"), tell);
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
    /** Where the machine and its hidden units say yes. It costs most, and is the same until a weight moves. */
    const showRegions = (state) => {
      if (state === drawn) return;
      drawn = state;
      plane.paint(plane.ground, GRID, (x) => machine.says(machine.net(state, x)));
      const born = (unit) => {
        const canvas = set(make("canvas"), { role: "img", "aria-label": `Where unit ${unit + 1} says yes` });
        return make("figure", {}, canvas, make("figcaption", { textContent: `unit ${unit + 1}` }));
      };
      keep(units, machine.units?.(state) ?? [], born, (figure, { bias, weights: [a, b] }) =>
        plane.paint(figure.firstChild, UNIT_GRID, ([x, y]) => a * x + b * y + bias > 0));
    };
    const show = () => {
      const state = stateNow();
      showRegions(state);
      const shown = record.step ? rows[record.step - 1].example : -1;
      plane.showMarks(problem.X.map((x, example) => told(x, example, state, example === shown)), born);
      showHandles();
      showCurve();
      page.showWeights(weights, machine.named(state), record.step ? rows[record.step - 1].before : {});
      tell(said, sentence(state));
      showRule();
      if (controls.back.disabled !== (record.step === 0)) controls.back.disabled = record.step === 0;
      tell(python, address.python(record));
      tell(command, address.command(record, record.step ? rows[record.step - 1].epoch : 1));
      typed.hidden = !command.textContent;
      if (!dragging && !player.plays()) writeAddress();
    };
    /** Browsers take few addresses a second, and each costs them as much as a frame. */
    const writeAddress = () => {
      const now = address.write(record);
      if (now !== written) history.replaceState(null, "", `#${now}`);
      written = now;
    };
    /** What follows from the record without its steps. */
    const showSettings = () => {
      showWhy();
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
    page.repaint(() => { drawn = undefined; show(); });
    addEventListener("hashchange", () => {
      const said = location.hash.replace(/^#/, "");
      if (!said.includes("=") || said === address.write(record)) return; // a heading's, or our own
      pause();
      ({ record, complaints } = address.read(location.hash, defaults));
      own = isOwn();
      open();
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
    open();
  };

  for (const root of document.querySelectorAll(".playground")) play(root);
}
