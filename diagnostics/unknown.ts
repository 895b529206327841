/** What to say of something that nobody here can read. */
import type { Finding, WordsLine } from './finding.ts';
import { mask } from './mask.ts';
import { noFinding } from './no-finding.ts';

/** Characters of a text that may be somebody's words: as much as is read of a message. */
export const longestWords = 4000;

const privateKey = 'a private key';
const webPage = 'a web page';

/** What a text seems to be, in words that complete "This seems to be ...", by how it begins. Order matters. */
const looks: readonly (readonly [Pick<RegExp, 'test'>, string])[] = [
  [/-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----|^PuTTY-User-Key-File-/, privateKey],
  [/^\s{0,20}<(?:!doctype html|html)/i, webPage],
  [/^(?:received|return-path|delivered-to|mime-version|x-mailer|from):\s.{0,300}(?:\r?\n)(?:[\w-]{1,40}:|\s)/im, 'a mail with its headers'],
  [/^\s{0,20}<\?xml|^\s{0,20}<[a-z][\w:-]{0,60}[\s>]/i, 'an XML file that I do not know'],
  [/^\s{0,20}[{[]\s{0,20}["{[\]}]/, 'a JSON file that I do not know'],
  [/^(?:log name|protokollname|event ?id|ereignis-id)\s{0,20}[:=]/im, 'an entry of the Windows event log'],
  [/"(?:GET|POST|HEAD|PUT|OPTIONS) \S{1,2000} HTTP\/\d/, 'a log of a web server that is not IIS'],
  [/^[A-Za-z0-9.]{1,12} (?:OK|NO|BAD|LOGIN|SELECT|FETCH|CAPABILITY)\b|^\* (?:OK|CAPABILITY|BYE|LIST)\b/m, 'a log of IMAP'],
  [/^(?:220|250|354|550)[ -]\S/m, 'a log of SMTP'],
  [{ test: isMostlyDated }, 'a log that I do not know'],
  [/^[^\n,;\t]{1,80}(?:[,;\t][^\n,;\t]{0,80}){3,40}\r?\n[^\n,;\t]{0,80}(?:[,;\t][^\n,;\t]{0,80}){3,40}/, 'a table that I do not know'],
];

const dated = /^(?:\[?\d{4}[-/]\d\d[-/]\d\d|\d{1,2}[./]\d{1,2}[./]\d{4}|[A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d)/;

/** A log has a date on most of its lines; a screen that was copied may have one above its words. */
function isMostlyDated(text: string): boolean {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.filter((line) => dated.test(line)).length >= lines.length / 2;
}

/** What would help, in words that complete "Get me ...". */
const wanted = [
  'the mail from Exchange that says the phone is blocked or held back',
  'the error code on the phone, such as 8 digits and letters after "Support code"',
  'the policy as a list, or the mailbox log of the phone',
  'the result of the Remote Connectivity Analyzer',
];

const ofPage = 'what stands on the page, copied as plain text';
const inWords = 'only what the phone shows, word by word';

/**
 * Ordinary text and what is seen of a web page may be words about a problem; what has another form is none.
 * @param head the beginning of the text.
 * @param seen what is seen of it, where that is not the text itself.
 */
export function unknownText(head: string, seen: string = head): Finding {
  const text = head.trim();
  if (text === '') return unknown('There is nothing in this.', wanted);
  const seems = looks.find(([look]) => look.test(text.slice(0, 8000)))?.[1];
  if (seems === privateKey) return refused;
  const words = wordsOf(seen);
  if (seems === webPage) return { ...unknown(`I cannot read this. It seems to be ${seems}.`, [ofPage, ...wanted]), words };
  if (seems !== undefined) return unknown(`I cannot read this. It seems to be ${seems}.`, wanted);
  return {
    ...unknown('I cannot read this as a log, a list, a notice, a code or a certificate. It seems to be ordinary text.', [inWords, ...wanted]),
    words,
  };
}

/** The lines of a short text; `undefined` of a long one, which is more than somebody would type, and of numbers alone. */
function wordsOf(text: string): readonly WordsLine[] | undefined {
  if (text.trim().length > longestWords || !/\p{L}{2}/u.test(text)) return undefined;
  return mask(text)
    .split('\n')
    .flatMap((line, at) => (line.trim() === '' ? [] : [{ line: at + 1, text: line }]));
}

/** @param what completes "This is ...". */
export function unknownBinary(what: string): Finding {
  switch (what) {
    case 'a picture':
      return unknown('This is a picture. I cannot read pictures.', ['the error code or the words on the picture, typed as text']);
    case 'a certificate in binary form':
      return unknown('This begins as a certificate in binary form does, but I cannot read it. It is damaged, cut off, or something else.', [
        'the certificate exported as "Base-64 encoded X.509"',
      ]);
    case privateKey:
      return refused;
  }
  return unknown(`This is ${what}. I can only read plain text.`, ['the words in it, copied as plain text', 'a packed log, unpacked']);
}

const refused: Finding = {
  ...unknown('This has a private key in it. I have not read it. Do not share it with anybody: who has it can pretend to be you, or your server.', [
    'only the certificate, without its private key',
  ]),
  isSecret: true,
};

function unknown(verdict: string, lacks: readonly string[]): Finding {
  return { ...noFinding, kind: 'unknown', outcome: 'unclear', verdict, lacks };
}
