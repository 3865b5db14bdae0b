/* The gallery's pictures come when they are half a screen away.
 *
 * A browser loads lazy pictures from some screens away, which here is a whole site's. So they stand in what
 * is meant for readers without scripts, where no browser that runs scripts asks for them; here they are put
 * on the page, at first without their addresses. On paper all are seen.
 */
{
  const come = (picture) => {
    if (picture.dataset.src) picture.src = picture.dataset.src;
    delete picture.dataset.src;
  };
  const near = new IntersectionObserver((seen) => {
    for (const { isIntersecting, target } of seen) if (isIntersecting) come(target);
  }, { rootMargin: "50%" });
  const pictures = [];
  for (const written of document.querySelectorAll("ul.exhibits noscript")) {
    const read = document.createElement("template"); // which loads nothing
    read.innerHTML = written.textContent ?? "";
    for (const picture of read.content.querySelectorAll("img")) {
      picture.dataset.src = picture.getAttribute("src") ?? "";
      picture.removeAttribute("src");
      pictures.push(picture);
      near.observe(picture);
    }
    written.replaceWith(read.content);
  }
  addEventListener("beforeprint", () => pictures.forEach(come));
}
