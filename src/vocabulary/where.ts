import type { End } from '../model/end.ts';
import { HOST } from '../model/host.ts';
import { han, type Text } from '../model/text.ts';

/** A namespace as one that does something. */
export function who(netns: string): Text {
  return netns === HOST ? { en: 'the host', zh: '主机' } : { en: netns, zh: netns };
}

/** A namespace as a place in which something is. */
export function inside(netns: string): Text {
  return netns === HOST ? { en: 'on the host', zh: '主机上' } : { en: `in ${netns}`, zh: `${netns} 中` };
}

/** A device with the namespace in which it is. */
export function at({ netns, dev }: End): Text {
  const where = inside(netns);
  return { en: `${dev} ${where.en}`, zh: han`${where.zh}的 ${dev}` };
}
