/* Optimizers that race down a surface from the place that the reader points at.
 *
 * Surfaces and rules are ports of network/races.py and network/optimizers.py; the constants come from there.
 */
{
  const { make, draw, set, tell, keep, choice, labeled, group, lineOf, keysOf, status, short, ARROWS, dataOf, install, ink, repaint, playing, planeOf } = neurohistory.page;
  const SIZE = 320, GRID = 96, BANDS = 14, STEP = 0.02, WAIT = 60, CROSS = "M-7 0H7M0 -7V7";
  const PAD_GRID = 16, PAD_STEP = 0.05, FLAT = -4, STEEP = 3, DARKEST = 0.6; // powers of ten of the heights that the pad shades

  const beale = (x, y) => [1.5 - x + x * y, 2.25 - x + x * y * y, 2.625 - x + x * y * y * y];
  const SURFACES = {
    beale: {
      value: (x, y) => beale(x, y).reduce((sum, term) => sum + term * term, 0),
      gradient: (x, y) => {
        const [a, b, c] = beale(x, y);
        return [2 * (a * (y - 1) + b * (y * y - 1) + c * (y * y * y - 1)), 2 * x * (a + 2 * b * y + 3 * c * y * y)];
      },
    },
    valley: { value: (x, y) => (x * x + 100 * y * y) / 2, gradient: (x, y) => [x, 100 * y] },
    saddle: { value: (x, y) => x * x - y * y, gradient: (x, y) => [2 * x, -2 * y] },
  };

  /** The change of one number, and the next state, of one number or two; c has the constants. */
  const momentum = (g, [v], t, c) => [c.momentum * v - c.learning_rate * g, c.momentum * v - c.learning_rate * g];
  const mixed = (old, part, now) => part * old + (1 - part) * now;
  const RULES = {
    gradient_descent: (g, _, t, c) => [-c.learning_rate * g],
    momentum,
    nesterov: momentum,
    adagrad: (g, [total], t, c) => [(-c.learning_rate * g) / Math.sqrt(total + g * g + c.epsilon), total + g * g],
    adadelta: (g, [squares, steps], t, c) => {
      const all = mixed(squares, c.rho, g * g), change = -Math.sqrt((steps + c.epsilon) / (all + c.epsilon)) * g;
      return [c.learning_rate * change, all, mixed(steps, c.rho, change * change)];
    },
    rmsprop: (g, [mean], t, c) => {
      const now = mixed(mean, c.gamma, g * g);
      return [(-c.learning_rate * g) / Math.sqrt(now + c.epsilon), now];
    },
    adam: (g, [m, v], t, c) => {
      const [first, second] = [mixed(m, c.beta1, g), mixed(v, c.beta2, g * g)];
      return [(-c.learning_rate * first) / (1 - c.beta1 ** t) / (Math.sqrt(second / (1 - c.beta2 ** t)) + c.epsilon), first, second];
    },
    adamax: (g, [m, u], t, c) => {
      const first = mixed(m, c.beta1, g), largest = Math.max(c.beta2 * u, Math.abs(g));
      return [(-c.learning_rate / (1 - c.beta1 ** t)) * (largest > 0 ? first / largest : 0), first, largest];
    },
    nadam: (g, [m, v], t, c) => {
      const [first, second] = [mixed(m, c.beta1, g), mixed(v, c.beta2, g * g)], free = 1 - c.beta1 ** t;
      const ahead = (c.beta1 * first) / free + ((1 - c.beta1) * g) / free;
      return [(-c.learning_rate * ahead) / (Math.sqrt(second / (1 - c.beta2 ** t)) + c.epsilon), first, second];
    },
  };
  /** The places that a rule comes through. */
  const descend = (surface, rule, constants, start, steps) => {
    const path = [start], states = [[0, 0], [0, 0]];
    for (let t = 1; t <= steps && path.at(-1).every((value) => Math.abs(value) < 1e6); t++) {
      const here = path.at(-1), look = rule === "nesterov" ? here.map((value, i) => value + constants.momentum * states[i][0]) : here;
      const slope = SURFACES[surface].gradient(look[0], look[1]);
      path.push(here.map((value, i) => {
        const [change, ...state] = RULES[rule](slope[i], states[i], t, constants);
        states[i] = state;
        return value + change;
      }));
    }
    return path;
  };
  neurohistory.descend = descend;

  const run = (root) => {
    const data = dataOf(root), { rules, surfaces, steps } = data;
    const hidden = new Set(["adagrad", "adadelta", "adamax", "nadam"]);
    const picker = choice(Object.keys(surfaces), Object.values(surfaces).map(({ title }) => title));
    const plane = planeOf(0, 1), said = status(), names = Object.keys(rules);
    const keys = keysOf("Optimizers that race", (place) => {
      if (!hidden.delete(names[place])) hidden.add(names[place]);
      show();
    });
    const minimum = draw("path", { class: "minimum" }), from = draw("circle", { r: 6, class: "from" });
    const lines = draw("g");
    plane.marks.append(minimum, from, lines);
    // Rates and momentum as one point: in its middle are those that the page has at first.
    const pad = planeOf(-1, 1), padSaid = make("p"), point = draw("circle", { r: 16, class: "from" });
    let tuned = [0, 0];
    const clock = make("input", { type: "range", min: 0, max: steps, value: steps }), clockSaid = make("span");
    let shown = picker.value, start, paths, drawn; // the places, and these as a path has them

    const surface = () => surfaces[shown];
    const inside = ([across, up]) => {
      const [left, right, low, high] = surface().extent;
      return [left + across * (right - left), low + up * (high - low)];
    };
    const onPlane = ([x, y]) => {
      const [left, right, low, high] = surface().extent;
      return [((x - left) / (right - left)) * SIZE, ((high - y) / (high - low)) * SIZE].map((value) => Math.min(Math.max(value, -SIZE), 2 * SIZE));
    };
    const racing = () => names.filter((name) => !hidden.has(name));
    const momentumAt = (up) => 1 - 10 ** -(1 + up);
    /** @param {string} name @param {number[]} place */
    const pathOf = (name, [across, up]) => {
      const rule = rules[name], kept = "momentum" in rule ? { momentum: momentumAt(up) } : {};
      return descend(shown, name, { ...rule, learning_rate: rule.learning_rate * 10 ** across, ...kept }, start, steps);
    };
    const go = () => {
      paths = Object.fromEntries(names.map((name) => [name, pathOf(name, tuned)]));
      drawn = Object.fromEntries(names.map((name) => [name, paths[name].map((place) => onPlane(place).map((value) => value.toFixed(1)).join(" "))]));
      show();
    };
    const tune = (where) => {
      tuned = where.map((value) => +Math.min(Math.max(value, -1), 1).toFixed(2));
      go();
    };
    /** How high plain momentum ends, for each rate and momentum of the pad. */
    const shadePad = () => ink(pad.ground, PAD_GRID, PAD_GRID, (row, column) => {
      const [across, down] = [column, row].map((cell) => (2 * cell + 1) / PAD_GRID - 1);
      const [x, y] = pathOf("momentum", [across, -down]).at(-1), height = SURFACES[shown].value(x, y);
      return Math.min((Math.log10(Math.max(height, 10 ** FLAT)) - FLAT) / (STEEP - FLAT), 1) * DARKEST;
    });
    const ground = () => {
      const all = Array.from({ length: GRID ** 2 }, (_, cell) => {
        const [x, y] = inside([((cell % GRID) + 0.5) / GRID, 1 - (Math.floor(cell / GRID) + 0.5) / GRID]);
        return SURFACES[shown].value(x, y);
      });
      const least = Math.min(...all), most = Math.log1p(Math.max(...all) - least);
      ink(plane.ground, GRID, GRID, (row, column) => Math.round((BANDS * Math.log1p(all[row * GRID + column] - least)) / most) / BANDS / 2);
    };
    const show = () => {
      const now = +clock.value, at = (name) => paths[name][Math.min(now, paths[name].length - 1)];
      set(minimum, surface().minimum ? { transform: `translate(${onPlane(surface().minimum)})`, d: CROSS } : { d: "" });
      set(from, { transform: `translate(${onPlane(start)})` });
      keep(lines, racing(), () => draw("g", {}, draw("path"), draw("circle", { r: 4 })), (line, name) => {
        const number = names.indexOf(name), soFar = drawn[name].slice(0, now + 1);
        set(line.firstChild, { d: `M${soFar.join("L")}`, ...lineOf(number) });
        set(line.lastChild, { transform: `translate(${soFar.at(-1)})`, style: `fill: var(--toy-series-${number % 4})` });
      });
      const heights = racing().map((name) => [name, SURFACES[shown].value(at(name)[0], at(name)[1])]);
      heights.sort((a, b) => a[1] - b[1]);
      const [first] = heights;
      tell(clockSaid, `Step ${now}`);
      set(point, { transform: `translate(${pad.at(tuned).join(" ")})` });
      tell(padSaid, `Learning rates times ${short(+(10 ** tuned[0]).toFixed(2))}, and a momentum of ${short(momentumAt(tuned[1]))}.`);
      tell(said, `From (${short(start[0])}, ${short(start[1])}), after ${now} steps: `
        + (first ? `${rules[first[0]].title} is lowest, at the height ${short(+first[1].toPrecision(3))}.` : "nobody races."));
      keys.show(names.map((name, number) => ({ text: rules[name].title, number, shown: !hidden.has(name) })));
    };
    const begin = (place) => {
      start = place;
      player.pause();
      shadePad();
      go();
    };
    const player = playing({
      said,
      begin: () => { if (+clock.value >= steps) clock.value = 0; },
      step: () => { clock.value = +clock.value + 2; show(); return +clock.value < steps; },
      wait: () => WAIT,
    });

    /** A plane with one point, which the arrow keys move. */
    const movable = ({ marks }, label, by) => {
      marks.tabIndex = 0;
      marks.setAttribute("role", "application");
      marks.setAttribute("aria-label", label);
      marks.onkeydown = (event) => {
        if (!(event.key in ARROWS)) return;
        event.preventDefault();
        by(ARROWS[event.key]);
      };
    };
    movable(plane, "The surface from above: arrow keys move the start", ([right, up]) => {
      const [x, y] = onPlane(start);
      begin(inside([x / SIZE + STEP * right, 1 - y / SIZE + STEP * up]));
    });
    plane.marks.onclick = (event) => begin(inside(plane.clicked(event)));
    movable(pad, "Learning rate and momentum: left and right arrow change the rates, up and down the momentum", ([right, up]) =>
      tune([tuned[0] + PAD_STEP * right, tuned[1] + PAD_STEP * up]));
    pad.marks.onpointerdown = (event) => {
      pad.marks.setPointerCapture(event.pointerId);
      tune(pad.clicked(event));
    };
    pad.marks.onpointermove = (event) => { if (event.buttons) tune(pad.clicked(event)); };
    pad.marks.append(point);
    pad.element.classList.add("pad");
    padSaid.setAttribute("aria-live", "polite");
    picker.onchange = () => {
      shown = picker.value;
      ground();
      begin(surface().start);
    };
    clock.oninput = () => { player.pause(); show(); };
    install(root, "The race from the usual place, in numbers",
      group("The race", labeled("Surface", picker), player.control, make("label", {}, clockSaid, clock)),
      make("div", { className: "toy-main" }, plane.element, make("div", { className: "toy-side" }, said, keys.element,
        make("p", { textContent: "Click the surface to start from there. The stronger the shade, the higher; a cross marks the minimum." }),
        make("div", { className: "pad-and-words" }, pad.element, make("div", {}, padSaid,
          make("p", { textContent: "Drag the point: to the right the rates grow, and upward the momentum. The stronger the shade, the higher momentum ends." }))))),
    );
    repaint(() => { ground(); shadePad(); });
    ground();
    begin(surface().start);
  };

  for (const root of document.querySelectorAll(".descent-race")) run(root);
}
