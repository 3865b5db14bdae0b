/* A Boltzmann machine that dreams: hidden units drawn from visible ones, and visible from hidden ones, for ever.
 *
 * Its weights are what our Python learned (site/toys/dream.py); how likely each pattern is follows by counting.
 */
{
  const { make, button, choice, labeled, group, status, short, dataOf, install, playing } = neurohistory.page;
  const ANY = "any pattern", WAIT = 350;
  const PATTERNS = Array.from({ length: 8 }, (_, number) => [number >> 2 & 1, number >> 1 & 1, number & 1]);

  const times = (a, b) => a.reduce((sum, value, place) => sum + value * b[place], 0);
  /** The free energy of a pattern at a temperature, in units of that temperature: hidden units are summed out. */
  const freeEnergy = ({ weights, visible, hidden }, v, warmth) => -times(visible, v) / warmth
    - hidden.reduce((sum, bias, unit) => sum + Math.log1p(Math.exp((bias + times(v, weights.map((row) => row[unit]))) / warmth)), 0);
  /** How likely each of some patterns is, by counting. */
  const likely = (machine, patterns, warmth) => {
    const free = patterns.map((v) => freeEnergy(machine, v, warmth)), least = Math.min(...free);
    const parts = free.map((value) => Math.exp(least - value)), all = parts.reduce((a, b) => a + b, 0);
    return parts.map((part) => part / all);
  };
  const draw = (bias, given, columns, warmth, random) => bias.map((value, unit) =>
    Number(random() < 1 / (1 + Math.exp(-(value + times(given, columns.map((row) => row[unit]))) / warmth))));
  /** One round: all hidden units, and then all visible ones. */
  const round = ({ weights, visible, hidden }, v, warmth, random) => {
    const h = draw(hidden, v, weights, warmth, random);
    const upright = hidden.map((_, unit) => weights.map((row) => row[unit]));
    return [h, draw(visible, h, upright, warmth, random)];
  };
  neurohistory.dream = { likely, round };

  const sleep = (root) => {
    const data = dataOf(root), { machines } = data;
    const picker = choice(Object.keys(machines)), held = choice([ANY, "00", "01", "10", "11"]);
    const heat = make("input", { type: "range", min: -1.5, max: 1.5, step: 0.1, value: 0 }), heatSaid = make("span");
    const said = status(), rows = make("table", { className: "dream-patterns" });
    let v, h, counts, all;

    const machine = () => machines[picker.value], warmth = () => Math.exp(heat.value);
    const allowed = () => PATTERNS.filter((pattern) => held.value === ANY || pattern.slice(0, 2).join("") === held.value);
    const begin = () => {
      [v, h, counts, all] = [allowed()[0], machine().hidden.map(() => 0), {}, 0];
      show();
    };
    const step = () => {
      [h, v] = round(machine(), v, warmth(), Math.random);
      if (held.value !== ANY) v = [...[...held.value].map(Number), v[2]];
      counts[v.join("")] = (counts[v.join("")] ?? 0) + 1;
      all += 1;
      show();
      return true;
    };
    const player = playing({ said, step, wait: () => WAIT });
    const bar = (name, value) => make("meter", { min: 0, max: 1, value, ariaLabel: name });
    const show = () => {
      const patterns = allowed(), energies = PATTERNS.map((pattern) => freeEnergy(machine(), pattern, 1)), [low, high] = [Math.min(...energies), Math.max(...energies)];
      const chances = likely(machine(), patterns, warmth()), now = v.join("");
      heatSaid.textContent = `Temperature ${short(warmth())}`;
      said.textContent = all ? `Dream ${all}: hidden units ${h.join("")}, and then the inputs ${now.slice(0, 2)} with the label ${now[2]}.`
        : "It sleeps without a dream yet.";
      rows.replaceChildren(
        make("tr", {}, ...["pattern", "how deep in free energy", "likely", "dreamt"].map((textContent) => make("th", { scope: "col", textContent }))),
        ...patterns.map((pattern, place) => {
          const name = pattern.join(""), energy = energies[PATTERNS.indexOf(pattern)], part = all ? (counts[name] ?? 0) / all : 0;
          return make("tr", { className: name === now && all ? "now" : "" },
            make("th", { scope: "row", textContent: `${name.slice(0, 2)} → ${name[2]}` }),
            make("td", {}, bar(`depth of ${name}`, (high - energy) / (high - low || 1)), ` ${short(+energy.toFixed(2))}`),
            make("td", {}, bar(`likely ${name}`, chances[place]), ` ${Math.round(100 * chances[place])} %`),
            make("td", {}, bar(`dreamt ${name}`, part), ` ${Math.round(100 * part)} %`));
        }));
    };

    picker.onchange = held.onchange = heat.oninput = begin;
    install(root, "What this is",
      group("The machine", labeled("It has learned", picker), labeled("Held on the inputs", held), make("label", {}, heatSaid, heat)),
      group("Dreams", button("Dream once", () => { player.pause(); step(); }), player.control,
        button("A hundred more", () => { player.pause(); for (let n = 0; n < 100; n++) step(); })),
      said, rows,
    );
    begin();
  };

  for (const root of document.querySelectorAll(".dream")) sleep(root);
}
