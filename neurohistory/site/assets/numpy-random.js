/* NumPy's random generator, `numpy.random.default_rng(seed)`: the same seed gives the same numbers.
 *
 * SeedSequence, PCG64 and what the models draw: normal numbers, uniform ones, and orders. The normal
 * numbers need the layers of the ziggurat, whose widths the builder reads off NumPy itself (ziggurat.js).
 */
globalThis.neurohistory ??= {};
{
  const WORD = 0xffffffffn, LONG = (1n << 64n) - 1n, WIDE = (1n << 128n) - 1n;
  const MULTIPLIER = (2549297995355413924n << 64n) | 4865540595714422341n;

  // What follows from the widths: how much of each layer lies under the curve for sure, and its height there.
  const { width } = neurohistory.ziggurat, PLACES = 2 ** 52, edge = width[255] * PLACES; // where the tail begins
  const rounded = (value) => value + PLACES - PLACES; // half a place to the even one
  const inside = width.map((wide, layer) =>
    layer > 1 ? rounded((width[layer - 1] / wide) * PLACES) : layer ? 0 : Math.floor(edge / wide));
  const height = width.map((wide, layer) => (layer ? Math.exp(-0.5 * (PLACES * wide) ** 2) : 1));
  Object.assign(neurohistory.ziggurat, { inside, height, edge });

  /** Eight mixed words of 32 bits of a seed: NumPy's SeedSequence with a pool of four. */
  const seedWords = (seed) => {
    const times = (a, b) => Math.imul(a, b) >>> 0;
    const folded = (value) => (value ^ (value >>> 16)) >>> 0;
    let constant = 0x43b0d7e5;
    const hashed = (value) => {
      value = (value ^ constant) >>> 0;
      constant = times(constant, 0x931e8875);
      return folded(times(value, constant));
    };
    const mixed = (x, y) => folded((times(0xca01f9dd, x) - times(0x4973f715, y)) >>> 0);
    const entropy = [];
    for (let rest = BigInt(seed); rest > 0n; rest >>= 32n) entropy.push(Number(rest & WORD));
    const pool = [0, 1, 2, 3].map((place) => hashed(entropy[place] ?? 0));
    for (let from = 0; from < 4; from++) {
      for (let to = 0; to < 4; to++) if (from !== to) pool[to] = mixed(pool[to], hashed(pool[from]));
    }
    constant = 0x8b51f9dd;
    return Array.from({ length: 8 }, (_, place) => {
      const value = (pool[place % 4] ^ constant) >>> 0;
      constant = times(constant, 0x58f38ded);
      return folded(times(value, constant));
    });
  };

  /** @param {number} seed a whole number from 0 on */
  neurohistory.randomFrom = (seed) => {
    const words = seedWords(seed).map(BigInt);
    const long = (place) => words[2 * place] | (words[2 * place + 1] << 32n);
    const increment = ((((long(2) << 64n) | long(3)) << 1n) | 1n) & WIDE;
    let state = 0n, half = null; // half: the upper half of the last draw, kept for the next small one
    const step = () => { state = (state * MULTIPLIER + increment) & WIDE; };
    step();
    state = (state + ((long(0) << 64n) | long(1))) & WIDE;
    step();

    const next64 = () => {
      step();
      const folded = ((state >> 64n) ^ state) & LONG, turn = state >> 122n;
      return ((folded >> turn) | (folded << (64n - turn))) & LONG;
    };
    const next32 = () => {
      if (half !== null) {
        const kept = half;
        half = null;
        return kept;
      }
      const both = next64();
      half = Number(both >> 32n);
      return Number(both & WORD);
    };
    const double = () => Number(next64() >> 11n) / 2 ** 53;

    /** A whole number from 0 to most: bits are drawn until they are none too many. */
    const upTo = (most) => {
      const mask = 2 ** Math.ceil(Math.log2(most + 1)) - 1;
      for (;;) {
        const drawn = (next32() & mask) >>> 0;
        if (drawn <= most) return drawn;
      }
    };

    const normal = () => {
      for (;;) {
        const bits = next64();
        const layer = Number(bits & 0xffn), negative = (bits >> 8n) & 1n;
        const place = (bits >> 9n) & 0xfffffffffffffn;
        const size = Number(place) * width[layer], x = negative ? -size : size;
        if (Number(place) < inside[layer]) return x;
        if (layer > 0) {
          const y = (height[layer - 1] - height[layer]) * double() + height[layer];
          if (y < Math.exp(-0.5 * x * x)) return x;
          continue;
        }
        for (;;) { // the tail
          const beyond = -Math.log1p(-double()) / edge, y = -Math.log1p(-double());
          if (y + y > beyond * beyond) return (place >> 8n) & 1n ? -(edge + beyond) : edge + beyond;
        }
      }
    };

    return {
      normal,
      uniform: (low, high) => low + (high - low) * double(),
      /** The numbers from 0 to n - 1 in a random order. */
      order: (n) => {
        const numbers = Array.from({ length: n }, (_, number) => number);
        for (let last = n - 1; last > 0; last--) {
          const other = upTo(last);
          [numbers[last], numbers[other]] = [numbers[other], numbers[last]];
        }
        return numbers;
      },
    };
  };
}
