import type { Page } from 'puppeteer-core';

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface SeenText extends Rect {
  readonly text: string;
}

export interface SeenBox extends Rect {
  readonly texts: readonly SeenText[];
  readonly isNews: boolean;
}

export interface SeenPoint {
  readonly x: number;
  readonly y: number;
}

/** What a browser has drawn of one picture, in the picture's own coordinates. */
export interface SeenPicture {
  readonly width: number;
  readonly height: number;
  readonly texts: readonly SeenText[];
  readonly areas: readonly SeenBox[];
  readonly switches: readonly SeenBox[];
  readonly devices: readonly SeenBox[];
  readonly cables: readonly (readonly [SeenPoint, SeenPoint])[];
}

/** Runs in the page, so it is text: the types here know nothing of documents. */
const MEASURE = `[...document.querySelectorAll('svg')].map((svg) => {
  const rectOf = (element) => { const { x, y, width, height } = element.getBBox(); return { x, y, width, height }; };
  const textsOf = (element) => [...element.querySelectorAll('text')].map((text) => ({ ...rectOf(text), text: text.textContent }));
  const boxes = (selector) => [...svg.querySelectorAll(selector)].map((group) => ({
    ...rectOf(group.querySelector('rect')), texts: textsOf(group), isNews: group.classList.contains('nd-news'),
  }));
  const pointsOf = (path) => [path.getPointAtLength(0), path.getPointAtLength(path.getTotalLength())].map(({ x, y }) => ({ x, y }));
  const { width, height } = svg.viewBox.baseVal;
  return {
    width, height, texts: textsOf(svg), areas: boxes('.nd-area'), switches: boxes('.nd-switch'), devices: boxes('.nd-device'),
    cables: [...svg.querySelectorAll('.nd-cable path')].map(pointsOf),
  };
})`;

/** Loads pictures into one page and measures what is there. */
export async function measured(page: Page, svgs: readonly string[]): Promise<readonly SeenPicture[]> {
  await page.setContent(`<!doctype html><meta charset="utf-8"><body>${svgs.join('')}</body>`);
  return (await page.evaluate(MEASURE)) as readonly SeenPicture[];
}

/** Whether a rectangle lies in another; a part of a pixel is forgiven. */
export function isInside(inner: Rect, outer: Rect): boolean {
  const slack = 0.5;
  return (
    inner.x >= outer.x - slack &&
    inner.y >= outer.y - slack &&
    inner.x + inner.width <= outer.x + outer.width + slack &&
    inner.y + inner.height <= outer.y + outer.height + slack
  );
}

export function overlap(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** Whether a point lies on the edge of a box. */
function touches({ x, y }: SeenPoint, box: Rect): boolean {
  const slack = 1;
  const [dx, dy] = [
    Math.min(Math.abs(x - box.x), Math.abs(x - box.x - box.width)),
    Math.min(Math.abs(y - box.y), Math.abs(y - box.y - box.height)),
  ];
  return isInside({ x, y, width: 0, height: 0 }, box) && Math.min(dx, dy) <= slack;
}

/** The picture's cables as a reader sees them, each as `area/dev area/dev`, in order. */
export function seenCables({ cables, devices, areas }: SeenPicture): readonly string[] {
  return cables
    .map((ends) =>
      ends
        .map((end) => {
          const device = devices.find((box) => touches(end, box));
          const area = device && areas.find((box) => isInside(device, box));
          return `${area?.texts[0]?.text}/${device?.texts[0]?.text}`;
        })
        .sort()
        .join(' '),
    )
    .sort();
}

/** Something in an area, or the area, by its name: where it is, and the switch that it is drawn in. */
export interface SeenThing {
  readonly key: string;
  /** The switch's key. */
  readonly home: string | undefined;
  readonly place: string;
}

/** The areas, and the switches and devices in each. */
export function seenThings({ areas, switches, devices }: SeenPicture): readonly SeenThing[] {
  return areas.flatMap((area) => {
    const nameOf = ({ texts }: SeenBox) => `${area.texts[0]?.text}/${texts[0]?.text}`;
    const thing = (box: SeenBox, home?: SeenBox): SeenThing => ({
      key: nameOf(box),
      home: home && nameOf(home),
      place: `${box.x} ${box.y}`,
    });
    const inside = (box: SeenBox) => isInside(box, area);
    const homes = switches.filter(inside);
    return [
      { ...thing(area), key: `${area.texts[0]?.text}` },
      ...homes.map((box) => thing(box)),
      ...devices.filter(inside).map((box) =>
        thing(
          box,
          homes.find((home) => isInside(box, home)),
        ),
      ),
    ];
  });
}

/** What is plugged in as a reader sees it, each as `area/dev in switch`, in order. */
export function seenPlugs(picture: SeenPicture): readonly string[] {
  return seenThings(picture)
    .flatMap(({ key, home }) => (home ? [`${key} in ${home.slice(home.indexOf('/') + 1)}`] : []))
    .sort();
}
