/* The map of 2006: two numbers, and the digit that the decoder makes of them.
 *
 * The weights are those of our own Python, as whole numbers of a byte (site/toys/digit_map.py).
 */
{
  const { make, draw, labeled, group, status, short, dataOf, install, unpacked, ink, repaint, planeOf } = neurohistory.page;
  const SIDE = 8, CELL = 11, EDGE = 10, DIGITS = 15; // a digit's pixels, and its place's; the map's end, digits along it

  /** From a code to the pixels of a digit, a layer at a time; row 0 of a layer are its biases. */
  neurohistory.decoder = ({ layers, white, black }) => {
    const [down, least, most] = [layers.map(unpacked), unpacked(white), unpacked(black)];
    const layer = (values, rows) => rows[0].map((bias, unit) => {
      const z = values.reduce((sum, value, place) => sum + value * rows[place + 1][unit], bias);
      return (Math.tanh(z / 2) + 1) / 2;
    });
    return (code) => down.reduce(layer, code).map((value, pixel) => least[pixel] + (most[pixel] - least[pixel]) * value);
  };

  const unroll = (root) => {
    const data = dataOf(root);
    const decoded = neurohistory.decoder(data);
    let code = [...data.codes[0]];

    const plane = planeOf(-EDGE, EDGE), said = status(), large = make("canvas", { className: "digit" });
    large.setAttribute("role", "img");
    const sliders = ["First number", "Second number"].map((name, place) => {
      const slider = make("input", { type: "range", min: -EDGE, max: EDGE, step: 0.1 });
      slider.oninput = () => show(code.map((value, each) => (each === place ? +slider.value : value)));
      return { slider, field: labeled(name, slider) };
    });
    const unseen = make("input", { type: "checkbox", checked: true });
    const here = draw("circle", { r: 7, class: "here" });
    const numerals = data.codes.map(([x, y], place) => draw("text", {
      x: 160 + x * 160 / EDGE, y: 160 - y * 160 / EDGE, class: "numeral",
    }, String(data.digits[place])));

    const nearest = () => {
      const far = data.codes.map(([x, y]) => Math.hypot(x - code[0], y - code[1]));
      return data.digits[far.indexOf(Math.min(...far))];
    };
    const show = (where) => {
      code = where;
      const pixels = decoded(code);
      ink(large, SIDE, SIDE, (row, column) => pixels[row * SIDE + column]);
      here.setAttribute("transform", `translate(${160 + code[0] * 160 / EDGE} ${160 - code[1] * 160 / EDGE})`);
      const told = `(${short(code[0])}, ${short(code[1])})`;
      said.textContent = `The code ${told} becomes this digit. Of the digits that the network never saw, one that is a ${nearest()} has the nearest code.`;
      large.setAttribute("aria-label", `What the decoder draws at ${told}`);
      sliders.forEach(({ slider }, place) => { slider.value = code[place]; });
    };
    const ground = () => {
      const step = (2 * EDGE) / DIGITS, at = (cell) => -EDGE + (cell + 0.5) * step;
      const all = Array.from({ length: DIGITS ** 2 }, (_, cell) => decoded([at(cell % DIGITS), -at(Math.floor(cell / DIGITS))]));
      ink(plane.ground, CELL * DIGITS, CELL * DIGITS, (row, column) => {
        const [down, across] = [row % CELL, column % CELL].map((place) => place - 1);
        if (Math.min(down, across) < 0 || Math.max(down, across) >= SIDE) return 0;
        return all[Math.floor(row / CELL) * DIGITS + Math.floor(column / CELL)][down * SIDE + across];
      });
      show(code);
    };

    plane.marks.onpointermove = (event) => show(plane.clicked(event));
    plane.marks.onpointerdown = plane.marks.onpointermove;
    unseen.onchange = () => numerals.forEach((each) => each.toggleAttribute("hidden", !unseen.checked));
    plane.marks.setAttribute("aria-label", "The map of codes");
    plane.marks.append(...numerals, here);
    install(root, "What this is",
      group("The code", ...sliders.map(({ field }) => field), make("label", { className: "toy-check" }, unseen, " where unseen digits lie")),
      make("div", { className: "toy-main" }, plane.element, make("div", { className: "toy-side" }, large, said)),
    );
    repaint(ground);
    ground();
  };

  for (const root of document.querySelectorAll(".digit-map")) unroll(root);
}
