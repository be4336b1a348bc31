(() => {
  const named = (element) =>
    element.tagName.toLowerCase() +
    (element.id ? `#${element.id}` : element.className ? `.${element.classList[0]}` : "") +
    ` “${element.textContent.trim().slice(0, 30)}”`;
  const seen = (element) => element.checkVisibility({ visibilityProperty: true });
  const unseenOnPurpose = (element) => element.closest(".unseen") !== null;

  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const channels = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return canvas.getImageData(0, 0, 1, 1).data;
  };
  const luminance = ([red, green, blue]) => {
    const [r, g, b] = [red, green, blue].map((channel) => {
      const share = channel / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const back = channels(getComputedStyle(at).backgroundColor);
      if (back[3] === 255) return back;
    }
    return [255, 255, 255, 255];
  };
  const contrast = (element) => {
    const front = luminance(channels(getComputedStyle(element).color));
    const back = luminance(behind(element));
    return (Math.max(front, back) + 0.05) / (Math.min(front, back) + 0.05);
  };
  const texts = () =>
    [...document.body.querySelectorAll("*")].filter(
      (element) =>
        seen(element) && !unseenOnPurpose(element) &&
        [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()),
    );
  const tooFaint = (least) =>
    texts()
      .filter((element) => contrast(element) < least)
      .map((element) => `contrast ${contrast(element).toFixed(2)} at ${named(element)}`);

  const tooWide = () => {
    const width = document.documentElement.clientWidth;
    return [...document.body.querySelectorAll("*")]
      .filter((element) => seen(element) && !unseenOnPurpose(element))
      .filter((element) => element.getBoundingClientRect().right > width + 0.5)
      .map((element) => `wider than the window: ${named(element)}`);
  };
  const numberedTwice = () =>
    [...document.querySelectorAll("li")]
      .filter((element) => /^\d+\./.test(element.textContent.trim()))
      .filter((element) => getComputedStyle(element).listStyleType === "decimal")
      .map((element) => `numbered twice: ${named(element)}`);
  const tooSmall = () =>
    [...document.querySelectorAll("input, label, button, summary, nav a")]
      .filter(seen)
      .filter((element) => element.getBoundingClientRect().height < 43.9)
      .map((element) => `lower than 44 px: ${named(element)}`);
  const withoutFocus = () =>
    [...document.querySelectorAll("input, button, summary, a[href]")].filter(seen).flatMap((element) => {
      element.focus({ focusVisible: true, preventScroll: true });
      const shown = [null, "::before"].some((part) => {
        const style = getComputedStyle(element, part);
        return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
      });
      element.blur();
      return shown || unseenOnPurpose(element) ? [] : [`focus does not show at ${named(element)}`];
    });

  return {
    screen: () => [...tooWide(), ...numberedTwice(), ...tooSmall(), ...withoutFocus(), ...tooFaint(4.5)],
    paper: () => [
      ...tooFaint(7),
      ...[...document.querySelectorAll("body, .card, .notice")]
        .filter((element) => luminance(behind(element)) < 1)
        .map((element) => `not on white: ${named(element)}`),
      ...[...document.querySelectorAll("body *")]
        .filter((element) => getComputedStyle(element).boxShadow !== "none")
        .map((element) => `throws a shadow: ${named(element)}`),
      ...[...document.querySelectorAll(".step")]
        .filter((element) => getComputedStyle(element).breakInside !== "avoid")
        .map((element) => `may be torn apart: ${named(element)}`),
      ...[...document.querySelectorAll(".tick")]
        .filter((box) => !seen(box) || parseFloat(getComputedStyle(box, "::before").borderTopWidth) < 1)
        .map((box) => `no box to tick: ${named(box)}`),
      ...[...document.querySelectorAll(".sources a")]
        .filter((link) => !getComputedStyle(link, "::after").content.includes(link.getAttribute("href")))
        .map((link) => `no address beside ${named(link)}`),
      ...[...document.querySelectorAll("#progress, #tools, nav")].filter(seen).map(
        (element) => `useless on paper: ${named(element)}`,
      ),
    ],
  };
})()
