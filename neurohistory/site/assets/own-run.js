/* A run of the reader's own beside a reference run: how many digits are right, row by row.
 *
 * Both files stay on the reader's machine: they are read in the page, and nothing is sent.
 */
{
  const { make, draw, labeled, group, status, install } = neurohistory.page, { agreement } = neurohistory.digits;
  const WIDE = 320, TALL = 120, LEFT = 26, ALL = 17;

  const ownRun = (root) => {
    const said = status(), curve = draw("svg", { viewBox: `0 0 ${WIDE} ${TALL}`, role: "img" });
    const texts = {};
    const asked = (key, text, accept) => labeled(text, make("input", { type: "file", accept, onchange: async ({ target }) => {
        texts[key] = await target.files[0]?.text();
        show();
      } }));

    const runOf = (text) => {
      try {
        const run = JSON.parse(text);
        return Array.isArray(run.trace) && Array.isArray(run.columns) ? run : undefined;
      } catch {
        return undefined;
      }
    };
    const showRows = (rows) => {
      const x = (at) => LEFT + ((at + 0.5) / rows.length) * (WIDE - LEFT - 8), y = (digits) => TALL - 20 - (digits / ALL) * (TALL - 30);
      curve.replaceChildren(
        draw("path", { d: `M${LEFT} 10V${TALL - 20}H${WIDE - 8}`, class: "axis" }),
        ...[0, 6, ALL].map((digits) => draw("text", { x: LEFT - 4, y: y(digits) + 4, "text-anchor": "end" }, String(digits))),
        draw("text", { x: WIDE - 8, y: TALL - 5, "text-anchor": "end" }, "right digits in the worst number, row by row"),
        ...rows.map(({ digits }, at) => draw("path", { class: "digits", d: `M${x(at)} ${TALL - 20}V${y(digits)}` })),
        ...rows.map(({ digits }, at) => draw("circle", { r: 2.5, cx: x(at), cy: y(digits) })));
      curve.setAttribute("aria-label", `Right digits row by row: ${rows.map(({ digits }) => digits.toFixed(1)).join(", ")}`);
    };
    const show = () => {
      curve.replaceChildren();
      curve.removeAttribute("aria-label");
      curve.toggleAttribute("hidden", true);
      if (texts.run === undefined || texts.own === undefined) {
        said.textContent = texts.run ?? texts.own ? "Now the other file." : "Choose a run from the files below and the CSV file of your own.";
        return;
      }
      const run = runOf(texts.run), rows = run ? agreement(run, texts.own) : "The first file is no reference run: take one of those below.";
      if (typeof rows === "string") {
        said.textContent = rows;
        return;
      }
      const worst = rows.reduce((a, b) => (b.digits < a.digits ? b : a));
      said.textContent = `${worst.digits.toFixed(1)} digits are right in the worst of all numbers.`
        + (worst.digits < ALL ? ` It is in row ${worst.row}, ${worst.column}: ${worst.own}, where ${worst.right} is right.` : "");
      curve.toggleAttribute("hidden", false);
      showRows(rows);
    };
    install(root, "What this is",
      group("Two files", asked("run", "The run (JSON)", ".json"), asked("own", "Yours (CSV)", ".csv,.txt")),
      make("div", { className: "toy-side" }, said, curve));
    show();
  };
  document.querySelectorAll(".own-run").forEach(ownRun);
}
