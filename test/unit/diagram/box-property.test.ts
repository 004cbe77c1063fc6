import stringWidth from 'fast-string-width';
import * as assert from 'uvu/assert';
import { drawBox } from '../../../src/diagram/box.ts';
import { WORDS } from '../../../src/diagram/words.ts';
import { HOST } from '../../../src/model/host.ts';
import type { Network } from '../../../src/model/network.ts';
import type { Lang } from '../../../src/model/text.ts';
import { BoxPicture } from '../../support/box-picture.ts';
import { cablesOf, type Drawable, lessonDrawables, NESTED, shapeDrawables } from '../../support/diagrams.ts';
import { suite } from '../../support/suite.ts';

/** A name as it is where it is drawn shortened (`mydo…r0`): the one of `names` that begins and ends so; itself where that is not one alone. */
function inFull(seen: string, names: readonly string[]): string {
  const [head = '', tail] = seen.split('…');
  if (tail === undefined) return seen;
  const meant = names.filter((name) => name.startsWith(head) && name.endsWith(tail));
  return meant.length === 1 && meant[0] !== undefined ? meant[0] : seen;
}

/** The picture's cables in the form of `cablesOf`; `names` are those of its devices. */
function seenCables(picture: BoxPicture, lang: Lang = 'en', names: readonly string[] = []): readonly string[] {
  const { host } = WORDS[lang];
  return picture
    .cables()
    .map(({ ends }) =>
      ends
        .map(({ area, name }) => inFull(`${area}/${name}`, names))
        .map((end) => (end.startsWith(`${host}/`) ? end.replace(host, WORDS.en.host) : end))
        .sort()
        .join(' '),
    )
    .sort();
}

/** Every device and switch by its area, lo aside: whether it is worth a line is another question. */
function namesIn(network: Network, host: string): readonly string[] {
  const devices = Object.entries(network.netns).flatMap(([netns, { links }]) =>
    Object.values(links).flatMap(({ name, kind }) => (kind === 'loopback' ? [] : [`${netns === HOST ? host : netns}/${name}`])),
  );
  const ports = Object.values(network.ovs?.bridges ?? {}).flatMap((bridge) => Object.keys(bridge.ports).map((port) => `${host}/${port}`));
  return [...new Set([...devices, ...ports])];
}

function assertTrue({ name, network, before }: Drawable, columns: number, lang: Lang = 'en'): void {
  const drawn = drawBox(network, { lang, columns, colour: false, before });
  const message = `${name} in ${columns} columns:\n${drawn}`;
  for (const line of drawn.split('\n')) assert.ok(stringWidth(line) <= columns, message);
  const picture = new BoxPicture(drawn);
  const names = namesIn(network, WORDS[lang].host);
  assert.equal(seenCables(picture, lang, names), cablesOf(network), message);
  const seen = [...picture.names()].map(([name, times]) => [inFull(name, names), times] as const);
  for (const device of names)
    assert.equal(
      seen.filter(([name]) => name === device).map(([, times]) => times),
      [1],
      `${device} in ${message}`,
    );
}

const property = suite('a box picture read back');
const shapes = shapeDrawables();
const lessons = await lessonDrawables();

property('there is something to read', () => {
  assert.ok(lessons.length > 60);
  assert.ok(lessons.flatMap(({ network }) => cablesOf(network)).length > 400);
});

for (const columns of [40, 60, 80, 200]) {
  property(`every step of every lesson, and 2 to 20 namespaces, in ${columns} columns`, () => {
    for (const drawable of lessons) assertTrue(drawable, columns);
  });

  property(`the same in Chinese, in ${columns} columns`, () => {
    for (const drawable of [...lessons, ...shapes]) assertTrue(drawable, columns, 'zh');
  });

  property(`shapes that no lesson has, in ${columns} columns`, () => {
    for (const drawable of shapes) assertTrue(drawable, columns);
  });
}
property('a cable for which the gutter is too narrow is told at both ends', () => {
  const drawn = drawBox(NESTED, { lang: 'en', columns: 40, colour: false });
  for (const line of drawn.split('\n')) assert.ok(stringWidth(line) <= 40, drawn);
  const told = [...drawn.matchAll(/│ (\w+) {2}DOWN +│\n.*│ {3}═ (\w+)@ns1 +│/g)].map(([, from, to]) =>
    [`ns1/${from}`, `ns1/${to}`].sort().join(' '),
  );
  assert.ok(told.length > 0);
  for (const cable of told) assert.is(told.filter((other) => other === cable).length, 2, cable);
  assert.equal([...seenCables(new BoxPicture(drawn)), ...new Set(told)].sort(), cablesOf(NESTED));
});

property('in a wide terminal it is drawn', () => {
  assert.equal(seenCables(new BoxPicture(drawBox(NESTED, { lang: 'en', columns: 80, colour: false }))), cablesOf(NESTED));
});
property.run();
