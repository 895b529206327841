/** Hides what belongs to a person: passwords, tokens, mail addresses, device ids, phone numbers. */
import { maskDevices } from './mask-devices.ts';
import { maskPeople } from './mask-people.ts';
import { maskSecrets } from './mask-secrets.ts';

/**
 * The text with each of them replaced by a word in brackets that says what stood there. Error codes, dates, versions,
 * GUIDs, host names, IP addresses and settings stay. Takes time in proportion to the length; masking twice changes
 * nothing.
 */
export function mask(text: string): string {
  return maskPeople(maskDevices(maskSecrets(text)));
}
