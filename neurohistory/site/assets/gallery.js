/* The gallery's filter: by section, by gate, and by words.
 *
 * Without scripts all exhibits stand there. What is asked for stands in the address, so that it can be
 * sent to somebody.
 */
{
  const list = document.querySelector("ul.exhibits");
  if (list) {
    /** @type {any[]} */
    const exhibits = [...list.children];
    const make = (tag, settings, ...children) => {
      const element = Object.assign(document.createElement(tag), settings);
      element.append(...children);
      return element;
    };
    const values = (name) =>
      [...new Set(exhibits.flatMap((each) => each.dataset[name].split(" ").filter(Boolean)))];
    const choice = (name, label, all) => {
      const select = make("select", { name },
        make("option", { value: "", textContent: all }),
        ...values(name).map((value) => make("option", { value, textContent: value })));
      return make("label", {}, `${label} `, select);
    };

    const words = make("input", { type: "search", name: "words" });
    const told = make("p", {});
    told.setAttribute("role", "status");
    const form = make("form", { className: "exhibits-filter" },
      choice("section", "Show", "everything"),
      choice("gates", "about", "any gate"),
      make("label", {}, "with the words ", words));

    const filter = () => {
      const asked = new FormData(form);
      const looked = String(asked.get("words")).toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const each of exhibits) {
        const text = each.textContent.toLowerCase();
        const fits =
          (!asked.get("section") || each.dataset.section === asked.get("section")) &&
          (!asked.get("gates") || each.dataset.gates.split(" ").includes(asked.get("gates"))) &&
          looked.every((word) => text.includes(word));
        each.hidden = !fits;
        shown += Number(fits);
      }
      told.textContent = shown === exhibits.length ? `${shown} pages` : `${shown} of ${exhibits.length} pages`;
      const kept = new URLSearchParams([...asked].filter(([, value]) => value).map((pair) => pair.map(String)));
      const address = kept.size ? `#?${kept}` : location.pathname;
      try {
        history.replaceState(null, "", address);
      } catch {
        // a browser that forbids it from disk
      }
    };

    for (const [name, value] of new URLSearchParams(location.hash.replace(/^#\??/, ""))) {
      if (form.elements[name]) form.elements[name].value = value;
    }
    form.addEventListener("input", filter);
    form.addEventListener("submit", (event) => event.preventDefault());
    list.before(form, told);
    filter();
  }
}
