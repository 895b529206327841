/** Unpacks gzip as it arrives. */
import { once } from 'node:events';
import { createGunzip } from 'node:zlib';
import { damaged, handOn } from './unpack-error.ts';
import type { Unpacker } from './unpacker.ts';

/** @param out what it throws ends the unpacking, and is thrown by the next call. */
export function openGunzip(out: (chunk: Uint8Array) => void): Unpacker {
  const stream = createGunzip();
  let failure: Error | undefined;
  stream.on('data', (chunk: Buffer) => {
    if (failure !== undefined) return;
    failure = handOn(out, chunk);
    if (failure !== undefined) stream.destroy(failure);
  });
  stream.on('error', (error) => (failure ??= error));
  const closed = once(stream, 'close').catch(() => undefined);
  const check = (): void => {
    if (failure !== undefined) damaged(failure);
  };
  return {
    async push(chunk) {
      check();
      // An error is kept in `failure`; what is waited for is only that there is room, or no more to come.
      if (!stream.write(chunk)) await Promise.race([once(stream, 'drain').catch(() => undefined), closed]);
      check();
    },
    async end() {
      check();
      stream.end();
      await closed;
      check();
    },
  };
}
