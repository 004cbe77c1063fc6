/** Whether a Node.js version is at least the one that `engines` asks for, written `>=20.19`. Pure. */
export function nodeSuffices(version: string, engines: string): boolean {
  const numbers = (text: string): readonly number[] => text.replace(/^\D+/, '').split('.').map(Number);
  const [major = 0, minor = 0] = numbers(version);
  const [wantedMajor = 0, wantedMinor = 0] = numbers(engines);
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}
