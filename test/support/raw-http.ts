/** HTTP as bytes on a socket, for requests that no client library would send. */
import { connect, type Socket } from 'node:net';

export interface RawAnswer {
  /** The status of each answer on the connection, in order. */
  readonly statuses: readonly number[];
  readonly text: string;
}

/** Sends bytes, and gives everything that comes back until the other side closes, or nothing more comes for a while. */
export function sendRaw(port: number, bytes: string | Uint8Array, { quiet = 400, half = false } = {}): Promise<RawAnswer> {
  return new Promise((resolve) => {
    let text = '';
    let timer: NodeJS.Timeout | undefined;
    const socket: Socket = connect(port, '127.0.0.1', () => {
      if (half) socket.end(bytes);
      else socket.write(bytes);
    });
    const done = (): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ statuses: [...text.matchAll(/HTTP\/1\.[01] (\d{3})/g)].map((match) => Number(match[1])), text });
    };
    const wait = (): void => {
      clearTimeout(timer);
      timer = setTimeout(done, quiet);
    };
    socket.on('data', (data) => {
      text += data.toString('latin1');
      wait();
    });
    socket.on('error', done).on('close', done);
    wait();
  });
}
