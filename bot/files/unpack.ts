/** A file as it is, out of gzip, or out of a zip with one file in it; bombs are refused. */
import { openGunzip } from './gunzip.ts';
import { unzip } from './unzip.ts';
import { damaged, UnpackError } from './unpack-error.ts';
import type { Unpacker } from './unpacker.ts';

/** Bytes of a zip, and bytes that come out of anything packed. */
const longestZip = 10 * 1024 * 1024;
const longestUnpacked = 50 * 1024 * 1024;

/** Hands what is inside to `out`, in order; what is not packed goes through as it is. */
export function openUnpacker(out: (chunk: Uint8Array) => void): Unpacker {
  let inner: Unpacker | undefined;
  let head = Buffer.alloc(0);
  const choose = (): Unpacker => {
    if (head[0] === 0x1f && head[1] === 0x8b) return openGunzip(counted(out));
    if (head[0] === 0x50 && head[1] === 0x4b && head[2] === 3 && head[3] === 4) return openUnzip(out);
    return { push: async (chunk) => out(chunk), end: async () => {} };
  };
  return {
    async push(chunk) {
      if (inner !== undefined) return inner.push(chunk);
      head = Buffer.concat([head, chunk]);
      if (head.length < 4) return;
      inner = choose();
      return inner.push(head);
    },
    async end() {
      if (inner === undefined) {
        inner = choose();
        await inner.push(head);
      }
      return inner.end();
    },
  };
}

function counted(out: (chunk: Uint8Array) => void): (chunk: Uint8Array) => void {
  let bytes = 0;
  return (chunk) => {
    bytes += chunk.length;
    if (bytes > longestUnpacked) throw new UnpackError('tooLarge');
    out(chunk);
  };
}

function openUnzip(out: (chunk: Uint8Array) => void): Unpacker {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  return {
    async push(chunk) {
      bytes += chunk.length;
      if (bytes > longestZip) throw new UnpackError('longZip');
      parts.push(chunk);
    },
    end: () => unzip(Buffer.concat(parts), longestUnpacked, counted(out)).catch(damaged),
  };
}
