/* Films: pictures shown one at a time, by hand or by themselves.
 *
 * A figure of class "film" holds all its pictures in one drawing; without scripts it shows the last, and
 * here the first. Nothing moves before somebody asks for it, and it moves slowly for readers who want less
 * movement.
 */
{
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const SPEEDS = { "as usual": 400, slow: 1500, fast: 120 }; // milliseconds a picture

  const make = (tag, settings, ...children) => {
    const element = Object.assign(document.createElement(tag), settings);
    element.append(...children);
    return element;
  };
  const button = (text, label) => {
    const made = make("button", { type: "button", className: "md-button", textContent: text });
    if (label) made.setAttribute("aria-label", label);
    return made;
  };

  /** @type {NodeListOf<HTMLElement>} */
  const films = document.querySelectorAll("figure.film");
  for (const film of films) {
    /** @type {NodeListOf<SVGElement>} */
    const drawn = film.querySelectorAll("svg > g[data-label]");
    const frames = [...drawn];
    const last = frames.length - 1;
    let timer;

    const play = button("Play");
    const back = button("‹", "Previous picture");
    const forth = button("›", "Next picture");
    const slider = make("input", { type: "range", min: 0, max: last, value: last });
    const words = make("span", { className: "film-label" });
    const speed = make("select", {}, ...Object.keys(SPEEDS).map((name) => make("option", { textContent: name })));
    speed.setAttribute("aria-label", "Speed of the film");
    const loop = make("input", { type: "checkbox" });
    slider.setAttribute("aria-label", "Picture of the film");

    const show = (number) => {
      const shown = Math.min(Math.max(number, 0), last);
      frames.forEach((frame, n) => frame.setAttribute("display", n === shown ? "inline" : "none"));
      slider.value = shown;
      words.textContent = frames[shown].dataset.label;
      slider.setAttribute("aria-valuetext", words.textContent);
    };
    const pause = () => {
      clearInterval(timer);
      timer = undefined;
      play.textContent = "Play";
    };
    const start = () => {
      if (+slider.value === last) show(0);
      const wait = SPEEDS[speed.value];
      timer = setInterval(() => {
        if (+slider.value < last) show(+slider.value + 1);
        else if (loop.checked) show(0);
        else pause();
      }, calm.matches ? Math.max(wait, SPEEDS.slow) : wait);
      play.textContent = "Pause";
    };
    const turn = (number) => {
      pause();
      show(number);
    };

    play.onclick = () => (timer ? pause() : start());
    back.onclick = () => turn(+slider.value - 1);
    forth.onclick = () => turn(+slider.value + 1);
    slider.oninput = () => turn(+slider.value);
    speed.onchange = () => {
      if (!timer) return;
      pause();
      start();
    };
    film.onkeydown = (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step || film.querySelector("input:focus, select:focus")) return;
      event.preventDefault();
      turn(+slider.value + step);
    };
    calm.addEventListener("change", pause);
    document.addEventListener("visibilitychange", pause);

    const controls = make("div", { className: "film-controls" }, play, back, forth, slider, speed,
      make("label", {}, loop, " again and again"), words);
    controls.setAttribute("role", "group");
    controls.setAttribute("aria-label", "Film");
    film.querySelector("svg").after(controls);
    show(0);
  }
}
