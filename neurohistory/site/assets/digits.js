/* How many digits of a trace are right: a port of reference_runs/digits.py, in fractions of whole numbers.
 *
 * A test holds it to the Python, number by number.
 */
globalThis.neurohistory ??= {};
{
  const ALL = 17, NUMBER = /^[-+]?(\d{1,40}(\/0*[1-9]\d{0,40}|\.\d{0,60})?|\.\d{1,60})([eE][-+]?\d{1,3})?$/;
  const size = (n) => (n < 0n ? -n : n);

  /** A number as it is written, over a number: "0.25", "1/4", "2.5e-1". */
  const fraction = (text) => {
    const [number, power = "0"] = text.toLowerCase().split("e"), [top, under = "1"] = number.split("/");
    const [whole, decimals = ""] = top.split("."), tens = Number(power) - decimals.length;
    const n = BigInt(whole + decimals), shift = 10n ** BigInt(Math.abs(tens));
    return tens < 0 ? [n, BigInt(under) * shift] : [n * shift, BigInt(under)];
  };
  const log10 = (n) => {
    const text = String(n);
    return text.length - 1 + Math.log10(Number(`${text[0]}.${text.slice(1, 18)}`));
  };
  /** The log relative error, from 0 to 17; of the difference itself where 0 is right. */
  const digitsRight = (own, right) => {
    const [a, b] = fraction(own), [c, d] = fraction(right), off = size(a * d - c * b);
    if (!off) return ALL;
    const [over, under] = c ? [off, size(c) * b] : [off, b * d];
    return Math.min(Math.max(0, log10(under) - log10(over)), ALL);
  };

  /** The worst number of each row, or a word about what is wrong. */
  const agreement = (run, text) => {
    let lines = text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/).filter(Boolean).map((line) => line.split(",").map((cell) => cell.trim()));
    const { columns, trace, name } = run, list = columns.join(", ");
    if (lines.length && !lines[0].some((cell) => NUMBER.test(cell))) {
      const [head, ...rows] = lines;
      if ([...head].sort().join() !== [...columns].sort().join()) return `Its columns are ${head.join(", ")}; let them be ${list}.`;
      const order = columns.map((column) => head.indexOf(column));
      lines = rows.map((row) => (row.length === head.length ? order.map((at) => row[at]) : row));
    }
    if (lines.length !== trace.length) return `${name} has ${trace.length} rows, and your file has ${lines.length}.`;
    const rows = [];
    for (const [at, row] of lines.entries()) {
      if (row.length !== columns.length) return `Row ${at + 1} has ${row.length} numbers in place of ${columns.length}: ${list}.`;
      const wrong = row.findIndex((cell) => !NUMBER.test(cell));
      if (wrong >= 0) return `Row ${at + 1}, ${columns[wrong]}: “${row[wrong]}” is no number; write it as 0.25, 1/4 or 2.5e-1.`;
      const cells = row.map((own, place) => ({ digits: digitsRight(own, trace[at][place]), row: at + 1, column: columns[place], own, right: trace[at][place] }));
      rows.push(cells.reduce((worst, cell) => (cell.digits < worst.digits ? cell : worst)));
    }
    return rows;
  };
  neurohistory.digits = { agreement, digitsRight };
}
