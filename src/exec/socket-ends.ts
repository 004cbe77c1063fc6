import { createConnection, Socket } from 'node:net';
import type { PipeEnd } from './pipes.ts';

/** A stream of Node's as the end of a pipe. */
export function socketEnd(socket: Socket): PipeEnd {
  // Writing to or reading from a process that died is reported by its exit, not by each of its pipes.
  socket.on('error', () => undefined);
  return {
    onText: (listener) => void socket.setEncoding('utf8').on('data', listener),
    onceClosed: (listener) => void socket.once('close', listener),
    write: (text) => void socket.write(text),
    close: () => void socket.destroy(),
  };
}

export function openEnd(fd: number, does: 'reads' | 'writes'): PipeEnd {
  return socketEnd(new Socket({ fd, readable: does === 'reads', writable: does === 'writes' }));
}

export function connectEnd(path: string): PipeEnd {
  return socketEnd(createConnection(path));
}
