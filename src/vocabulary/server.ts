/** The line with which the server of `serve` says who it is; the client's address, as it sees it, is the line after. */
export function greetingOf(netns: string): string {
  return `${netns} answers`;
}

/** Both lines in one. */
export function answerOf(netns: string, client: string): string {
  return `${greetingOf(netns)} ${client}`;
}
