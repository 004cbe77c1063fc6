import { type Label, type Look, type Word, widthOf, wrap } from '../label.ts';
import type { News } from '../news.ts';
import type { Area, Device, Switch } from '../scene.ts';
import type { Words } from '../words.ts';

/** The walls of an area (depth 0) or of a switch inside it (depth 1). */
export interface Frame {
  readonly depth: 0 | 1;
  readonly look: Look;
}

/** A line of one of the two columns, as yet without a height. */
export type Row =
  | { readonly kind: 'open'; readonly frame: Frame; readonly label: Label }
  | { readonly kind: 'close'; readonly frame: Frame }
  | {
      readonly kind: 'text';
      readonly frame: Frame;
      readonly label: Label;
      /** The device whose cable begins here. */
      readonly device?: string | undefined;
      /** May be broken into lines without a loss. */
      readonly soft: boolean;
    };

export interface RowOptions {
  /** Columns of the area with its walls; `Infinity` to see what it would like. */
  readonly width: number;
  /** Whether room is left for the marks of what is new. */
  readonly marks: boolean;
  readonly words: Words;
  /** Cables that are told instead of drawn, by device: where they lead. */
  readonly told: ReadonlyMap<string, string>;
  /** Devices whose cable is drawn. */
  readonly wired: ReadonlySet<string>;
}

const MARKS: Readonly<Record<'new' | 'changed', string>> = { new: '+ ', changed: '* ' };

/** Columns that a mark takes. */
const MARK_WIDTH = 2;

/** `│ ` and ` │`, or `┌─ ` and ` ─┐`. */
const WALLS = 4;
const TITLE_WALLS = 6;

/** All lines of an area, from wall to wall. */
export function rowsOf(area: Area, options: RowOptions): readonly Row[] {
  const { words } = options;
  const frame: Frame = { depth: 0, look: area.news === 'new' ? 'news' : 'wall' };
  return [
    ...opening(frame, [{ text: area.title, look: area.news ? 'news' : 'title' }], area.news, options),
    ...area.devices.flatMap((device) => deviceRows(frame, device, options)),
    ...moreRows(frame, area.more, words.moreDevices, options),
    ...area.switches.flatMap((item) => switchRows(item, options)),
    ...area.facts.flatMap(({ words: texts, news }) => {
      const look = news ? 'news' : 'plain';
      const label: Label = { words: texts.map((text) => ({ text, look, breaks: true })), gap: 1 };
      return textRows(frame, label, news, options, { soft: true });
    }),
    { kind: 'close', frame },
  ];
}

/** Columns that lines take with all walls around them. */
export function widthOfRows(rows: readonly Row[]): number {
  const widths = rows.map((row) => {
    if (row.kind === 'close') return 0;
    return widthOf(row.label) + row.frame.depth * WALLS + (row.kind === 'open' ? TITLE_WALLS : WALLS);
  });
  return Math.max(0, ...widths);
}

function switchRows(item: Switch, options: RowOptions): readonly Row[] {
  const frame: Frame = { depth: 1, look: item.news === 'new' ? 'news' : 'wall' };
  const look: Look = item.news ? 'news' : 'plain';
  const title: readonly Word[] = [
    { text: item.name, look: item.news ? 'news' : 'title' },
    { text: item.kind, look },
    ...item.details.map((text): Word => ({ text, look, breaks: true })),
    ...downWord(item.down, options.words),
  ];
  return [
    ...opening(frame, title, item.news, options),
    ...item.ports.flatMap((port) => deviceRows(frame, port, options)),
    ...moreRows(frame, item.more, options.words.morePorts, options),
    { kind: 'close', frame },
  ];
}

function deviceRows(frame: Frame, { id, name, details, down, news }: Device, options: RowOptions): readonly Row[] {
  const look: Look = news ? 'news' : 'plain';
  const told = options.told.get(id);
  const words: readonly Word[] = [
    { text: name, look },
    ...details.map((text): Word => ({ text, look, breaks: true })),
    ...downWord(down, options.words),
    ...(told ? [{ text: told, look: 'cable' as const }] : []),
  ];
  return textRows(frame, { words, gap: 2 }, news, options, options.wired.has(id) ? { device: id } : {});
}

function downWord(down: boolean, words: Words): readonly Word[] {
  return down ? [{ text: words.down, look: 'down' }] : [];
}

function moreRows(frame: Frame, count: number, say: (count: number) => string, options: RowOptions): readonly Row[] {
  if (count === 0) return [];
  const words = say(count)
    .split(' ')
    .map((text): Word => ({ text, look: 'plain' }));
  return textRows(frame, { words, gap: 1 }, undefined, options, { soft: true });
}

function opening(frame: Frame, words: readonly Word[], news: News, options: RowOptions): readonly Row[] {
  const room = options.width - TITLE_WALLS - frame.depth * WALLS;
  const [first = { text: '', look: frame.look }, ...others] = words;
  const marked = { ...first, text: `${news ? MARKS[news] : ''}${first.text}` };
  const all = [marked, ...others];
  const [title = { words: [], gap: 2 }] = wrap({ words: all, gap: 2 }, room);
  const rest = { words: all.slice(title.words.length), gap: 2 };
  return [
    { kind: 'open', frame, label: title },
    ...wrap(rest, room + TITLE_WALLS - WALLS).map((label): Row => ({ kind: 'text', frame, label, soft: false })),
  ];
}

function textRows(
  frame: Frame,
  label: Label,
  news: News,
  { width, marks }: RowOptions,
  { soft = false, device }: { readonly soft?: boolean; readonly device?: string },
): readonly Row[] {
  const room = width - WALLS * (frame.depth + 1) - (marks ? MARK_WIDTH : 0);
  return wrap(label, room).map((line, index) => {
    const prefix = marks ? (news && index === 0 ? MARKS[news] : '  ') : '';
    const [first = { text: '', look: 'plain' as const }, ...rest] = line.words;
    const marked = { words: [{ ...first, text: prefix + first.text }, ...rest], gap: line.gap };
    return { kind: 'text', frame, label: marked, soft, ...(index === 0 && device ? { device } : {}) };
  });
}
