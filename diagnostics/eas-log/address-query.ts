/** What a phone's request says of itself in its address: command, phone, kind of phone. */
import type { FactBook } from '../../knowledge/library.ts';
import { detached } from './sign.ts';

export interface AddressQuery {
  readonly command: string;
  /** Tells phones apart; never shown. */
  readonly deviceId: string;
  readonly deviceType: string;
}

const parts = {
  command: /(?:^|[?&])Cmd=([^&\s"]{1,200})/i,
  deviceId: /(?:^|[?&])DeviceId=([^&\s"]{1,200})/i,
  deviceType: /(?:^|[?&])DeviceType=([^&\s"]{1,200})/i,
} as const;

/** Reads `Cmd=Sync&User=…&DeviceId=…&DeviceType=WP`, in any order, or the short form, which is Base64. */
export function readQuery(query: string, book: FactBook): AddressQuery {
  const written = query.slice(0, 2000).replaceAll('=3D', '=');
  const value = (of: RegExp): string => detached(of.exec(written)?.[1] ?? '', 64);
  const plain = { command: value(parts.command), deviceId: value(parts.deviceId), deviceType: value(parts.deviceType) };
  if (plain.command !== '' || plain.deviceId !== '') return plain;
  return readShort(written, book) ?? plain;
}

/**
 * The short form: version, command, two bytes of language, then length and text of the device id, of the policy key
 * and of the device type.
 */
function readShort(query: string, book: FactBook): AddressQuery | undefined {
  const base64 = /^\??([A-Za-z0-9+/]{16,1000}={0,2})(?:$|[&\s])/.exec(query)?.[1];
  if (base64 === undefined) return undefined;
  const bytes = Uint8Array.from(atob(base64.slice(0, base64.length - (base64.length % 4 === 1 ? 1 : 0)).replace(/=+$/, '')), (one) => one.charCodeAt(0));
  const idLength = bytes[4] ?? 0;
  const typeAt = 5 + idLength + 1 + (bytes[5 + idLength] ?? 0);
  const typeLength = bytes[typeAt] ?? 0;
  const type = bytes.slice(typeAt + 1, typeAt + 1 + typeLength);
  if (typeAt >= bytes.length || !type.every((one) => one > 32 && one < 127)) return undefined;
  const command = book.commandNumbers.get(String(bytes[1]));
  if (command === undefined) return undefined;
  return { command, deviceId: hex(bytes.slice(5, 5 + idLength)), deviceType: String.fromCharCode(...type) };
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (one) => one.toString(16).padStart(2, '0')).join('');
}
