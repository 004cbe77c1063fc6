/** What is sent with a mark, by the names of the sets that note from whom it comes (templates/partials/marked-count.sh.hbs). */
export const MARKED = ['pings', 'datagrams', 'connections'] as const;

/** The source addresses of each. */
export type Sources = Readonly<Record<(typeof MARKED)[number], readonly string[]>>;

/** The source addresses in the sets of a table that `nft -j list table` prints; `undefined` where it is none. */
export function readSources(text: string): Sources | undefined {
  try {
    const { nftables } = JSON.parse(text) as {
      readonly nftables: readonly { readonly set?: { readonly name: string; readonly elem?: readonly string[] } }[];
    };
    const sets = new Map(nftables.flatMap(({ set }) => (set ? [[set.name, set.elem ?? []] as const] : [])));
    const [pings, datagrams, connections] = MARKED.map((name) => sets.get(name));
    return pings && datagrams && connections && { pings, datagrams, connections };
  } catch {
    return undefined;
  }
}
