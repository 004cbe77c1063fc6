import { EXIT, type ExitCode } from '../model/errors.ts';
export async function doctorVerb(_options: object, _context: object): Promise<ExitCode> {
  return EXIT.ok;
}
