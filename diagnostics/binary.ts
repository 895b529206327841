/** What a file is that is no text, told by its first bytes. */
import { beginsPrivateKey } from './certificate/der.ts';

/** First bytes, in hexadecimal, and what begins so in words that complete "This is ...". */
const beginnings: readonly (readonly [string, string])[] = [
  ['89504e470d0a1a0a', 'a picture'],
  ['ffd8ff', 'a picture'],
  ['474946383961', 'a picture'],
  ['474946383761', 'a picture'],
  ['49492a00', 'a picture'],
  ['4d4d002a', 'a picture'],
  ['25504446', 'a PDF'],
  ['7b5c727466', 'a Word document'],
  ['d0cf11e0a1b11ae1', 'an older Office document or a saved Outlook message'],
  ['1f8b', 'a packed file'],
  ['377abcaf271c', 'a packed file'],
  ['526172211a07', 'a packed file'],
  ['4d534346', 'a packed file'],
  ['feedfeed', 'a private key'],
  ['cececece', 'a private key'],
  ['425a68', 'a packed file'],
  ['456c6646696c6500', 'an event log file'],
  ['4d5a', 'a program'],
  ['7f454c46', 'a program'],
];

/** Bytes that are looked at. */
export const binaryHead = 4096;

/**
 * Names a binary file; `undefined` for text.
 * @param head its first bytes, at least 16 of them if it has as many.
 */
export function nameBinary(head: Uint8Array): string | undefined {
  const hex = Buffer.from(head.subarray(0, 16)).toString('hex');
  const known = beginnings.find(([beginning]) => hex.startsWith(beginning) && (beginning !== '4d5a' || head.includes(0)));
  if (known !== undefined) return known[1];
  if (hex.startsWith('504b0304') || hex.startsWith('504b0506')) return nameZip(head);
  if (hex.startsWith('424d') && head.includes(0)) return 'a picture';
  if (hex.startsWith('52494646') || hex.slice(8, 16) === '66747970') return 'a picture or a film';
  if (beginsPrivateKey(head)) return 'a private key';
  if (/^3082.{4}(?:3082|06092a864886f70d0107)/.test(hex)) return 'a certificate in binary form';
  return isBinary(head) ? 'a binary file' : undefined;
}

function nameZip(head: Uint8Array): string {
  const names = Buffer.from(head).toString('latin1');
  if (names.includes('word/')) return 'a Word document';
  if (names.includes('xl/')) return 'an Excel workbook';
  if (names.includes('ppt/')) return 'a PowerPoint file';
  return names.includes('[Content_Types].xml') ? 'an Office document' : 'a packed file';
}

/** More control characters than any text has. */
function isBinary(head: Uint8Array): boolean {
  const control = head.reduce((count, byte) => count + (byte < 9 || (byte > 13 && byte < 32 && byte !== 27) ? 1 : 0), 0);
  return control > head.length / 50;
}
