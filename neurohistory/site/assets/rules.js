/* The rules of the machines from 1943 to 1986 on two inputs, presentation by presentation.
 *
 * These are ports; the Python is the reference, and tests hold every number of theirs to its traces. The
 * arithmetic stands in the order in which NumPy does it: (rate * error) * input, features from the left and
 * the bias last. No machine knows of the page.
 *
 * A machine has its `settings` with their defaults; `start(problem, settings, random)` gives its weights;
 * `net(weights, x)` is what it sums up, `says(net)` its answer; `learn(weights, shown, problem, settings)`
 * the weights after the examples `shown`, the very same where nothing moves; `named(weights)` the weights as
 * `neurohistory trace` names them; and `units(weights)` its hidden units, if it has any.
 * A problem has `X` (a list of pairs) and `target` (a list of -1 and +1).
 */
globalThis.neurohistory ??= {};
{
  const LARGEST = 1e30; // beyond it a machine has run away
  const times = (a, b) => a.reduce((sum, value, place) => sum + value * b[place], 0);
  const weighed = ({ bias, weights }, x) => times(weights, x) + bias;
  const logistic = (z) => (Math.tanh(z * 0.5) + 1) * 0.5;
  const normals = (random, scale, n) => Array.from({ length: n }, () => scale * random.normal());

  /** The sum of a list as NumPy adds it: eight running sums from eight numbers on. */
  const sum = (values) => {
    if (values.length < 8) return values.reduce((total, value) => total + value, 0);
    const eight = values.slice(0, 8), whole = values.length - (values.length % 8);
    for (let place = 8; place < whole; place++) eight[place % 8] += values[place];
    const [a, b, c, d, e, f, g, h] = eight;
    return values.slice(whole).reduce((total, value) => total + value, a + b + (c + d) + (e + f + (g + h)));
  };
  const mean = (values) => sum(values) / values.length;

  const oneUnit = {
    start: (problem, { initial_scale: scale }, random) => {
      const [bias, ...weights] = normals(random, scale, 3);
      return { bias, weights };
    },
    drawn: true, // as a line that can be taken hold of
    net: weighed,
    says: (net) => net > 0,
    named: ({ bias, weights }) => ({ bias, "weights[0]": weights[0], "weights[1]": weights[1] }),
  };

  const perceptron = {
    ...oneUnit,
    title: "Perceptron", year: 1958, oneLine: true, byExample: true,
    settings: { learning_rate: 1, order: "shuffled", initial_scale: 1, max_epochs: 100 },
    says: (net) => net >= 0,
    learn: (unit, [example], { X, target }, { learning_rate: rate }) => {
      const x = X[example], error = Number(target[example] > 0) - Number(weighed(unit, x) >= 0);
      return !error ? unit : {
        bias: unit.bias + rate * error,
        weights: unit.weights.map((w, i) => w + rate * error * x[i]),
      };
    },
    step: "w ← w + η (t − o) x",
  };

  const adaline = {
    ...oneUnit,
    title: "ADALINE", year: 1960, oneLine: true, byExample: true,
    settings: { learning_rate: 0.1, order: "shuffled", initial_scale: 1, max_epochs: 100 },
    learn: (unit, [example], { X, target }, { learning_rate: rate }) => {
      const x = X[example], error = target[example] - weighed(unit, x);
      const step = rate / (mean(X.map((each) => times(each, each))) + 1); // 2 mu
      return {
        bias: unit.bias + step * error,
        weights: unit.weights.map((w, i) => w + step * error * x[i]),
      };
    },
    step: "w ← w + 2μ (t − s) x",
  };

  const logistic_unit = {
    ...oneUnit,
    title: "Logistic unit", year: 1958, oneLine: true, byExample: false,
    settings: { learning_rate: 1, initial_scale: 1, max_epochs: 200 },
    learn: (unit, shown, { X, target }, { learning_rate: rate }) => {
      const errors = X.map((x, i) => Number(target[i] > 0) - logistic(weighed(unit, x)));
      const along = [0, 1].map((feature) => times(X.map((x) => x[feature]), errors));
      return {
        bias: unit.bias + rate * mean(errors),
        weights: unit.weights.map((w, i) => w + (rate * along[i]) / X.length),
      };
    },
    step: "w ← w + η (1/m) Σ (y − h) x",
  };

  const mcculloch_pitts = {
    title: "McCulloch-Pitts neuron", year: 1943, oneLine: true, byExample: false,
    settings: { max_epochs: 2 },
    start: ({ X }) => {
      const middle = [0, 1].map((i) => {
        const values = X.map((x) => x[i]);
        return (Math.min(...values) + Math.max(...values)) / 2;
      });
      return { middle, excitatory: [0, 0], inhibitory: [0, 0], threshold: 1 };
    },
    net: ({ middle, excitatory, inhibitory, threshold }, x) => {
      const on = middle.map((limit, i) => x[i] > limit);
      if (on.some((active, i) => active && inhibitory[i])) return -0.5;
      return times(excitatory, on) - threshold + 0.5;
    },
    says: (net) => net > 0,
    learn: (cell, shown, { X, target }) => { // of all wirings the first with the fewest wrong answers
      const active = X.map((x) => cell.middle.map((limit, i) => x[i] > limit));
      const choices = [0, 1, 2, -1]; // -1: an inhibitory ending
      const wirings = choices.flatMap((a) => choices.map((b) => [a, b]));
      wirings.sort((a, b) => Math.abs(a[0]) + Math.abs(a[1]) - Math.abs(b[0]) - Math.abs(b[1]));
      const excited = wirings.map((wiring) => active.map((on) =>
        on.some((is, i) => is && wiring[i] < 0) ? 0 : times(wiring.map((n) => Math.max(n, 0)), on)));
      const most = Math.max(0, ...excited.flat()) + 1;
      let best = { wrong: Infinity, wiring: [0, 0], threshold: 1 };
      wirings.forEach((wiring, number) => {
        for (let threshold = 1; threshold <= most; threshold++) {
          const wrong = excited[number].filter((n, i) => n >= threshold !== target[i] > 0).length;
          if (wrong < best.wrong) best = { wrong, wiring, threshold };
        }
      });
      return {
        middle: cell.middle,
        excitatory: best.wiring.map((n) => Math.max(n, 0)),
        inhibitory: best.wiring.map((n) => +(n < 0)),
        threshold: best.threshold,
      };
    },
    named: ({ excitatory, inhibitory, threshold }) => ({
      "excitatory[0]": excitatory[0], "excitatory[1]": excitatory[1],
      "inhibitory[0]": inhibitory[0], "inhibitory[1]": inhibitory[1], threshold,
    }),
    step: "fires if no inhibitory ending is active and enough excitatory ones are",
  };

  const needed = ({ element, n_units: n }) => ({ or: 1, and: n, majority: Math.floor(n / 2) + 1 })[element];
  const madaline = {
    title: "MADALINE", year: 1962, oneLine: false, byExample: true,
    settings: {
      learning_rate: 1, order: "shuffled", initial_scale: 0.1, max_epochs: 200, n_units: 2, element: "or",
    },
    start: (problem, settings, random) => {
      const drawn = normals(random, settings.initial_scale, 3 * settings.n_units);
      const units = Array.from({ length: settings.n_units }, (_, u) => {
        const [bias, ...weights] = drawn.slice(3 * u, 3 * u + 3);
        return { bias, weights };
      });
      return { units, needed: needed(settings) };
    },
    net: (layer, x) => // the sum of rank k, the largest first
      layer.units.map((unit) => weighed(unit, x)).sort((a, b) => b - a)[layer.needed - 1],
    says: (net) => net > 0,
    learn: (layer, [example], { X, target }, { learning_rate: rate }) => {
      const x = X[example], t = target[example], k = layer.needed;
      const sums = layer.units.map((unit) => weighed(unit, x));
      if (sums.filter((s) => s > 0).length >= k === t > 0) return layer;
      const ranked = sums.map((s, u) => [s, u]).sort((a, b) => b[0] - a[0] || a[1] - b[1]);
      const rank = [];
      ranked.forEach(([, u], place) => { rank[u] = place + 1; });
      const units = layer.units.map((unit, u) => {
        const turned = t > 0 ? rank[u] <= k && sums[u] <= 0 : rank[u] >= k && sums[u] > 0;
        if (!turned) return unit;
        const step = (rate * (t - sums[u])) / (times(x, x) + 1);
        return { bias: unit.bias + step, weights: unit.weights.map((w, i) => w + step * x[i]) };
      });
      return { ...layer, units };
    },
    units: ({ units }) => units,
    named: ({ units }) => Object.fromEntries([
      ...units.map(({ bias }, u) => [`bias[${u}]`, bias]),
      ...units.flatMap(({ weights }, u) => weights.map((w, i) => [`weights[${u},${i}]`, w])),
    ]),
    step: "for the units nearest to 0: w ← w + α (t − s) x / (|x|² + 1)",
  };

  const products = ([a, b], order) => (order > 1 ? [1, a, b, a * b] : [1, a, b]);
  const minsky_papert = {
    title: "Perceptron with products of its inputs", year: 1969, oneLine: false, byExample: true,
    settings: { order: "shuffled", initial_scale: 1, max_epochs: 200, predicate_order: 2 },
    start: (problem, { initial_scale: scale, predicate_order: order }, random) =>
      ({ weights: normals(random, scale, order > 1 ? 4 : 3) }),
    net: ({ weights }, x) => times(weights, products(x, weights.length - 2)),
    says: (net) => net >= 0,
    learn: (state, [example], { X, target }) => {
      const { weights } = state;
      const seen = products(X[example], weights.length - 2);
      const error = Number(target[example] > 0) - Number(times(weights, seen) >= 0);
      return !error ? state : { weights: weights.map((w, mask) => w + error * seen[mask]) };
    },
    named: ({ weights }) => Object.fromEntries(weights.map((w, mask) => [`weights[${mask}]`, w])),
    step: "w ← w + (t − o) φ, where φ holds 1, x₁, x₂ and x₁x₂",
  };

  const backprop = {
    title: "Back-propagation", year: 1986, oneLine: false, byExample: false,
    settings: { learning_rate: null, momentum: 0.9, initialization: 0.5, max_epochs: 1000, hidden: 2 },
    defaultRate: (problem) => 2 / problem.X.length,
    start: (problem, { initialization: width, hidden }, random) => {
      const theta = Array.from({ length: 4 * hidden + 1 }, () => random.uniform(-width, width));
      return { theta, velocity: theta.map(() => 0), hidden };
    },
    hidden: ({ theta, hidden }, [a, b]) => theta.slice(0, hidden).map((bias, j) =>
      logistic(a * theta[hidden + j] + b * theta[2 * hidden + j] + bias)),
    net: (network, x) => {
      const { theta, hidden } = network, out = 3 * hidden;
      return backprop.hidden(network, x).reduce((sum, output, j) => sum + output * theta[out + 1 + j], 0) + theta[out];
    },
    units: ({ theta, hidden }) => theta.slice(0, hidden).map((bias, j) => ({ bias, weights: [theta[hidden + j], theta[2 * hidden + j]] })),
    says: (net) => net > 0,
    learn: (network, shown, { X, target }, { learning_rate: rate, momentum }) => {
      const { theta, hidden } = network, out = theta.slice(3 * hidden), slope = theta.map(() => 0);
      X.forEach((x, example) => { // the chain rule, from the output down
        const a = backprop.hidden(network, x), y = logistic(times(out.slice(1), a) + out[0]);
        const delta = (y - Number(target[example] > 0)) * (y * (1 - y));
        slope[3 * hidden] += delta;
        a.forEach((output, j) => {
          slope[3 * hidden + 1 + j] += output * delta;
          const below = delta * out[1 + j] * (output * (1 - output));
          slope[j] += below;
          slope[hidden + j] += x[0] * below;
          slope[2 * hidden + j] += x[1] * below;
        });
      });
      const step = rate ?? backprop.defaultRate({ X });
      const velocity = network.velocity.map((v, i) => momentum * v - step * slope[i]);
      return { hidden, velocity, theta: theta.map((w, i) => w + velocity[i]) };
    },
    named: ({ theta, hidden }) => Object.fromEntries(theta.map((w, place) => {
      if (place >= 3 * hidden) return [`Theta2[${place - 3 * hidden},0]`, w];
      return [`Theta1[${Math.floor(place / hidden)},${place % hidden}]`, w];
    })),
    step: "Δw = −η ∂E/∂w + α Δw of the step before",
  };

  neurohistory.machines = {
    mcculloch_pitts, perceptron, logistic_unit, adaline, madaline, minsky_papert, backprop,
  };

  /** Every presentation of one learner, as `neurohistory.traces.trace` gives them.
   *
   * It ends after an epoch in which nothing moved, or with the epochs; a machine that has run away is
   * the last row, and says so.
   */
  neurohistory.trace = function* (machine, problem, settings, random, initial) {
    let state = initial ?? machine.start(problem, settings, random);
    const everything = problem.X.map((_, example) => example);
    for (let epoch = 1, presentation = 0; epoch <= settings.max_epochs; epoch++) {
      const order = machine.byExample && settings.order === "shuffled"
        ? random.order(problem.X.length) : everything;
      let moved = false;
      for (const shown of machine.byExample ? order.map((example) => [example]) : [order]) {
        const before = state;
        state = machine.learn(before, shown, problem, settings);
        const [old, after] = [before, state].map(machine.named);
        const ranAway = !Object.values(after).every((weight) => Math.abs(weight) <= LARGEST);
        moved ||= Object.keys(after).some((name) => after[name] !== old[name]);
        for (const [place, example] of shown.entries()) {
          presentation += 1;
          yield {
            epoch, presentation, example, net: machine.net(before, problem.X[example]),
            before: old, after, state, ranAway, endsEpoch: shown.length > 1
              ? place === shown.length - 1 : example === order[order.length - 1],
          };
        }
        if (ranAway) return;
      }
      if (!moved) return;
    }
  };
}
