/** How somebody wants to be reached, out of what they typed. */
import type { Reach } from './handover.ts';

const mail = /[^\s@<>"',;:()]{1,64}@[a-z0-9](?:[a-z0-9-]{0,62}\.){1,8}[a-z]{2,24}(?![\w-])/i;
const phone = /\+?\(?\d[\d\s()/.-]{2,28}\d/;
/** Digits of the shortest number that is one: an extension. */
const fewest = 4;

/** A mail address or a phone number, wherever it stands in the words; `undefined` where there is none. */
export function readContact(typed: string): Reach | undefined {
  const text = typed.slice(0, 500);
  const address = mail.exec(text)?.[0];
  if (address !== undefined) return { way: 'mail', value: address };
  const number = phone.exec(text)?.[0].trim();
  const digits = number?.replace(/\D/g, '').length ?? 0;
  return number !== undefined && digits >= fewest && digits <= 15 ? { way: 'phone', value: number } : undefined;
}

/** The same where it need not be read: enough to recognise, not to use. */
export function maskedReach(how: Reach): string {
  switch (how.way) {
    case 'chat':
      return 'in this chat';
    case 'phone':
      return `by phone, at the number that ends in ${how.value.replace(/\D/g, '').slice(-2)}`;
    case 'mail':
      return `by mail, at ${how.value.slice(0, 1)}…${how.value.slice(how.value.lastIndexOf('@'))}`;
  }
}
