import { areaLines, areaNote, deviceLines, PAD, type Size, sizeOf, switchLines, switchNote, type Writing } from './measure.ts';
import type { AreaUnion, DeviceUnion, SwitchUnion } from './union.ts';

/** What a box with things inside needs beside them: a title above, a note below. */
export interface Room {
  readonly title: Size;
  /** The least room between the title and the note. */
  readonly least: Size;
  readonly note: Size;
}

/** The room for all that an area says in any of its versions. */
export function areaRoom(area: AreaUnion, writing: Writing): Room {
  return {
    title: titleSize(area.versions.map((version) => areaLines(version, writing))),
    least: enclosing(area.passing.map((device) => deviceSize(device, writing))),
    note: largest(area.versions.map((version) => areaNote(version, writing).flat())),
  };
}

export function switchRoom(item: SwitchUnion, writing: Writing): Room {
  return {
    title: titleSize(item.versions.map((version) => switchLines(version, writing))),
    least: { width: 0, height: 0 },
    note: largest(item.versions.map((version) => switchNote(version, writing))),
  };
}

/** The room from the things in a box to its lower edge. */
export function belowOf(note: Size): number {
  return note.height + (note.height > 0 ? PAD : 0) + PAD;
}

/** A device's box. */
export function deviceSize({ versions }: DeviceUnion, writing: Writing): Size {
  const { width, height } = largest(versions.map((device) => deviceLines(device, writing)));
  return { width: width + 2 * PAD, height: height + PAD };
}

/** The room that all versions of a text need. */
function largest(versions: readonly (readonly string[])[]): Size {
  return enclosing(versions.map(sizeOf));
}

function enclosing(sizes: readonly Size[]): Size {
  return { width: Math.max(0, ...sizes.map(({ width }) => width)), height: Math.max(0, ...sizes.map(({ height }) => height)) };
}

function titleSize(versions: readonly (readonly string[])[]): Size {
  const { width, height } = largest(versions);
  return { width, height: height + PAD };
}
