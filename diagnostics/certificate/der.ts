/** The outer shape of DER, the binary form of certificates and keys: pieces with a tag, a length and a content. */

export interface Piece {
  readonly tag: number;
  readonly content: Uint8Array;
  /** With tag and length. */
  readonly whole: Uint8Array;
}

/** Pieces that are read of one list; a container of certificates has two to ten. */
const mostPieces = 200;

/** Bytes of the piece that begins here, with its tag and length; `undefined` when none of a known length does. */
export function lengthOf(bytes: Uint8Array): number | undefined {
  const [, first = 0x80] = bytes;
  if (first < 0x80) return 2 + first;
  const many = first - 0x80;
  if (many === 0 || many > 4 || bytes.length < 2 + many) return undefined;
  return 2 + many + bytes.subarray(2, 2 + many).reduce((length, byte) => length * 256 + byte, 0);
}

/** The pieces that stand one after the other, up to the first that is cut off. */
export function piecesOf(bytes: Uint8Array): Piece[] {
  const pieces: Piece[] = [];
  let rest = bytes;
  while (rest.length > 1 && pieces.length < mostPieces) {
    const length = lengthOf(rest);
    if (length === undefined || length > rest.length) break;
    const head = 2 + ((rest[1] ?? 0) > 0x80 ? (rest[1] ?? 0) - 0x80 : 0);
    pieces.push({ tag: rest[0] ?? 0, content: rest.subarray(head, length), whole: rest.subarray(0, length) });
    rest = rest.subarray(length);
  }
  return pieces;
}

const sequence = 0x30;
const signedData = '06092a864886f70d010702';

/** The certificates of a PKCS7 container in the order that it has them, each as DER; empty when this is none. */
export function containedCertificates(bytes: Uint8Array): readonly Uint8Array[] {
  const [kind, signed] = piecesOf(within(bytes, sequence));
  if (kind === undefined || signed === undefined || hex(kind.whole) !== signedData) return [];
  const certificates = piecesOf(within(signed.content, sequence)).find((piece) => piece.tag === 0xa0);
  return certificates === undefined ? [] : piecesOf(certificates.content).map((piece) => piece.whole);
}

/** What the first piece has in it, when it has the tag. */
function within(bytes: Uint8Array, tag: number): Uint8Array {
  const [first] = piecesOf(bytes);
  return first?.tag === tag ? first.content : new Uint8Array(0);
}

const head = String.raw`30(?:[0-7].|81..|82.{4}|83.{6})`;
/** PKCS1, PKCS8 and the keys of elliptic curves; PKCS12, which holds one; PKCS8 under a password. */
const key = new RegExp(`^${head}(?:02010[01](?:02|04|30)|02010330|${head}06(?:092a864886f70d0105|0a2a864886f70d010c01))`);
const request = new RegExp(`^${head}${head}02010030`);

/** Whether bytes begin as a private key does, or as a file that holds one. It is told by its first bytes and never read. */
export function beginsPrivateKey(bytes: Uint8Array): boolean {
  return key.test(hex(bytes.subarray(0, 40)));
}

/** Whether bytes begin as a request for a certificate does. */
export function beginsRequest(bytes: Uint8Array): boolean {
  return request.test(hex(bytes.subarray(0, 40)));
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
