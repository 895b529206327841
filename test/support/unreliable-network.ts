/** A network between a program and a server that loses answers, or hangs, when a test says so. */
import { createServer, connect, type Socket } from 'node:net';

export interface UnreliableNetwork {
  readonly port: number;
  /** `lose-answers`: what is asked gets through, the answer does not, and the connection breaks. `hang`: nothing gets through. */
  become(how: 'good' | 'lose-answers' | 'hang'): void;
  close(): Promise<void>;
}

export function startUnreliableNetwork(target: number): Promise<UnreliableNetwork> {
  let state: 'good' | 'lose-answers' | 'hang' = 'good';
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1');
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
    }
    near.on('data', (bytes) => state !== 'hang' && far.write(bytes));
    far.on('data', (bytes) => {
      if (state === 'good') near.write(bytes);
      else if (state === 'lose-answers') near.destroy();
    });
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve({
        port: typeof address === 'object' && address !== null ? address.port : 0,
        become: (how) => {
          state = how;
        },
        close: () => {
          for (const socket of open) socket.destroy();
          return new Promise((closed) => server.close(() => closed()));
        },
      });
    });
  });
}
