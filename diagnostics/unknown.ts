/** What to say of something that nobody here can read. */
import type { Finding } from './finding.ts';
import { noFinding } from './no-finding.ts';

const privateKey = 'a private key';

/** What a text seems to be, in words that complete "This seems to be ...", by how it begins. Order matters. */
const looks: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----|^PuTTY-User-Key-File-/, privateKey],
  [/^\s{0,20}<(?:!doctype html|html)/i, 'a web page'],
  [/^(?:received|return-path|delivered-to|mime-version|x-mailer|from):\s.{0,300}(?:\r?\n)(?:[\w-]{1,40}:|\s)/im, 'a mail with its headers'],
  [/^\s{0,20}<\?xml|^\s{0,20}<[a-z][\w:-]{0,60}[\s>]/i, 'an XML file that I do not know'],
  [/^\s{0,20}[{[]\s{0,20}["{[\]}]/, 'a JSON file that I do not know'],
  [/^(?:log name|protokollname|event ?id|ereignis-id)\s{0,20}[:=]/im, 'an entry of the Windows event log'],
  [/"(?:GET|POST|HEAD|PUT|OPTIONS) \S{1,2000} HTTP\/\d/, 'a log of a web server that is not IIS'],
  [/^[A-Za-z0-9.]{1,12} (?:OK|NO|BAD|LOGIN|SELECT|FETCH|CAPABILITY)\b|^\* (?:OK|CAPABILITY|BYE|LIST)\b/m, 'a log of IMAP'],
  [/^(?:220|250|354|550)[ -]\S/m, 'a log of SMTP'],
  [/^(?:\[?\d{4}[-/]\d\d[-/]\d\d|\d{1,2}[./]\d{1,2}[./]\d{4}|[A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d)/m, 'a log that I do not know'],
  [/^[^\n,;\t]{1,80}(?:[,;\t][^\n,;\t]{0,80}){3,40}\r?\n[^\n,;\t]{0,80}(?:[,;\t][^\n,;\t]{0,80}){3,40}/, 'a table that I do not know'],
];

/** What would help, in words that complete "Get me ...". */
const wanted = [
  'the mail from Exchange that says the phone is blocked or held back',
  'the error code on the phone, such as 8 digits and letters after "Support code"',
  'the policy as a list, or the mailbox log of the phone',
  'the result of the Remote Connectivity Analyzer',
];

/** A file is not read for what somebody says in it; a message is. */
const inWords = 'what the phone shows, word by word, as a message in the chat and not as a file';

/** @param head the beginning of the text. */
export function unknownText(head: string): Finding {
  const text = head.trim();
  if (text === '') return unknown('There is nothing in this.', wanted);
  const seems = looks.find(([look]) => look.test(text.slice(0, 8000)))?.[1];
  if (seems === privateKey) return refused;
  if (seems !== undefined) return unknown(`I cannot read this. It seems to be ${seems}.`, wanted);
  return unknown('I cannot read this as a log, a list, a notice, a code or a certificate. It seems to be ordinary text.', [inWords, ...wanted]);
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
