// Runs inside a page, as it is: the tests hand this text to the browser.

/** What is wrong with the layout at its present width, as far as boxes tell. */
function layoutFaults() {
  const faults = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) faults.push(`the page is ${root.scrollWidth} wide in ${root.clientWidth}`);
  const name = (element) => `<${element.tagName.toLowerCase()}> ${(element.textContent ?? '').trim().slice(0, 40)}`;
  for (const svg of document.querySelectorAll('svg')) {
    const frame = svg.getBoundingClientRect();
    if (frame.width < 50 || frame.height < 50) faults.push(`a picture is ${frame.width} by ${frame.height}`);
    const texts = [...svg.querySelectorAll('text')];
    if (texts.length === 0) faults.push('a picture has no text');
    for (const text of texts) {
      const box = text.getBoundingClientRect();
      if (box.width === 0 || box.left < frame.left - 1 || box.right > frame.right + 1 || box.bottom > frame.bottom + 1)
        faults.push(`outside of its picture: ${name(text)}`);
    }
  }
  for (const element of document.querySelectorAll('body *:not(svg):not(svg *):not(script)')) {
    const range = document.createRange();
    range.selectNodeContents(element);
    const holder =
      element.closest('p, li, dd, dt, pre, h1, h2, h3, figcaption, label, nav, figure, section, header, main') ?? document.body;
    const outer = holder.getBoundingClientRect();
    for (const box of range.getClientRects())
      if (box.width > 0 && (box.right > outer.right + 1 || box.right > root.clientWidth)) faults.push(`too wide: ${name(element)}`);
  }
  return [...new Set(faults)];
}

/** Texts whose colour stands out too little from what is behind them (WCAG 2.1, 1.4.3: 4.5 to 1). */
function paleTexts() {
  const channels = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = ([red = 0, green = 0, blue = 0]) => {
    const linear = [red, green, blue].map((value) => (value <= 10 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * (linear[0] ?? 0) + 0.7152 * (linear[1] ?? 0) + 0.0722 * (linear[2] ?? 0);
  };
  const behind = (element) => {
    if (!element) return [255, 255, 255];
    const colour = channels(getComputedStyle(element).backgroundColor);
    return colour.length < 3 || colour[3] === 0 ? behind(element.parentElement) : colour;
  };
  const pale = [];
  for (const element of document.querySelectorAll('body *:not(svg):not(svg *):not(script)')) {
    if (![...element.childNodes].some((node) => node.nodeType === 3 && (node.textContent ?? '').trim() !== '')) continue;
    const [text, back] = [luminance(channels(getComputedStyle(element).color)), luminance(behind(element))];
    const contrast = (Math.max(text, back) + 0.05) / (Math.min(text, back) + 0.05);
    if (contrast < 4.5) pale.push(`${contrast.toFixed(2)}: ${(element.textContent ?? '').trim().slice(0, 40)}`);
  }
  return pale;
}

globalThis.inPage = { layoutFaults, paleTexts };
