/** Packed files for tests: honest ones, lying ones, and bombs. */
import { constants, crc32, deflateRawSync, gzipSync } from 'node:zlib';

const tenMegabytes = Buffer.alloc(10 * 1024 * 1024);

interface Entry {
  readonly name: string;
  readonly content?: Buffer;
  /** The content deflated already. */
  readonly deflated?: Buffer;
  /** What the zip says the size is, where that is a lie. */
  readonly size?: number;
  readonly encrypted?: boolean;
  readonly method?: number;
}

/** A zip with these entries. */
export function zipOf(...entries: readonly Entry[]): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const { name, content = Buffer.alloc(0), deflated = deflateRawSync(content), size = content.length, encrypted = false, method = 8 } of entries) {
    const nameBytes = Buffer.from(name);
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(encrypted ? 1 : 0, 2);
    shared.writeUInt16LE(method, 4);
    shared.writeUInt32LE(crc32(content), 10);
    shared.writeUInt32LE(deflated.length, 14);
    shared.writeUInt32LE(size, 18);
    shared.writeUInt16LE(nameBytes.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), shared, nameBytes, deflated]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    centrals.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), shared, rest, nameBytes]));
    locals.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, central, end]);
}

/** 1 GB of zeros, as gzip: many small ones, one behind the other. */
export function gzipBomb(): Buffer {
  const part = gzipSync(tenMegabytes);
  return Buffer.concat(Array.from({ length: 103 }, () => part));
}

/** 1 GB of zeros, deflated for a zip. */
export function deflatedBomb(): Buffer {
  const part = deflateRawSync(tenMegabytes, { finishFlush: constants.Z_FULL_FLUSH });
  return Buffer.concat([...Array.from({ length: 103 }, () => part), deflateRawSync(Buffer.alloc(0))]);
}
