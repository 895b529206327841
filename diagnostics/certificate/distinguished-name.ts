/** The names inside a certificate: who it is for, who made it. */

export interface DistinguishedName {
  readonly commonName?: string | undefined;
  readonly organisation?: string | undefined;
  /** One form for comparing: two names are the same when this is. */
  readonly same: string;
}

/** A field's start, as Node (line breaks), OpenSSL 1.1 and later (commas) and older ones (slashes) write it. */
const field = /(?:^|[\n,/+])\s{0,4}([A-Za-z][A-Za-z0-9.]{0,40}|\d[\d.]{2,40})\s{0,2}=\s{0,2}/g;

/** Longest name that is read, in characters. */
const longest = 2000;

/** Reads a name as Node or any OpenSSL writes it. An empty text gives an empty name. */
export function readName(text: string): DistinguishedName {
  const written = text.slice(0, longest);
  const starts = [...written.matchAll(field)];
  const fields = starts.map((start, at) => {
    const value = written.slice(start.index + start[0].length, starts[at + 1]?.index ?? written.length);
    return { key: (start[1] ?? '').toUpperCase(), value: plain(value) };
  });
  const first = (key: string): string | undefined => fields.find((one) => one.key === key)?.value;
  return {
    commonName: first('CN'),
    organisation: first('O'),
    same: fields.map((one) => `${one.key}=${one.value.toLowerCase()}`).join('\n') || written.trim().toLowerCase(),
  };
}

function plain(value: string): string {
  return value
    .trim()
    .replace(/^"|"$/g, '')
    .replace(/\\(?=[,"+\\])/g, '')
    .trim();
}

/** A name to show: its common name, else its organisation. */
export function shownName(name: DistinguishedName): string {
  return name.commonName ?? name.organisation ?? 'a name that cannot be read';
}
