/* The player of epochs: what a learner answered, how many it got wrong, and its weights, from start to end.
 *
 * It knows no rule: Python has sampled the history (site/toys/epochs.py), so it serves any model. A curve is hidden
 * and shown by its name.
 */
{
  const { make, draw, set, tell, button, choice, labeled, group, lineOf, keysOf, status, short, dataOf, install, repaint, playing, planeOf } = neurohistory.page;
  const SPEEDS = { slow: 800, "as usual": 300, fast: 80 };
  const WIDE = 320, TALL = 110, LEFT = 46;

  const follow = (root) => {
    const data = dataOf(root);
    const { low, high, grid, problems } = data;
    const hidden = new Set();
    let name = Object.keys(problems)[0], at = 0, now = [];

    const plane = planeOf(low, high);
    const said = status();
    const slider = make("input", { type: "range", min: 0 });
    const speed = choice(Object.keys(SPEEDS));
    speed.value = "as usual";
    const loop = make("input", { type: "checkbox" });
    const charts = make("div");
    const keys = keysOf("Curves that are shown", (place) => {
      const weight = Object.keys(problems[name].weights)[place];
      if (!hidden.delete(weight)) hidden.add(weight);
      showCharts();
      show();
    });
    const player = playing({
      said,
      begin: () => { if (at === last()) turn(0); },
      step: () => { turn(at < last() ? at + 1 : 0); return at < last() || loop.checked; },
      wait: () => SPEEDS[speed.value],
    });
    const names = Object.fromEntries(Object.keys(problems).map((each) => [each, button(each, () => {
      name = each;
      showCharts();
      leaf(0);
    })]));
    const last = () => problems[name].epochs.length - 1;
    const turn = (frame) => {
      at = Math.min(Math.max(frame, 0), last());
      show();
    };
    const leaf = (frame) => {
      player.pause();
      turn(frame);
    };

    const valueOf = ({ digits, values }, frame) => values[frame] / 10 ** digits;
    const across = (frame) => {
      const { epochs } = problems[name];
      return LEFT + (epochs[frame] / Math.max(epochs.at(-1), 1)) * (WIDE - LEFT - 8);
    };
    /** Curves on one scale, with a mark where we are, which alone moves. */
    const chart = (title, curves, low, high, first) => {
      const up = (value) => 6 + ((high - value) / (high - low || 1)) * (TALL - 24);
      const here = draw("path", { class: "now" });
      now.push(() => set(here, { d: `M${across(at)} 6V${TALL - 18}` }));
      const lines = Object.entries(curves).filter(([each]) => !hidden.has(each)).flatMap(([each, curve]) => {
        const number = first + Object.keys(curves).indexOf(each), dot = draw("circle", { r: 3, style: `fill: var(--toy-series-${number % 4})` });
        now.push(() => set(dot, { cx: across(at), cy: up(valueOf(curve, at)) }));
        return [draw("path", {
          d: curve.values.map((_, frame) => `${frame ? "L" : "M"}${across(frame).toFixed(1)} ${up(valueOf(curve, frame)).toFixed(1)}`).join(""),
          ...lineOf(number),
        }), dot];
      });
      return draw("svg", { viewBox: `0 0 ${WIDE} ${TALL}`, role: "img", "aria-label": `${title} by epoch; the numbers are told above` },
        draw("path", { d: `M${LEFT} 6V${TALL - 18}H${WIDE - 8}`, class: "axis" }),
        here,
        draw("text", { x: LEFT - 4, y: 12, "text-anchor": "end" }, short(high)),
        draw("text", { x: LEFT - 4, y: TALL - 18, "text-anchor": "end" }, short(low)),
        draw("text", { x: WIDE - 8, y: TALL - 5, "text-anchor": "end" }, `${title}, to epoch ${problems[name].epochs.at(-1)}`),
        ...lines);
    };
    const showCharts = () => {
      now = [];
      const { curves, weights } = problems[name];
      const of = (curve) => curve.values.map((_, frame) => valueOf(curve, frame));
      const places = Object.keys(curves).length, all = Object.values(weights).flatMap(of);
      charts.replaceChildren(
        ...Object.entries(curves).map(([each, curve], place) => chart(each, { [each]: curve }, 0, Math.max(...of(curve)) || 1, place)),
        ...all.length ? [chart("weights", weights, Math.min(0, ...all), Math.max(0, ...all), places)] : []);
    };
    const showKeys = () => keys.show(Object.entries(problems[name].weights).map(([each, curve], place) => ({
      text: `${each} ${short(valueOf(curve, at))}`, number: place + Object.keys(problems[name].curves).length, shown: !hidden.has(each),
    })));
    const show = () => {
      const { epochs, curves, answers, X, target } = problems[name];
      const wrong = answers[at][1];
      plane.showAnswers({ grid, cells: answers.slice(0, at + 1).findLast(([text]) => text)[0], X, target, wrong });
      const told = Object.entries(curves).slice(1).map(([each, curve]) => `, ${each} ${short(valueOf(curve, at))}`).join("");
      tell(said, `${name}, ${at ? `after epoch ${epochs[at]}` : "at the start"} of ${epochs.at(-1)}: `
        + `${wrong.length ? `${wrong.length} of ${X.length} answers are wrong` : "every answer is right"}${told}.`);
      slider.max = last();
      slider.value = at;
      slider.setAttribute("aria-valuetext", `epoch ${epochs[at]} of ${epochs.at(-1)}`);
      for (const [each, control] of Object.entries(names)) set(control, { "aria-pressed": each === name });
      for (const move of now) move();
      showKeys();
    };

    slider.oninput = () => leaf(+slider.value);
    root.onkeydown = (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step || event.target.matches("input, select")) return;
      event.preventDefault();
      leaf(at + step);
    };
    speed.onchange = player.again;

    install(root, "Start, middle and end as a table",
      group("Problem and time", ...Object.values(names), player.control, labeled("Epoch", slider), labeled("Speed", speed),
        make("label", { className: "toy-check" }, loop, " again and again")),
      make("div", { className: "toy-main" }, plane.element, make("div", { className: "toy-side" }, said, charts, keys.element)),
    );
    repaint(show);
    showCharts();
    show();
  };

  for (const root of document.querySelectorAll(".epochs")) follow(root);
}
