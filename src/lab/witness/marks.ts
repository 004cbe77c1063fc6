/** The source addresses in a set that `nft -j list set` prints; `undefined` where it is none. */
export function readSources(text: string): readonly string[] | undefined {
  try {
    const { nftables } = JSON.parse(text) as { readonly nftables: readonly { readonly set?: { readonly elem?: readonly string[] } }[] };
    const set = nftables.find((entry) => entry.set)?.set;
    return set && (set.elem ?? []);
  } catch {
    return undefined;
  }
}
