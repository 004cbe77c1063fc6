import type { Network } from '../model/network.ts';
import { sceneOf } from './compose.ts';
import type { SceneOptions } from './scene.ts';
import { pictureOf } from './svg/draw.ts';
import { type Places, placesFor } from './svg/layout.ts';
import type { Writing } from './svg/measure.ts';
import { placed } from './svg/placed.ts';
import { type Union, unionOf } from './svg/union.ts';
import { WORDS, type Words } from './words.ts';

/** Pixels of a picture that a telephone shows without making its text too small. */
const PHONE_WIDTH = 480;

/** Columns at which texts are broken, the fewer the narrower the picture has to be. */
const COLUMNS = { first: 40, narrower: [32, 26, 20] } as const;

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
  const scenes = placed(states.map(({ network, before }) => sceneOf(network, { lang, before })));
  const { places, writing } = await narrowed(unionOf(scenes), WORDS[lang]);
  return scenes.map((scene) => pictureOf(scene, places, writing));
}

interface Laid {
  readonly places: Places;
  readonly writing: Writing;
}

/** Lays things out, with texts in narrower lines as long as that is needed and helps. */
async function narrowed(union: Union, words: Words): Promise<Laid> {
  const laidOut = async (columns: number): Promise<Laid> => {
    const writing = { words, columns };
    return { places: await placesFor(union, writing), writing };
  };
  let best = await laidOut(COLUMNS.first);
  for (const columns of COLUMNS.narrower) {
    if (best.places.width <= PHONE_WIDTH) break;
    const next = await laidOut(columns);
    if (next.places.width >= best.places.width) break;
    best = next;
  }
  return best;
}
