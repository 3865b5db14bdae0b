/* "Show all code": one button for all folds of a page, and of the pages that are opened later.
 *
 * Without scripts each fold still opens by itself.
 */
{
  const KEY = "neurohistory.show-code";
  const remembered = () => {
    try {
      return localStorage.getItem(KEY) === "yes";
    } catch {
      return false; // the reader has forbidden to keep anything
    }
  };
  const remember = (open) => {
    try {
      localStorage.setItem(KEY, open ? "yes" : "no");
    } catch {
      // then it holds for this page
    }
  };

  /** @type {NodeListOf<HTMLDetailsElement>} */
  const folds = document.querySelectorAll("details.code");
  const neighbour = document.querySelector("a.md-button[download]");
  if (folds.length && neighbour) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "md-button";
    const set = (open) => {
      for (const fold of folds) fold.open = open;
      button.setAttribute("aria-pressed", open);
      button.textContent = open ? "Hide all code" : "Show all code";
    };
    set(remembered());
    button.onclick = () => {
      const open = button.getAttribute("aria-pressed") !== "true";
      set(open);
      remember(open);
    };
    neighbour.after(" ", button);
  }
}
