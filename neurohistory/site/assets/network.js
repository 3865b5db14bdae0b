/* A network that is walked through: wires as thick as their weights, units with small maps of where they say yes.
 *
 * It has three levels: the network, a unit with its sum, a weight with its step. A click or Enter goes in, and
 * Escape goes back. It knows no rule: layers are tables of places in a list of weights, row 0 the biases.
 */
{
  const { make, draw, button, short, sums, planeOf } = neurohistory.page;
  const WIDE = 320, MAP = 30, CELLS = 30, NUMBER = 5;

  neurohistory.page.networkOf = ({ layers, names, low, high }) => {
    const most = Math.max(...layers.flatMap((rows) => [rows.length, rows[0].length + 1]));
    const tall = 46 * most;
    let unit = null, weight = null, told = {};

    const picture = draw("svg", { viewBox: `0 0 ${WIDE} ${tall}`, role: "group", "aria-label": "The network" });
    const words = make("div", { className: "network-told" });
    words.setAttribute("aria-live", "polite");
    const element = make("div", { className: "network" }, picture, words);
    const canvas = make("canvas"), { paint, paintRuns } = planeOf(low, high);
    element.append(canvas);
    canvas.hidden = true;

    const across = (layer) => 24 + (layer * (WIDE - 48)) / layers.length;
    const down = (place, all) => ((place + 0.5) * tall) / all;
    /** Where the source of a wire stands: the bias lowest, above it inputs or units. */
    const source = (layer, row) => {
      const all = layers[layer].length;
      return [across(layer), down(row ? row - 1 : all - 1, all)];
    };
    const target = (layer, each) => {
      const all = layer + 1 < layers.length ? layers[layer + 1].length : layers[layer][0].length;
      return [across(layer + 1), down(each, all)];
    };
    /** What comes in at a layer: the example, or what the units below said, if the rule tells it. */
    const inputs = (layer) => (layer ? layers[layer].slice(1).map((_, row) => told.workings[`a${layer + 1}[${row + 1}]`]) : told.x);
    const weights = (layer, each, from) => layers[layer].map((row) => from[names[row[each]]]);
    /** @param {number[]} place */
    const title = ([layer, each]) => `Unit ${each + 1} of layer ${layer + 1}`;

    /** Where a unit says yes, as a picture: on the first layer by its weights, above it as Python tells, if it does.
     * @param {number[]} place
     */
    const mapOf = ([layer, each]) => {
      const cells = layer || layers.length === 1 ? told.mapOf(layer, each) : undefined; // at 0 rules differ
      if (layer && !cells) return undefined;
      if (cells) paintRuns(canvas, ...cells);
      else {
        const [bias, ...slopes] = weights(0, each, told.after);
        paint(canvas, CELLS, (x) => bias + slopes[0] * x[0] + slopes[1] * x[1] > 0);
      }
      return canvas.toDataURL();
    };
    const wires = () => {
      const largest = Math.max(...Object.values(told.after).map(Math.abs)) || 1;
      return layers.flatMap((rows, layer) => rows.flatMap((row, place) => row.map((index, each) => {
        const name = names[index], value = told.after[name], [x, y] = source(layer, place), [right, low] = target(layer, each);
        const chosen = unit && unit[0] === layer && unit[1] === each;
        return draw("path", {
          d: `M${x} ${y}L${right} ${low}`, "stroke-width": 0.6 + (NUMBER * Math.abs(value)) / largest,
          class: `wire ${value < 0 ? "minus" : "plus"}${told.before[name] === value ? "" : " moved"}${unit && !chosen ? " faint" : ""}`,
        });
      })));
    };
    const sources = () => layers.flatMap((rows, layer) => rows.map((_, row) => {
      const [x, y] = source(layer, row);
      if (row && layer) return "";
      return draw("g", { transform: `translate(${x} ${y})`, class: "source" },
        row ? draw("circle", { r: 13 }) : draw("rect", { x: -11, y: -11, width: 22, height: 22 }),
        draw("text", { "text-anchor": "middle", y: 4 }, row ? short(told.x[row - 1]) : "1"));
    }));
    const units = () => layers.flatMap((rows, layer) => rows[0].map((_, each) => {
      const [x, y] = target(layer, each), place = [layer, each];
      const made = draw("g", { transform: `translate(${x} ${y})`, class: "unit", tabindex: 0, role: "button", "aria-label": `${title(place)}: look closer` },
        draw("rect", { x: -MAP / 2, y: -MAP / 2, width: MAP, height: MAP }));
      const map = mapOf(place);
      if (map) made.append(draw("image", { x: -MAP / 2, y: -MAP / 2, width: MAP, height: MAP, href: map }));
      if (layer && layer === layers.length - 1) made.append(draw("text", { "text-anchor": "middle", y: map ? MAP / 2 + 11 : 4 }, "out"));
      made.onclick = () => look(place);
      made.onkeydown = (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        look(place);
      };
      return made;
    }));

    const line = (text) => make("div", { textContent: text });
    /** The sum of a unit with its numbers, and what else the rule tells of it. */
    const ofUnit = ([layer, each]) => {
      const [bias, ...slopes] = weights(layer, each, told.before), given = inputs(layer);
      const known = given.every((value) => value !== undefined);
      const sum = slopes.reduce((total, w, place) => total + w * given[place], bias);
      const formula = [short(bias), ...slopes.map((w, place) => `${short(w)}·${short(given[place])}`)].join(" + ").replaceAll("+ −", "− ");
      const more = [`a${layer + 2}[${each + 1}]`, `delta${layer + 2}[${each + 1}]`].filter((name) => name in told.workings);
      return [
        line(`${title([layer, each])}${mapOf([layer, each]) ? "; its square shows where it says yes" : ""}.`),
        ...known ? [line(`sum = ${formula} = ${short(sum)}`)] : [],
        ...more.map((name) => line(`${name} = ${short(told.workings[name])}`)),
        make("div", { className: "toy-group" }, ...layers[layer].map((row) => {
          const name = names[row[each]];
          return button(`${name} = ${short(told.after[name])}`, () => { weight = name; show(told); words.querySelector("button").focus(); });
        })),
      ];
    };
    const ofWeight = () => {
      const slope = told.workings[`derivative by ${weight}`];
      const [step] = sums({ [weight]: told.before[weight] }, { [weight]: told.after[weight] }, 1);
      return [
        line(step ?? `${weight} stays ${short(told.after[weight])} here.`),
        ...slope === undefined ? [] : [line(`The error would change by ${short(slope)} for each 1 that ${weight} grows; it goes the other way.`)],
      ];
    };
    const look = (place) => {
      unit = place;
      weight = null;
      show(told);
      words.querySelector("button")?.focus();
    };
    /** One level back; false on the first. */
    const back = () => {
      if (!unit) return false;
      const [layer, each] = unit;
      if (weight) weight = null;
      else unit = null;
      show(told);
      const number = layers.slice(0, layer).reduce((sum, rows) => sum + rows[0].length, each);
      (unit ? words.querySelector("button") : picture.querySelectorAll(".unit")[number]).focus();
      return true;
    };
    /** Weights before and after the presentation of x, and what the rule went through on its way. */
    const show = (now) => {
      told = now;
      const controls = () => [...element.querySelectorAll("g[tabindex], button")];
      const focused = controls().indexOf(document.activeElement);
      picture.replaceChildren(...wires(), ...sources(), ...units());
      if (!unit) words.replaceChildren(line("Press a unit to see its sum with the numbers filled in."));
      else words.replaceChildren(...weight ? ofWeight() : ofUnit(unit), button("Back (Escape)", back));
      controls()[focused]?.focus(); // what had it was drawn anew
    };
    return { element, show, back };
  };
}
