import type { Network } from '../model/network.ts';
import { sceneOf } from './compose.ts';
import { linesOf, noteIn, titleOf } from './labels.ts';
import type { News } from './news.ts';
import type { Area, SceneOptions, Switch } from './scene.ts';
import { WORDS } from './words.ts';

/** A quoted string of the dot language, whose only escapes are its own quotes and backslashes; lines end with `\n`. */
function quoted(lines: readonly string[]): string {
  return `"${lines.map((line) => line.replace(/["\\]/g, '\\$&')).join('\\n')}"`;
}

/** An id: quoted, with what Graphviz might read otherwise (it knows `%` and the backslash) as its code. */
function named(id: string): string {
  return `"${id.replace(/[^\w./: -]/g, (unit) => `=${unit.charCodeAt(0).toString(16)}=`)}"`;
}

const NEWS = ['color="#15803d"', 'penwidth=3'];

function attributes(all: readonly string[], news: News = undefined): string {
  const given = [...all, ...(news ? NEWS : [])];
  return given.length > 0 ? ` [${given.join(', ')}]` : '';
}

/** Draws a network in the language of Graphviz, with a cluster for each namespace and each switch. */
export function drawDot(network: Network, options: SceneOptions): string {
  const scene = sceneOf(network, options);
  const words = WORDS[options.lang];
  const node = (id: string, lines: readonly string[], look: readonly string[] = [], news: News = undefined) =>
    `${named(id)}${attributes([`label=${quoted(lines)}`, ...look], news)}`;
  const switchLines = (item: Switch): readonly string[] =>
    cluster(item, titleOf(item, words).join(', '), [
      ...item.ports.map((port) => node(port.id, linesOf(port, words), [], port.news)),
      ...(item.more > 0 ? [node(`${item.id} more`, [words.morePorts(item.more)], ['shape=plaintext'])] : []),
      // A cluster with nothing inside is not drawn.
      ...(item.ports.length + item.more === 0 ? [node(`${item.id} empty`, [''], ['style=invis'])] : []),
    ]);
  const areaLines = (area: Area): readonly string[] =>
    cluster(area, area.title, [
      ...area.devices.map((device) => node(device.id, linesOf(device, words), [], device.news)),
      ...area.switches.flatMap(switchLines),
      ...noteIn(area, words).map((note) => node(`${area.id} facts`, note, ['shape=note'])),
    ]);
  const lines = [
    'graph network {',
    ...[
      'rankdir=LR',
      'graph [fontname=monospace, labeljust=l]',
      'node [fontname=monospace, shape=box]',
      ...scene.areas.flatMap(areaLines),
      ...(scene.more > 0 ? [node('more', [words.moreNetns(scene.more)], ['shape=plaintext'])] : []),
      ...scene.cables.map(
        ({ from, to, carrier, news }) => `${named(from)} -- ${named(to)}${attributes(carrier ? [] : ['style=dashed'], news)}`,
      ),
    ].map(indented),
    '}',
  ];
  return `${lines.join('\n')}\n`;
}

function cluster({ id, news }: Area | Switch, label: string, inside: readonly string[]): readonly string[] {
  const look = [`label=${quoted([label])}`, ...(news ? NEWS : [])];
  return [`subgraph ${named(`cluster ${id}`)} {`, ...[...look, ...inside].map(indented), '}'];
}

function indented(line: string): string {
  return `  ${line}`;
}
