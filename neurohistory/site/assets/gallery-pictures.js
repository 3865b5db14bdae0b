/* The gallery's pictures come when they are half a screen away.
 *
 * A browser loads lazy pictures from some screens away, which here is a whole site's. So they wait without
 * their addresses; this stands on the page right behind them, before any is asked for. On paper all are seen.
 */
{
  /** @type {NodeListOf<HTMLImageElement>} */
  const pictures = document.querySelectorAll("ul.exhibits img");
  const come = (picture) => {
    if (picture.dataset.src) picture.src = picture.dataset.src;
    delete picture.dataset.src;
  };
  const near = new IntersectionObserver((seen) => {
    for (const { isIntersecting, target } of seen) if (isIntersecting) come(target);
  }, { rootMargin: "50%" });
  for (const picture of pictures) {
    picture.dataset.src = picture.getAttribute("src") ?? "";
    picture.removeAttribute("src");
    near.observe(picture);
  }
  addEventListener("beforeprint", () => pictures.forEach(come));
}
