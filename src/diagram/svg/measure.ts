import { displayWidth } from '../../model/width.ts';
import { type Word, wrap } from '../label.ts';
import { linesOf, noteOf, titleOf } from '../labels.ts';
import type { Area, Device, Switch } from '../scene.ts';
import type { Words } from '../words.ts';

/** Sizes in pixels; the text is 12 high. */
export const FONT = 12;
export const LINE = 16;
export const PAD = 8;

/** A monospaced character is 0.6 of its height wide, in some fonts a little more. */
const ADVANCE = 0.62 * FONT;

/** How texts are written: in which words, and the columns at which they are broken. */
export interface Writing {
  readonly words: Words;
  readonly columns: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The room that lines of text take, without any padding. */
export function sizeOf(lines: readonly string[]): Size {
  return { width: Math.ceil(Math.max(0, ...lines.map(displayWidth)) * ADVANCE), height: lines.length * LINE };
}

function folded(text: string, columns: number): readonly string[] {
  return foldedWords(text.split(' '), columns);
}

function foldedWords(texts: readonly string[], columns: number): readonly string[] {
  const words = texts.map((text): Word => ({ text, look: 'plain', breaks: true }));
  return wrap({ words, gap: 1 }, columns).map((line) => line.words.map((word) => word.text).join(' '));
}

/** A device's lines; an address too long for one goes on in the next. */
export function deviceLines(device: Device, { words, columns }: Writing): readonly string[] {
  return linesOf(device, words).flatMap((line) => folded(line, columns));
}

/** A switch's heading, line by line. */
export function switchLines(item: Switch, { words, columns }: Writing): readonly string[] {
  return titleOf(item, words).flatMap((line) => folded(line, columns));
}

/** A switch's last lines, told below its ports. */
export function switchNote({ more }: Switch, { words, columns }: Writing): readonly string[] {
  return more > 0 ? folded(words.morePorts(more), columns) : [];
}

export function areaLines({ title }: Area, { columns }: Writing): readonly string[] {
  return folded(title, columns);
}

/** What is written below an area's devices: each fact with its lines. */
export function areaNote(area: Area, { words, columns }: Writing): readonly (readonly string[])[] {
  return noteOf(area, words).map((line) => foldedWords(line, columns));
}
