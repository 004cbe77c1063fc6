import type { Heights, Wire } from './align.ts';

/** A cable with its lines; `track` counts the gutter's vertical lines from the left and is missing where it runs straight. */
export interface Routed extends Wire {
  readonly lines: readonly [number, number];
  readonly track: number | undefined;
}

export interface Routing {
  readonly wires: readonly Routed[];
  readonly tracks: number;
}

interface Span extends Wire {
  readonly lines: readonly [number, number];
}

/**
 * Gives every cable that is not straight a vertical line in the gutter (left-edge channel routing): those that return
 * to the left column lie left, those that return to the right one lie right, the others between.
 */
export function routeWires(wires: readonly Wire[], heights: Heights): Routing {
  const spans = wires.map((wire): Span => {
    const [a, b] = wire.ends.map(({ side, row }) => heights[side][row] ?? 0);
    return { ...wire, lines: [a ?? 0, b ?? 0] };
  });
  const straight = spans.filter(({ ends: [a, b], lines }) => a.side !== b.side && lines[0] === lines[1]);
  const bent = spans.filter((span) => !straight.includes(span));
  const within = (side: string) => bent.filter(({ ends }) => ends.every((end) => end.side === side));
  const left = packed(within('left'));
  const right = packed(within('right'));
  const across = packed(bent.filter(({ ends: [a, b] }) => a.side !== b.side));
  const tracks = left.length + across.length + right.length;
  const placed = [...left, ...across, ...right.toReversed()];
  return {
    wires: [
      ...straight.map((span) => ({ ...span, track: undefined })),
      ...placed.flatMap((spansOfTrack, track) => spansOfTrack.map((span) => ({ ...span, track }))),
    ],
    tracks,
  };
}

/** Spans on as few tracks as possible, so that those of a track have no line in common. */
function packed(spans: readonly Span[]): readonly (readonly Span[])[] {
  const tracks: Span[][] = [];
  for (const span of spans.toSorted((a, b) => Math.min(...a.lines) - Math.min(...b.lines))) {
    const free = tracks.find((track) => Math.max(...(track.at(-1)?.lines ?? [])) < Math.min(...span.lines));
    if (free) free.push(span);
    else tracks.push([span]);
  }
  return tracks;
}
