/** Milliseconds since some moment, to tell how long things take. Node makes `performance` when it is first asked for, in 1 to 2 ms. */
export function clockMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
