import type { News } from '../news.ts';
import { type Area, type Device, devicesIn, type Scene, type Switch } from '../scene.ts';
import type { Box, Places, Point } from './layout.ts';
import { areaLines, areaNote, deviceLines, FONT, LINE, PAD, sizeOf, switchLines, switchNote, type Writing } from './measure.ts';
import { ROOT_CLASS, STYLE } from './style.ts';

/** The radius of a cable's plug. */
const PLUG = 3;

/** Text for XML, whatever is in it: what XML 1.0 cannot hold is replaced. */
function escaped(text: string): string {
  return (
    text
      .replace(/[&<>"]/g, (character) => `&#${character.codePointAt(0)};`)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: XML has no way to write these
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]/gu, '\ufffd')
  );
}

interface Line {
  readonly text: string;
  readonly look?: string | undefined;
}

function texts(x: number, y: number, lines: readonly Line[]): string {
  return lines
    .map(
      ({ text, look }, index) =>
        `<text${look ? ` class="nd-${look}"` : ''} x="${x}" y="${y + index * LINE + FONT}">${escaped(text)}</text>`,
    )
    .join('');
}

function group(kind: string, news: News, inside: string): string {
  return `<g class="nd-${kind}${news ? ' nd-news' : ''}">${inside}</g>`;
}

function rect({ x, y, width, height }: Box): string {
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="3"/>`;
}

/** A picture of a scene, everything at the place that it was given. */
export function pictureOf(scene: Scene, places: Places, writing: Writing): string {
  const { words } = writing;
  const more = scene.more > 0 ? [words.moreNetns(scene.more)] : [];
  const { height: moreHeight, width: moreWidth } = sizeOf(more);
  const size = { width: Math.max(places.width, moreWidth + 2 * PAD), height: places.height + moreHeight };
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" class="${ROOT_CLASS}" role="img" width="${size.width}" height="${size.height}" viewBox="0 0 ${size.width} ${size.height}">`,
    `<title>${escaped(words.picture(scene.areas.map(({ title }) => title)))}</title>`,
    `<desc>${escaped(described(scene, writing))}</desc>`,
    `<style>${STYLE}</style>`,
    `<rect class="nd-back" width="${size.width}" height="${size.height}"/>`,
    ...scene.areas.map((area) => drawnArea(area, places, writing)),
    ...scene.cables.map(({ id, carrier, news }) =>
      group(carrier ? 'cable' : 'cable nd-dead', news, drawnCable(places.cables.get(id) ?? [])),
    ),
    ...(more.length > 0 ? [texts(PAD, places.height, [{ text: more.join(), look: 'faint' }])] : []),
    '</svg>',
  ];
  return `${parts.join('\n')}\n`;
}

function boxAt({ boxes }: Places, id: string): Box {
  return boxes.get(id) ?? { x: 0, y: 0, width: 0, height: 0 };
}

function noteAt({ notes }: Places, id: string): number {
  return notes.get(id) ?? 0;
}

function drawnArea(area: Area, places: Places, writing: Writing): string {
  const box = boxAt(places, area.id);
  const note = areaNote(area, writing);
  const noteLines = note.flatMap((lines, index) => {
    const look = area.facts[index]?.news ? 'news' : undefined;
    return lines.map((text): Line => ({ text, look }));
  });
  const own =
    rect(box) +
    texts(
      box.x + PAD,
      box.y + PAD / 2,
      areaLines(area, writing).map((text) => ({ text, look: 'title' })),
    );
  return [
    group('area', area.news, own),
    ...area.switches.map((item) => drawnSwitch(item, places, writing)),
    ...area.devices.map((device) => drawnDevice(device, boxAt(places, device.id), writing)),
    texts(box.x + PAD, noteAt(places, area.id), noteLines),
  ].join('\n');
}

function drawnSwitch(item: Switch, places: Places, writing: Writing): string {
  const box = boxAt(places, item.id);
  const lines = lookedAt(switchLines(item, writing), item.down, 'faint');
  const note = switchNote(item, writing).map((text) => ({ text, look: 'faint' }));
  const own = rect(box) + texts(box.x + PAD, box.y + PAD / 2, lines) + texts(box.x + PAD, noteAt(places, item.id), note);
  return [group('switch', item.news, own), ...item.ports.map((port) => drawnDevice(port, boxAt(places, port.id), writing))].join('\n');
}

/** The lines of a device or a switch: the name first, that it is down last. */
function lookedAt(lines: readonly string[], down: boolean, usual?: string): readonly Line[] {
  return lines.map((text, index) => {
    if (down && index === lines.length - 1) return { text, look: 'down' };
    return { text, look: index === 0 ? 'title' : usual };
  });
}

function drawnDevice(device: Device, box: Box, writing: Writing): string {
  const lines = lookedAt(deviceLines(device, writing), device.down);
  const y = box.y + (box.height - lines.length * LINE) / 2;
  return group('device', device.news, rect(box) + texts(box.x + PAD, y, lines));
}

function drawnCable(points: readonly Point[]): string {
  const path = points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('');
  const plugs = [points[0], points.at(-1)].map((point) => (point ? `<circle cx="${point.x}" cy="${point.y}" r="${PLUG}"/>` : ''));
  return `<path d="${path}"/>${plugs.join('')}`;
}

/** The cables in words, for those who do not see them. */
function described({ areas, cables }: Scene, { words }: Writing): string {
  const nameOf = new Map(areas.flatMap((area) => devicesIn(area).map(({ id, name }) => [id, words.place(name, area.title)] as const)));
  return cables.map(({ from, to }) => words.joined(nameOf.get(from) ?? '', nameOf.get(to) ?? '')).join('; ');
}
