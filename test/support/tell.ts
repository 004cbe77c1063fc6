import { send } from './messages.ts';

/** Prints a line beside the file's result, whether it passes or not; other output is shown only where the file fails. */
export function tell(line: string): void {
  void send({ type: 'told', line });
}
