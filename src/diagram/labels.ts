import type { Area, Device, Switch } from './scene.ts';
import type { Words } from './words.ts';

/** What is written on a device, line by line. */
export function linesOf({ name, details, down }: Device, words: Words): readonly string[] {
  return [name, ...details, ...(down ? [words.down] : [])];
}

/** What is written on a switch: its name, what it is, its addresses. */
export function titleOf({ name, kind, details, down }: Switch, words: Words): readonly string[] {
  return [name, kind, ...details, ...(down ? [words.down] : [])];
}

/** The note inside an area, each line in words: its facts, and how many of its devices are left out. */
export function noteOf({ facts, more }: Area, words: Words): readonly (readonly string[])[] {
  return [...facts.map((fact) => fact.words), ...(more > 0 ? [words.moreDevices(more).split(' ')] : [])];
}

/** The note's lines as one block, where there is a note. */
export function noteIn(area: Area, words: Words): readonly (readonly string[])[] {
  const lines = noteOf(area, words).map((line) => line.join(' '));
  return lines.length > 0 ? [lines] : [];
}
