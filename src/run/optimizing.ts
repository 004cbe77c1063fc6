/**
 * Keeps V8 from optimizing more of the program. Its threads would take the processors from the sandbox, which is busy with a large
 * network from beginning to end, and a run is over before that pays: of 200 namespaces it took a tenth of all processor time.
 * V8 refuses the compiled code of packs that are opened from now on, since it was made with other flags.
 */
export async function leaveUnoptimized(): Promise<void> {
  const { setFlagsFromString } = await import('node:v8');
  setFlagsFromString('--no-opt');
}
