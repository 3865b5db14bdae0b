/* The Mark I to draw on: what lights the retina makes units fire, and their weights are summed for each answer.
 *
 * Wires and weights are those that our Python drew and taught (site/toys/retina.py).
 */
{
  const { make, button, group, status, dataOf, install, unpacked, ink, repaint, pixelsOf } = neurohistory.page;
  const ACROSS = 32, SAMPLES = 4;

  /** From the points that are lit to the units that fire. */
  const firing = ({ wires, threshold }, lit) => {
    const count = (points) => points.reduce((sum, point) => sum + lit[point], 0);
    return wires.map(([plus, minus]) => count(plus) - count(minus) >= threshold);
  };
  /** The sum of each answer over the units that fire and are not cut off. */
  const summed = (weights, fires, cut) => weights[0].map((_, answer) =>
    weights.reduce((sum, unit, place) => sum + (fires[place] && place >= cut ? unit[answer] : 0), 0));
  neurohistory.retina = { firing, summed };

  const light = (root) => {
    const data = dataOf(root);
    const { side, samples } = data, names = Object.keys(samples), weights = unpacked(data.weights);
    let shown = 0;

    const retina = pixelsOf(side, "Retina", ["dark", "light"], () => show());
    const units = make("canvas", { className: "retina-units" }), said = status();
    units.setAttribute("role", "img");
    const saw = make("input", { type: "range", min: 0, max: 100, value: 0 }), sawn = make("span");
    const sums = make("table", { className: "toy-weights" });

    const show = () => {
      const cut = Math.round((saw.value / 100) * weights.length), fires = firing(data, retina.lit()), totals = summed(weights, fires, cut);
      const best = totals.indexOf(Math.max(...totals)), active = fires.filter((is, unit) => is && unit >= cut).length;
      ink(units, ACROSS, weights.length / ACROSS, (row, column) => {
        const unit = row * ACROSS + column;
        return unit < cut ? 0.45 * ((row + column) % 2) : fires[unit] ? 1 : 0.06;
      });
      units.setAttribute("aria-label", `${active} of ${weights.length} units fire and are not cut off`);
      sawn.textContent = `${saw.value} % of the units cut off`;
      said.textContent = active ? `${active} units fire, and the answer is: ${names[best]}.` : "No unit fires, and there is no answer.";
      const most = Math.max(1, ...totals.map(Math.abs));
      sums.replaceChildren(make("caption", { textContent: "The sum for each answer" }), ...names.map((name, answer) =>
        make("tr", { className: active && answer === best ? "moved" : "" }, make("th", { scope: "row", textContent: name }),
          make("td", { textContent: String(totals[answer]).replace("-", "−") }),
          make("td", {}, make("meter", { min: 0, max: most, value: Math.max(0, totals[answer]), ariaLabel: `sum for ${name}` })))));
    };
    saw.oninput = show;
    const put = (points) => retina.put(Array.from({ length: side ** 2 }, (_, point) => Number(points.includes(point))));
    const shapes = names.map((name) => button(name, () => put(samples[name][shown++ % SAMPLES])));

    install(root, "What this is, and how it fares on other images",
      group("What the retina sees", ...shapes, button("Dark", () => put([])), make("label", {}, sawn, saw)),
      make("div", { className: "toy-main" }, retina.element, make("div", { className: "toy-side" }, said, units, sums)),
    );
    repaint(() => { retina.show(); show(); });
    put(samples[names[2]][0]);
  };

  for (const root of document.querySelectorAll(".retina")) light(root);
}
