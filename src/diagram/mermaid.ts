import type { Network } from '../model/network.ts';
import { sceneOf } from './compose.ts';
import { linesOf, noteIn, titleOf } from './labels.ts';
import { type Area, devicesIn, type Scene, type SceneOptions, type Switch } from './scene.ts';
import { WORDS, type Words } from './words.ts';

/** Characters that mean something to Mermaid or to the Markdown that it writes its labels with, as its own entity codes. */
function escaped(text: string): string {
  return text.replace(/[^A-Za-z0-9 .:/_=,@-]/gu, (character) => `#${character.codePointAt(0)};`);
}

function quoted(lines: readonly string[]): string {
  return `"${lines.map(escaped).join('<br>')}"`;
}

/** Ids that no name can break, in the order in which things are drawn. */
function idsOf({ areas }: Scene): ReadonlyMap<string, string> {
  const things = areas.flatMap((area) => [area, ...area.switches, ...devicesIn(area)]);
  return new Map(things.map(({ id }, index) => [id, `n${index}`]));
}

/** Draws a network as a Mermaid flowchart, with a subgraph for each namespace and each switch. */
export function drawMermaid(network: Network, options: SceneOptions): string {
  const scene = sceneOf(network, options);
  const words = WORDS[options.lang];
  const ids = idsOf(scene);
  const id = (of: string) => ids.get(of) ?? '';
  const switchLines = (item: Switch): readonly string[] => {
    const inside = [
      ...item.ports.map((port) => `${id(port.id)}[${quoted(linesOf(port, words))}]`),
      ...moreNode(id(item.id), item.more, words.morePorts),
    ];
    // A subgraph with nothing inside is no subgraph to Mermaid.
    if (inside.length === 0) return [`${id(item.id)}[${quoted(titleOf(item, words))}]`];
    return subgraph(id(item.id), [titleOf(item, words).join(', ')], inside);
  };
  const areaLines = (area: Area): readonly string[] =>
    subgraph(
      id(area.id),
      [area.title],
      [
        ...area.devices.map((device) => `${id(device.id)}[${quoted(linesOf(device, words))}]`),
        ...area.switches.flatMap(switchLines),
        ...noteIn(area, words).map((note) => `${id(area.id)}facts>${quoted(note)}]`),
      ],
    );
  const lines = [
    'flowchart LR',
    ...[
      ...scene.areas.flatMap(areaLines),
      ...(scene.more > 0 ? [`more[${quoted([words.moreNetns(scene.more)])}]`] : []),
      ...scene.cables.map(({ from, to, carrier }) => `${id(from)} ${carrier ? '---' : '-.-'} ${id(to)}`),
      ...newsLines(scene, id),
    ].map(indented),
  ];
  return `${lines.join('\n')}\n`;
}

const NEWS = 'stroke:#15803d,stroke-width:3px';

/** Marks what is new or changed. */
function newsLines({ areas, cables }: Scene, id: (of: string) => string): readonly string[] {
  const things = areas.flatMap((area) => [area, ...area.switches, ...devicesIn(area)]).filter(({ news }) => news);
  const links = cables.flatMap(({ news }, index) => (news ? [index] : []));
  return [
    ...(things.length > 0 ? [`classDef news ${NEWS}`, `class ${things.map((thing) => id(thing.id)).join(',')} news`] : []),
    ...(links.length > 0 ? [`linkStyle ${links.join(',')} ${NEWS}`] : []),
  ];
}

function moreNode(id: string, count: number, say: Words['morePorts']): readonly string[] {
  return count > 0 ? [`${id}more[${quoted([say(count)])}]`] : [];
}

function subgraph(id: string, title: readonly string[], inside: readonly string[]): readonly string[] {
  return [`subgraph ${id}[${quoted(title)}]`, ...inside.map(indented), 'end'];
}

function indented(line: string): string {
  return `  ${line}`;
}
