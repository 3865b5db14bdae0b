/* A square of points that one draws on, by pointer and by keys: the retina, and the picture in a memory. */
{
  const { make, ARROWS, ink } = neurohistory.page;

  /** `name` is what it is called, `words` what a point is when off and on; `changed` is called after each stroke. */
  neurohistory.page.pixelsOf = (side, name, words, changed) => {
    let lit = Array(side ** 2).fill(0), at = [side >> 1, side >> 1], pen;
    const canvas = make("canvas", { className: "pixels", tabIndex: 0 }), here = make("p", { className: "pixels-here" });
    here.setAttribute("aria-live", "polite");
    canvas.setAttribute("role", "application");
    canvas.setAttribute("aria-label", `${name} of ${side} by ${side} points: arrow keys go from point to point, Space turns one over`);

    const place = () => at[0] * side + at[1];
    const show = () => ink(canvas, side, side, (row, column) => lit[row * side + column] ? 1
      : row === at[0] && column === at[1] && document.activeElement === canvas ? 0.3 : 0.04);
    const put = (values) => {
      lit = [...values];
      show();
      changed();
    };
    /** @param {number[]} where */
    const dot = (where, on) => {
      if (Math.min(...where) < 0 || Math.max(...where) >= side) return;
      at = where;
      put(lit.with(place(), on));
    };
    const under = (event) => {
      const box = canvas.getBoundingClientRect();
      return [(event.clientY - box.top) / box.height, (event.clientX - box.left) / box.width].map((part) => Math.floor(part * side));
    };
    canvas.onpointerdown = (event) => {
      canvas.setPointerCapture(event.pointerId);
      const where = under(event);
      pen = 1 - lit[where[0] * side + where[1]];
      dot(where, pen);
    };
    canvas.onpointermove = (event) => { if (event.buttons) dot(under(event), pen); };
    canvas.onkeydown = (event) => {
      const [right, up] = ARROWS[event.key] ?? [0, 0];
      if (right || up) at = [at[0] - up, at[1] + right].map((each) => Math.min(Math.max(each, 0), side - 1));
      else if (event.key === " " || event.key === "Enter") dot(at, 1 - lit[place()]);
      else return;
      event.preventDefault();
      here.textContent = `Row ${at[0] + 1}, column ${at[1] + 1}: ${words[lit[place()]]}.`;
      show();
    };
    canvas.onfocus = canvas.onblur = show;
    return { element: make("div", {}, canvas, here), put, show, lit: () => lit };
  };
}
