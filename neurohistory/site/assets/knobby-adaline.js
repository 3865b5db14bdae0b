/* The first ADALINE, taught by hand: the reader sets the switches, reads the meter, and says what it should show. */
{
  const { make, draw, button, group, status, short, dataOf, install } = neurohistory.page;
  const MOST = 2, TURN = 75; // what the meter can show, and the knob's degrees for a gain of 1

  /** Gains: the level first, whose input is always +1. */
  const meter = (gains, x) => gains.slice(1).reduce((sum, gain, place) => sum + gain * x[place], 0) + gains[0];
  /** All knobs turn by the same part of the error, up where the switch gives +1. */
  const taught = (gains, x, target, rate) => {
    const step = (rate / gains.length) * (target - meter(gains, x));
    return gains.map((gain, place) => gain + step * (place ? x[place - 1] : 1));
  };
  neurohistory.knobby = { meter, taught };

  const wire = (root) => {
    const data = dataOf(root);
    const { side, names, X, target } = data;
    let x = [...X[0]], gains = Array(side ** 2 + 1).fill(0), lessons = 0, news = "";

    const said = status(), box = make("div", { className: "knobs" });
    const needle = draw("path", { d: "M0 0V-78", class: "needle" });
    const reading = draw("text", { x: 0, y: 22, "text-anchor": "middle" });
    const scale = [-2, -1, 0, 1, 2].map((value) => draw("text", {
      x: 92 * Math.sin(value * 0.6), y: -92 * Math.cos(value * 0.6) + 4, "text-anchor": "middle",
    }, short(value)));
    const dial = draw("svg", { viewBox: "-115 -105 230 135", role: "img", class: "dial" },
      draw("path", { d: "M-75 -29A80 80 0 0 1 75 -29", class: "axis" }), ...scale, needle, reading);
    const rate = make("input", { type: "range", min: 0.1, max: 2.2, step: 0.1, value: 1 }), rateSaid = make("span");

    const switches = x.map((_, place) => button("", () => {
      x[place] = -x[place];
      news = "";
      show();
    }));
    const knobs = gains.map((_, place) => {
      const hand = draw("path", { d: "M0 0V-9", class: "hand" }), number = make("span");
      const drawn = draw("svg", { viewBox: "-12 -12 24 24", "aria-hidden": "true" }, draw("circle", { r: 11 }), hand);
      const cell = make("div", { className: "knob" }, ...place ? [switches[place - 1]] : [make("span", { textContent: "level" })], drawn, number);
      return { hand, number, cell };
    });
    box.append(...knobs.map(({ cell }) => cell));

    const letter = () => names.find((_, number) => X[number].every((value, place) => value === x[place]));
    const teach = (pattern, wanted) => {
      const before = meter(gains, pattern), [level] = gains;
      gains = taught(gains, pattern, wanted, +rate.value);
      lessons += 1;
      return `The meter showed ${short(before)} and should show ${short(wanted)}: each knob turned by ${short(Math.abs(gains[0] - level))}. `;
    };
    const say = (wanted) => button(`This is a ${wanted > 0 ? "T: +1" : "J: −1"}`, () => {
      news = teach(x, wanted);
      show();
    });
    const pass = button("All eight once", () => {
      X.forEach((pattern, number) => teach(pattern, target[number]));
      news = "Each letter was shown once. ";
      show();
    });
    const zero = button("Knobs to zero", () => {
      [gains, lessons, news] = [gains.map(() => 0), 0, ""];
      show();
    });
    const show = () => {
      const value = meter(gains, x), shown = Math.min(Math.max(value, -MOST), MOST);
      needle.setAttribute("transform", `rotate(${(shown * 0.6 * 180) / Math.PI})`);
      reading.textContent = short(value);
      dial.setAttribute("aria-label", `The meter shows ${short(value)}`);
      switches.forEach((each, place) => {
        each.setAttribute("aria-label", `Switch in row ${Math.floor(place / side) + 1}, column ${(place % side) + 1}`);
        each.setAttribute("aria-pressed", String(x[place] > 0));
        each.textContent = x[place] > 0 ? "+" : "−";
      });
      knobs.forEach(({ hand, number }, place) => {
        hand.setAttribute("transform", `rotate(${Math.min(Math.max(gains[place] * TURN * 2, -150), 150)})`);
        number.textContent = short(+gains[place].toFixed(2));
      });
      const right = X.filter((pattern, number) => meter(gains, pattern) > 0 === target[number] > 0).length;
      rateSaid.textContent = `Part of the error that a lesson takes: ${short(+rate.value)}`;
      said.textContent = `${news}${letter() ? `The switches show ${letter()}` : "The switches show a pattern of your own"}, and the meter ${short(value)}. `
        + `After ${lessons} lesson${lessons === 1 ? "" : "s"} ${right} of ${X.length} letters are told right.`;
    };
    rate.oninput = show;

    install(root, "What this is",
      group("A letter on the switches", ...names.map((name, number) => button(name, () => { x = [...X[number]]; news = ""; show(); }))),
      group("The teacher says", say(1), say(-1), pass, zero, make("label", {}, rateSaid, rate)),
      make("div", { className: "toy-main" }, box, make("div", { className: "toy-side" }, dial, said)),
    );
    show();
  };

  for (const root of document.querySelectorAll(".knobby-adaline")) wire(root);
}
