/* A chapter told in scenes, one a screen: to be projected, or to be read on a phone.
 *
 * The scenes stand hidden below the chapter. A button and the key T put them into a dialog over the
 * whole screen; arrows, space, Page keys, a click and a swipe step through them, and Escape leaves. The
 * address says which one is open. A scene shows a figure of the chapter, copied here, so this script
 * runs before the one that gives films their controls.
 */
{
  /** @type {NodeListOf<HTMLElement>} */
  const told = document.querySelectorAll("aside.scenes > .scene");
  const scenes = [...told];
  const download = document.querySelector("a.md-button[download]");
  if (scenes.length && download) {
    const make = (tag, settings, ...children) => {
      const element = Object.assign(document.createElement(tag), settings);
      element.append(...children);
      return element;
    };
    const button = (text, label, onclick) => {
      const made = make("button", { type: "button", className: "md-button", textContent: text, onclick });
      if (label) made.setAttribute("aria-label", label);
      return made;
    };

    const figures = [...document.querySelectorAll(".md-content figure")];
    for (const scene of scenes) {
      scene.removeAttribute("id"); // the address is ours now, and not a place to scroll to
      const figure = figures[Number(scene.dataset.figure) - 1];
      if (figure) scene.append(figure.cloneNode(true));
    }

    let shown = 0;
    const last = scenes.length - 1;
    const counter = make("span", { className: "scenes-counter" });
    const back = button("‹", "Previous scene", () => step(-1));
    const forth = button("›", "Next scene", () => step(1));
    const title = (document.querySelector("h1")?.firstChild?.textContent ?? document.title).trim();
    const controls = make("div", { className: "scenes-controls" },
      back, counter, forth,
      make("span", { className: "scenes-chapter", textContent: title }),
      button("Print", "Print the scenes", () => print()),
      button("Close", "Close, back to the chapter", () => dialog.close()));
    const dialog = make("dialog", { className: "scenes md-typeset" }, ...scenes, controls);
    dialog.setAttribute("aria-label", `${title}, in ${scenes.length} scenes`);
    document.querySelector("aside.scenes").remove();
    document.body.append(dialog);

    // While scenes are open, paper lies on its side.
    const sheet = make("style", { textContent: "@page { size: landscape; margin: 12mm; }" });

    const addressed = () => /^#scene-(\d+)$/.exec(location.hash)?.[1];
    const address = (hash) => {
      try {
        history.replaceState(history.state, "", hash || location.pathname + location.search);
      } catch {
        // a browser that forbids it from disk
      }
    };
    const show = (number) => {
      shown = Math.min(Math.max(number, 0), last);
      scenes.forEach((scene, n) => scene.classList.toggle("scene-shown", n === shown));
      counter.textContent = `${shown + 1} of ${scenes.length}`;
      back.disabled = shown === 0;
      forth.disabled = shown === last;
      address(`#scene-${shown + 1}`);
      /** @type {HTMLElement} */
      const title = scenes[shown].querySelector(".scene-title");
      title.focus(); // so that it is read out
      dialog.scrollTop = 0;
    };
    const step = (by) => show(shown + by);
    const open = async (number, fill) => {
      if (dialog.open) return show(number);
      // What comes last lies on top: first the screen is filled, then the dialog is opened.
      if (fill) await document.documentElement.requestFullscreen?.().catch(() => {});
      dialog.showModal();
      document.head.append(sheet);
      show(number);
    };
    dialog.addEventListener("close", () => {
      sheet.remove();
      if (document.fullscreenElement) document.exitFullscreen();
      address("");
      opener.focus();
    });
    document.addEventListener("fullscreenchange", () => {
      if (!document.fullscreenElement && dialog.open) dialog.close(); // Escape has left both
    });

    const KEYS = {
      ArrowRight: 1, ArrowDown: 1, PageDown: 1, " ": 1,
      ArrowLeft: -1, ArrowUp: -1, PageUp: -1,
      Home: -scenes.length, End: scenes.length,
    };
    const keyed = (event) => {
      const { key, target } = event;
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      if (!dialog.open) {
        const writes = target.isContentEditable || /^(input|select|textarea)$/i.test(target.tagName);
        if (key.toLowerCase() === "t" && !writes) open(0, true);
        return;
      }
      event.stopPropagation(); // N and P are the theme's, and would leave the page
      if (target.closest?.(key === " " ? "button, input, a" : "input") || !(key in KEYS)) return;
      event.preventDefault();
      step(key === " " && event.shiftKey ? -1 : KEYS[key]);
    };
    addEventListener("keydown", keyed, { capture: true });
    dialog.addEventListener("click", ({ target }) => {
      if (!target.closest("a, button, input") && getSelection().isCollapsed) step(1);
    });
    let start;
    dialog.addEventListener("touchstart", ({ touches, target }) => {
      start = touches.length === 1 && !target.closest("input") ? touches[0] : undefined;
    }, { passive: true });
    dialog.addEventListener("touchend", (event) => {
      if (!start) return;
      const [end] = event.changedTouches;
      const [x, y] = [end.clientX - start.clientX, end.clientY - start.clientY];
      if (Math.abs(x) < 40 || Math.abs(x) < 2 * Math.abs(y)) return;
      event.preventDefault(); // no click as well
      step(x < 0 ? 1 : -1);
    });

    const opener = button(`Show as ${scenes.length} scenes`, "", () => open(0, true));
    opener.classList.add("md-button--primary");
    opener.setAttribute("aria-keyshortcuts", "t");
    opener.title = "Full screen, to project (key T)";
    download.before(opener, " ");
    const follow = () => {
      if (addressed()) open(Number(addressed()) - 1, false);
      else if (dialog.open) dialog.close();
    };
    addEventListener("hashchange", follow);
    follow();
  }
}
