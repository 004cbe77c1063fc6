import type { End } from './end.ts';

/** What a frame passes on its way from one device to another. */
export type Passage =
  | { readonly kind: 'cable'; readonly from: End; readonly to: End }
  | {
      readonly kind: 'switch';
      readonly sort: 'bridge' | 'ovs';
      /** Where the switch is, and its name. */
      readonly netns: string;
      readonly name: string;
      /** The port by which the frame comes in, and the one by which it leaves; the switch's own name stands for the host. */
      readonly in: string;
      readonly out: string;
    };
