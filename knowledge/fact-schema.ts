/** The shapes of the fact files in `facts/`: one `kind` a file. */
import { z } from 'zod';
import { certainty, factId, sources, text } from './schema.ts';
import { outOfScope, phrases, welcome, words } from './talk-schema.ts';

const address = z.url({ protocol: /^https?$/, error: 'write a full http or https address' });

/** Documents that guides and facts cite, and the sections that may be cited. */
const documents = z.strictObject({
  kind: z.literal('documents'),
  documents: z.record(
    factId,
    z.strictObject({
      title: text,
      url: address,
      origin: z.enum(['article', 'added']).describe('The article a guide retells, or a document that adds to it'),
      sections: z.record(factId, text),
    }),
  ),
});

/** A table shown with a node. */
const table = z.strictObject({
  kind: z.literal('table'),
  id: factId,
  title: text,
  explains: z
    .string()
    .regex(/^[A-Z][A-Za-z]+$/, 'write a field, such as DeviceAccessState')
    .optional()
    .describe('The field whose values column one lists'),
  numbers: z
    .strictObject({ words: z.array(text).min(1), source: sources, certainty })
    .optional()
    .describe('The values of that field in the order of the numbers, from 0 on, that some exports write in their place'),
  columns: z.array(text).min(1).max(4),
  rows: z.array(z.strictObject({ cells: z.array(text).min(1).max(4), source: sources, certainty })).min(1),
  note: text.optional(),
  link: z.strictObject({ title: text, url: address }).optional(),
});

const settingValue = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const parameterValue = z.union([z.strictObject({ ask: factId }), settingValue]);

/**
 * `text` and `filter` are quoted; `word` is bare (an enumeration or a time span); `switch` has no
 * value; `settings` stands for one parameter for each setting that the named profile supports.
 */
const parameter = z.discriminatedUnion('type', [
  z.strictObject({ name: z.string().regex(/^[A-Z][A-Za-z]+$/), type: z.enum(['text', 'filter', 'word', 'boolean', 'number']), value: parameterValue }),
  z.strictObject({ name: z.string().regex(/^[A-Z][A-Za-z]+$/), type: z.literal('switch') }),
  z.strictObject({ type: z.literal('settings'), profile: factId }),
]);

const command = z.strictObject({
  cmdlet: z.string().regex(/^[A-Z][a-z]+-[A-Z][A-Za-z]+$/, 'write a cmdlet such as Get-CASMailbox'),
  purpose: text,
  parameters: z.array(parameter),
  'then-cmdlet': z
    .string()
    .regex(/^[A-Z][a-z]+-[A-Z][A-Za-z]+$/)
    .optional()
    .describe('A cmdlet the output is piped to'),
  needs: text.describe('The Exchange version it works with'),
  changes: text.describe('What it changes; "Nothing; it only reads." when it reads'),
  undo: text.optional().describe('How to take it back, in words'),
  'undo-with': factId.optional().describe('The command that takes it back'),
  source: sources,
  certainty,
});

/** Values a command asks the person for, with the words that ask. */
const field = z.strictObject({ label: text, example: text });

const commands = z.strictObject({
  kind: z.literal('commands'),
  fields: z.record(factId, field),
  commands: z.record(factId, command),
});

const settingName = z.string().regex(/^[A-Z][A-Za-z]+$/, 'write the name of a setting, such as AllowCamera');

/** ActiveSync policy settings, and the phones that support some of them. */
const settings = z.strictObject({
  kind: z.literal('settings'),
  settings: z.record(
    settingName,
    z.strictObject({
      meaning: text,
      type: z.enum(['boolean', 'number', 'word', 'list']),
      neutral: settingValue.describe('The value that asks nothing of the phone'),
      'neutral-from': z.number().optional().describe('From this value on (seconds for a time span) it asks nothing of the phone either'),
      numbers: z.record(z.string(), z.int()).optional().describe('The numbers of an enumeration, by the word they stand for'),
      'later-name': settingName.optional().describe('Its name in the cmdlets for mobile devices of Exchange 2013 and later'),
      'counts-with': settingName.optional().describe('The phone ignores it while this other setting is off'),
      'sent-to-phone': z.boolean(),
      source: sources,
      certainty,
    }),
  ),
  profiles: z.record(
    factId,
    z.strictObject({
      title: text,
      phone: text.optional().describe('What the phone is called'),
      'recognised-by': z.array(text).default([]).describe('Parts of DeviceOS, DeviceType, DeviceModel or DeviceUserAgent that only this phone has'),
      supports: z.array(z.string()).min(1),
      trusts: factId.optional().describe('The table whose first column names the certification authorities that the phone trusts'),
      searches: factId.optional().describe('The table whose second column lists the addresses where the phone looks for its server, in their order'),
      note: text.optional(),
      source: sources,
    }),
  ),
});

/** Error codes that phones show. `cause` is what a `check` node's findings are keyed by. */
const codes = z.strictObject({
  kind: z.literal('codes'),
  causes: z.record(factId, text).describe('Each cause in words that complete "This usually means that ..."'),
  codes: z.record(
    z.string().regex(/^[0-9A-F]{8}$/, 'write eight hexadecimal digits in upper case'),
    z.strictObject({ meaning: text, cause: factId, source: sources, certainty }),
  ),
});

/** What servers answer to phones: `family` is `http`, `common`, a command's name, `Token` …; the key is the number or the word. */
const statuses = z.strictObject({
  kind: z.literal('statuses'),
  statuses: z.record(
    z.string().regex(/^[A-Za-z]+$/),
    z.record(
      z.string().regex(/^[A-Za-z0-9]+$/),
      z.strictObject({
        name: text.optional().describe('Its name in the protocol'),
        meaning: text,
        cause: factId.optional().describe('Left out when nothing is wrong'),
        source: sources,
        certainty,
      }),
    ),
  ),
  elements: z
    .record(
      z.string().regex(/^[A-Z][A-Za-z]+$/),
      z.strictObject({
        setting: z.string().describe('The setting that it carries'),
        neutral: z.array(z.string()).describe('Values that ask nothing of the phone; an empty element never does'),
        'for-password': z.boolean().default(false).describe('Counts only while the policy demands a password'),
        source: sources,
      }),
    )
    .describe('Settings of a policy as they are sent to the phone'),
  commands: z.record(z.string().regex(/^\d+$/), text).describe('Numbers of commands in the short form of an address'),
});

export const facts = z.discriminatedUnion('kind', [documents, table, commands, settings, codes, statuses, words, outOfScope, phrases, welcome]);
export type Facts = z.infer<typeof facts>;
export type Table = z.infer<typeof table>;
export type Command = z.infer<typeof command>;
export type Parameter = z.infer<typeof parameter>;
export type Settings = z.infer<typeof settings>;
export type Statuses = z.infer<typeof statuses>;
