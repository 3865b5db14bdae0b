/* The Mark I to draw on: what lights the retina makes units fire, and their weights are summed for each answer.
 *
 * Wires and weights are those that our Python drew and taught (site/toys/retina.py).
 */
{
  const { make, button, group, status, ARROWS, dataOf, unpacked, ink, repaint } = neurohistory.page;
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
    const { data, still } = dataOf(root);
    const { side, samples } = data, names = Object.keys(samples), weights = unpacked(data.weights);
    let lit = Array(side ** 2).fill(0), at = [side >> 1, side >> 1], pen, shown = 0;

    const retina = make("canvas", { className: "retina-points", tabIndex: 0 });
    retina.setAttribute("role", "application");
    retina.setAttribute("aria-label", `Retina of ${side} by ${side} points: arrow keys go from point to point, Space lights one or darkens it`);
    const units = make("canvas", { className: "retina-units" }), said = status(), here = make("p", { className: "retina-here" });
    units.setAttribute("role", "img");
    here.setAttribute("aria-live", "polite");
    const saw = make("input", { type: "range", min: 0, max: 100, value: 0 }), sawn = make("span");
    const sums = make("table", { className: "toy-weights" });

    const show = () => {
      const cut = Math.round((saw.value / 100) * weights.length), fires = firing(data, lit), totals = summed(weights, fires, cut);
      const best = totals.indexOf(Math.max(...totals)), active = fires.filter((is, unit) => is && unit >= cut).length;
      ink(retina, side, side, (row, column) => lit[row * side + column] ? 1 : row === at[0] && column === at[1] && document.activeElement === retina ? 0.3 : 0.04);
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
    /** @param {number[]} place */
    const dot = ([row, column], on) => {
      if (row < 0 || column < 0 || row >= side || column >= side) return;
      at = [row, column];
      lit[row * side + column] = on;
      show();
    };
    const under = (event) => {
      const box = retina.getBoundingClientRect();
      return [(event.clientY - box.top) / box.height, (event.clientX - box.left) / box.width].map((part) => Math.floor(part * side));
    };
    const point = () => lit[at[0] * side + at[1]];

    retina.onpointerdown = (event) => {
      retina.setPointerCapture(event.pointerId);
      at = under(event);
      pen = 1 - point();
      dot(at, pen);
    };
    retina.onpointermove = (event) => { if (event.buttons) dot(under(event), pen); };
    retina.onkeydown = (event) => {
      const [right, up] = ARROWS[event.key] ?? [0, 0];
      if (right || up) at = [at[0] - up, at[1] + right].map((place) => Math.min(Math.max(place, 0), side - 1));
      else if (event.key === " " || event.key === "Enter") lit[at[0] * side + at[1]] = 1 - point();
      else return;
      event.preventDefault();
      here.textContent = `Row ${at[0] + 1}, column ${at[1] + 1}: ${point() ? "light" : "dark"}.`;
      show();
    };
    retina.onfocus = retina.onblur = saw.oninput = show;
    const put = (points) => {
      lit = lit.map((_, place) => Number(points.includes(place)));
      show();
    };
    const shapes = names.map((name) => button(name, () => put(samples[name][shown++ % SAMPLES])));

    root.classList.add("toy");
    root.replaceChildren(
      group("What the retina sees", ...shapes, button("Dark", () => put([])), make("label", {}, sawn, saw)),
      make("div", { className: "toy-main" }, make("div", {}, retina, here), make("div", { className: "toy-side" }, said, units, sums)),
      make("details", {}, make("summary", { textContent: "What this is, and how it fares on other images" }), ...still),
    );
    repaint(show);
    put(samples[names[2]][0]);
  };

  for (const root of document.querySelectorAll(".retina")) light(root);
}
