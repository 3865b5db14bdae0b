/* What a playground shows, as one flat record, and as the end of an address: #machine=perceptron&targets=0110
 *
 * What an address leaves out has its default; what it says wrongly is named, and the default taken.
 */
globalThis.neurohistory ??= {};
{
  const GATES = { AND: "0001", OR: "0111", XOR: "0110" };
  const FUNCTIONS = "FALSE AND A_AND_NOT_B A B_AND_NOT_A B XOR OR NOR XNOR NOT_B A_OR_NOT_B NOT_A B_OR_NOT_A NAND TRUE".split(" ");
  const CORNERS = [[0, 0], [0, 1], [1, 0], [1, 1]];
  const KERNELS = ["rbf", "linear", "poly"];
  const MOST_POINTS = 26, MOST_STEPS = 20000, MOST_SHOWN = 40;

  const number = (least, most, whole) => ({
    read: (text) => {
      const value = Number(text);
      const fits = text.trim() !== "" && value >= least && value <= most && (!whole || Number.isInteger(value));
      return fits ? value : undefined;
    },
    allowed: `a ${whole ? "whole " : ""}number from ${least} to ${most}`,
  });
  const oneOf = (names) => ({
    read: (text) => (names().includes(text) ? text : undefined),
    allowed: `one of ${names().join(", ")}`,
  });
  /** Numbers with commas between; what is left empty is none. */
  const numbers = (text) => text.split(",").map((each) => (each.trim() === "" ? NaN : Number(each)));
  const POINTS = { // x,y,1 and x,y,0, with semicolons between
    read: (text) => {
      const points = text.split(";").map(numbers);
      const fits = points.length <= MOST_POINTS && points.every((point) =>
        point.length === 3 && point.slice(0, 2).every((value) => Math.abs(value) <= 2) &&
        (point[2] === 0 || point[2] === 1));
      return fits ? points : undefined;
    },
    allowed: `at most ${MOST_POINTS} points such as 0.5,0.25,1 with semicolons between them`,
  };

  const LINE = { // the first weights of one unit
    read: (text) => {
      const line = numbers(text);
      return line.length === 3 && line.every((value) => Math.abs(value) <= 1000) ? line : undefined;
    },
    allowed: "three numbers, a bias and two weights, such as 0.5,1,-1",
  };

  const FIELDS = {
    machine: oneOf(() => Object.keys(neurohistory.machines)),
    targets: {
      read: (text) => (Object.hasOwn(GATES, text) ? GATES[text] : /^[01]{4}$/.test(text) ? text : undefined),
      allowed: "AND, OR, XOR, or four digits 0 and 1 for the corners 00, 01, 10 and 11",
    },
    points: POINTS,
    rate: number(1e-6, 1000),
    scale: number(0, 1000),
    order: oneOf(() => ["shuffled", "cyclic"]),
    units: number(1, 6, true),
    kernel: oneOf(() => KERNELS),
    first: LINE,
    seed: number(0, 2 ** 32, true),
    step: number(0, MOST_STEPS, true),
  };
  const DEFAULTS = {
    machine: "perceptron", targets: GATES.XOR, points: [], rate: null, scale: null, order: "shuffled", units: 2,
    first: null, kernel: "rbf", seed: 0, step: 0,
  };

  /** The record of an address, and one sentence for each thing in it that is none. */
  const read = (address, defaults = {}) => {
    const record = { ...DEFAULTS, ...defaults }, complaints = [];
    const said = address.includes("=") ? address.replace(/^#/, "") : ""; // else it leads to a heading
    const told = new URLSearchParams(said);
    for (const name of new Set(told.keys())) {
      if (!Object.hasOwn(FIELDS, name)) {
        complaints.push(`The address has "${name}", which is nothing that can be set here.`);
        continue;
      }
      const texts = told.getAll(name), text = texts.at(-1);
      if (texts.length > 1) complaints.push(`The address says ${name} ${texts.length} times; its last word counts.`);
      const value = FIELDS[name].read(text), shown = text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
      if (value === undefined) complaints.push(`${name}=${shown} is not ${FIELDS[name].allowed}.`);
      else record[name] = value;
    }
    return { record, complaints };
  };

  const write = (record) => {
    const words = { ...record, points: record.points.map((point) => point.join(",")).join(";"), first: record.first?.join(",") ?? null };
    const gate = Object.keys(GATES).find((name) => GATES[name] === record.targets);
    words.targets = gate ?? record.targets;
    const usual = { ...DEFAULTS, points: "", targets: null };
    const said = Object.entries(words).filter(([name, value]) => value !== usual[name] && value !== null);
    return said.map(([name, value]) => `${name}=${value}`).join("&");
  };

  /** The examples of a record: four corners, and the points. */
  const problemOf = ({ targets, points }) => ({
    X: [...CORNERS, ...points.map(([x, y]) => [x, y])],
    target: [...targets, ...points.map(([, , yes]) => yes)].map((yes) => (Number(yes) ? 1 : -1)),
  });

  /** The machine's own settings with those of a record, and which of these it has at all. */
  const settingsOf = (machine, { rate, scale, order, units, kernel }) => {
    const settings = { ...machine.settings };
    if ("learning_rate" in settings && rate !== null) settings.learning_rate = rate;
    if ("initial_scale" in settings && scale !== null) settings.initial_scale = scale;
    if ("order" in settings) settings.order = order;
    if ("kernel" in settings) settings.kernel = kernel;
    for (const name of ["n_units", "hidden"]) if (name in settings) settings[name] = units;
    return settings;
  };

  /** Where a record begins: at weights of the reader's, or at those that are drawn. Either way as many are drawn. */
  const firstOf = (record, random) => {
    const machine = neurohistory.machines[record.machine], { first } = record;
    const begun = machine.start(problemOf(record), settingsOf(machine, record), random);
    return first && machine.drawn ? { bias: first[0], weights: first.slice(1) } : begun;
  };

  const NAMES = { hidden: "hidden_layer_sizes" };
  /** The command that prints the same presentations, to the end of an epoch; it has no examples of the reader's own. */
  const command = (record, epoch) => {
    if (record.points.length) return "";
    const machine = neurohistory.machines[record.machine], [bias, one, other] = record.first ?? [];
    const told = Object.entries(settingsOf(machine, record)).filter(([name, value]) => name !== "max_epochs" || value > 2) // two are ours, for what is settled at once
      .map(([name, value]) => `${NAMES[name] ?? name}=${value ?? "None"}`).join(",");
    const initial = record.first && machine.drawn ? ` --initial "bias=${bias},weights[0]=${one},weights[1]=${other}"` : "";
    return `neurohistory trace ${record.machine}${told && `:${told}`} ${FUNCTIONS[parseInt(record.targets, 2)]}`
      + ` --seed ${record.seed} --epochs ${epoch}${initial}`;
  };

  /** The lines of Python that give the same numbers. */
  const python = (record) => {
    const machine = neurohistory.machines[record.machine];
    const { X, target } = problemOf(record), settings = settingsOf(machine, record);
    const changed = Object.entries(settings).filter(([name, value]) => value !== machine.settings[name]
      || (record.machine === "minsky_papert" && name === "predicate_order"));
    const [bias, one, other] = record.first ?? [];
    const initial = record.first && machine.drawn ? `, initial={"bias": ${bias}, "weights[0]": ${one}, "weights[1]": ${other}}` : "";
    const said = changed.map(([name, value]) => `${NAMES[name] ?? name}=${JSON.stringify(value)}`);
    return [
      "from itertools import islice", "",
      "import numpy as np", "",
      "from neurohistory import load",
      "from neurohistory.traces import trace", "",
      `X = np.array(${JSON.stringify(X)}, dtype=float)`,
      `target = np.array(${JSON.stringify(target)}, dtype=float)`,
      `model = load("${record.machine}")(${said.join(", ")})`,
      `rows = list(islice(trace(model, X, target, rng=${record.seed}${initial}), ${Math.max(record.step, 1)}))`,
      "print(rows[-1].after)", "",
    ].join("\n");
  };

  Object.assign(neurohistory, { address: { read, write, problemOf, settingsOf, firstOf, python, command, GATES, KERNELS, MOST_POINTS, MOST_STEPS } });
}
