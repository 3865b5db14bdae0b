/* The widest margin of a few examples: sequential minimal optimization, with the pair chosen to second order.
 *
 * The Python asks scikit-learn's solver; both come to rest within the same tolerance, and not at the same last
 * digit. Multipliers need not be unique: it is the answers that are held equal.
 */
globalThis.neurohistory ??= {};
{
  const TOLERANCE = 1e-4, MOST_STEPS = 100000, LEAST = 1e-12;

  const dot = (u, v) => u[0] * v[0] + u[1] * v[1];
  const KERNELS = {
    rbf: (gamma) => (u, v) => Math.exp(-gamma * ((u[0] - v[0]) ** 2 + (u[1] - v[1]) ** 2)),
    linear: () => dot,
    poly: (gamma) => (u, v) => (gamma * dot(u, v) + 1) ** 2,
  };

  /** gamma = "scale": one over the number of inputs times the variance of all their values. */
  const scaled = (X) => {
    const values = X.flat(), mean = values.reduce((a, b) => a + b, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    return variance ? 1 / (2 * variance) : 1;
  };

  /** Maximize sum a - 1/2 sum a a t t K under 0 <= a <= C and sum a t = 0: the products a t, and the bias. */
  const widestMargin = (X, t, kernel, C) => {
    if (t.every((value) => value === t[0])) return { multipliers: X.map(() => 0), bias: t[0], steps: 0 };
    const K = X.map((u) => X.map((v) => kernel(u, v)));
    const a = X.map(() => 0), slope = X.map(() => -1); // of what is minimized
    const mayRise = (i) => (t[i] > 0 ? a[i] < C : a[i] > 0), mayFall = (i) => (t[i] > 0 ? a[i] > 0 : a[i] < C);
    let steps = 0;
    for (; steps < MOST_STEPS; steps++) {
      let i = -1, j = -1, highest = -Infinity, lowest = Infinity, gain = 0;
      X.forEach((_, k) => { if (mayRise(k) && -t[k] * slope[k] > highest) [i, highest] = [k, -t[k] * slope[k]]; });
      X.forEach((_, k) => {
        if (!mayFall(k)) return;
        lowest = Math.min(lowest, -t[k] * slope[k]);
        const apart = highest + t[k] * slope[k];
        const bend = Math.max(K[i][i] + K[k][k] - 2 * K[i][k], LEAST);
        if (apart > 0 && apart ** 2 / bend > gain) [j, gain] = [k, apart ** 2 / bend];
      });
      if (j < 0 || highest - lowest < TOLERANCE) break;
      const bend = Math.max(K[i][i] + K[j][j] - 2 * K[i][j], LEAST);
      const room = [t[i] > 0 ? C - a[i] : a[i], t[j] > 0 ? a[j] : C - a[j]];
      const step = Math.min((highest + t[j] * slope[j]) / bend, ...room);
      a[i] += t[i] * step;
      a[j] -= t[j] * step;
      X.forEach((_, k) => { slope[k] += t[k] * step * (K[k][i] - K[k][j]); });
    }
    const levels = X.map((_, k) => -t[k] * slope[k]), free = levels.filter((_, k) => a[k] > 0 && a[k] < C);
    const bound = [
      Math.max(...levels.filter((_, k) => mayRise(k))), Math.min(...levels.filter((_, k) => mayFall(k))),
    ];
    const bias = free.length ? free.reduce((x, y) => x + y, 0) / free.length : (bound[0] + bound[1]) / 2;
    return { multipliers: a.map((value, k) => value * t[k]), bias, steps };
  };

  const svm = {
    title: "Support vectors", year: 1995, oneLine: false, byExample: false,
    settings: { kernel: "rbf", C: 100, gamma: "scale", max_epochs: 2 },
    start: ({ X }, { kernel, gamma }) => {
      const alike = KERNELS[kernel](gamma === "scale" ? scaled(X) : gamma);
      return { X, alike, multipliers: X.map(() => 0), bias: 0 };
    },
    net: ({ X, alike, multipliers, bias }, x) =>
      X.reduce((sum, u, i) => sum + (multipliers[i] && multipliers[i] * alike(u, x)), bias),
    says: (net) => net > 0,
    learn: (machine, shown, { X, target }, { C }) => {
      const { multipliers, bias } = widestMargin(X, target, machine.alike, C);
      return { ...machine, multipliers, bias };
    },
    named: ({ multipliers, bias }) => Object.fromEntries([
      ...multipliers.map((value, i) => [`multipliers[${i}]`, value]), ["bias", bias],
    ]),
    step: "f(x) = Σ aᵢ tᵢ K(xᵢ, x) + b, with the widest margin",
  };

  neurohistory.machines = { ...neurohistory.machines, svm };
}
