/* Whatever scrolls sideways (a wide table, formula or figure) can be reached and scrolled with the
 * keyboard. It joins the tab order only while it is really wider than its place on the page.
 */
{
  const KINDS = [
    [".md-typeset__scrollwrap", "Table"],
    [".formula, p:has(> math)", "Formula"],
    [".md-typeset figure", "Figure"],
  ];

  const update = (box) => {
    if (box.scrollWidth > box.clientWidth) {
      box.tabIndex = 0;
      box.setAttribute("role", "group");
      box.setAttribute("aria-label", `${box.dataset.kind}, scrolls sideways`);
    } else {
      for (const name of ["tabindex", "role", "aria-label"]) box.removeAttribute(name);
    }
  };

  const observer = new ResizeObserver((entries) => entries.forEach(({ target }) => update(target)));

  // The theme wraps tables in their scrolling boxes while the page loads: look after that.
  addEventListener("load", () => {
    for (const [selector, kind] of KINDS) {
      /** @type {NodeListOf<HTMLElement>} */
      const boxes = document.querySelectorAll(selector);
      for (const box of boxes) {
        box.dataset.kind = kind;
        observer.observe(box);
        update(box);
      }
    }
  });
}
