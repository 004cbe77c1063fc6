import type { Network } from '../model/network.ts';
import { sceneOf } from './compose.ts';
import type { SceneOptions } from './scene.ts';
import { pictureOf } from './svg/draw.ts';
import { placesFor } from './svg/layout.ts';
import { unionOf } from './svg/union.ts';
import { WORDS } from './words.ts';

/** Pixels of a picture that a telephone shows without making its text too small. */
const PHONE_WIDTH = 480;

/** Columns at which texts are broken, the fewer the narrower the picture has to be. */
const COLUMNS = [40, 32, 26, 20] as const;

/** A network at some time, and what it was before. */
export interface State {
  readonly network: Network;
  /** What is not as it was there is drawn as news. */
  readonly before?: Network | undefined;
}

/**
 * Draws a network as SVG, for a page or a file of its own: no script, nothing from outside, no ids that could clash,
 * light or dark as the reader has it.
 */
export async function drawSvg(network: Network, options: SceneOptions): Promise<string> {
  const [picture = ''] = await drawSvgSeries([{ network, before: options.before }], options);
  return picture;
}

/** Draws states of one network, one picture each, in which everything keeps its place. */
export async function drawSvgSeries(states: readonly State[], { lang }: Pick<SceneOptions, 'lang'>): Promise<readonly string[]> {
  const scenes = states.map(({ network, before }) => sceneOf(network, { lang, before }));
  const union = unionOf(scenes);
  for (const columns of COLUMNS) {
    const writing = { words: WORDS[lang], columns };
    const places = await placesFor(union, writing);
    if (places.width <= PHONE_WIDTH || columns === COLUMNS.at(-1)) return scenes.map((scene) => pictureOf(scene, places, writing));
  }
  return [];
}
