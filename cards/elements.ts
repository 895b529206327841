/**
 * The elements and actions of Adaptive Cards 1.5 that our cards are made of, and no others. The
 * types of the builders and the strict rules of the tests both come from here.
 */
import { z } from 'zod';
import { helpdeskButton } from '../dialogs/handover/helpdesk-tap.ts';
import { longestPaste, longestText, stamp, action } from '../dialogs/input.ts';

const words = z.string().trim().min(1);
const spacing = z.enum(['none', 'small', 'medium', 'large']);

const textBlock = z.strictObject({
  type: z.literal('TextBlock'),
  text: words,
  wrap: z.literal(true),
  size: z.enum(['small', 'medium']).optional(),
  weight: z.literal('bolder').optional(),
  isSubtle: z.literal(true).optional(),
  style: z.literal('heading').optional(),
  spacing: spacing.optional(),
});

const textRun = z.strictObject({
  type: z.literal('TextRun'),
  text: words,
  fontType: z.literal('monospace').optional(),
  weight: z.literal('bolder').optional(),
  size: z.literal('small').optional(),
});
export type TextRun = z.infer<typeof textRun>;

/** Text that stays as it is: nothing in a TextRun is read as Markdown. */
const richTextBlock = z.strictObject({
  type: z.literal('RichTextBlock'),
  inlines: z.array(textRun).min(1),
  spacing: spacing.optional(),
});

const textElement = z.discriminatedUnion('type', [textBlock, richTextBlock]);
export type TextElement = z.infer<typeof textElement>;

const container = z.strictObject({
  type: z.literal('Container'),
  style: z.enum(['emphasis', 'accent', 'warning']),
  spacing: spacing.optional(),
  items: z.array(textElement).min(1),
});

const tableCell = z.strictObject({ type: z.literal('TableCell'), items: z.array(textElement).min(1) });
const tableRow = z.strictObject({ type: z.literal('TableRow'), cells: z.array(tableCell).length(2) });
export type TableRow = z.infer<typeof tableRow>;

/** Two columns at most: more are cramped on a phone of 320 pixels. */
const table = z.strictObject({
  type: z.literal('Table'),
  columns: z.array(z.strictObject({ width: z.int().min(1) })).length(2),
  firstRowAsHeader: z.literal(true),
  rows: z.array(tableRow).min(2),
});

const inputText = z.strictObject({
  type: z.literal('Input.Text'),
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  label: words,
  placeholder: words.optional(),
  value: z.string().max(longestText).optional(),
  isMultiline: z.literal(true).optional(),
  maxLength: z.literal([longestText, longestPaste]),
});

const submit = z.strictObject({
  type: z.literal('Action.Submit'),
  title: words,
  tooltip: words.optional(),
  data: z.union([z.strictObject({ stepwise: z.literal(1), stamp, action }), helpdeskButton]),
  associatedInputs: z.literal('none').optional(),
});
export type Submit = z.infer<typeof submit>;

const actionSet = z.strictObject({ type: z.literal('ActionSet'), actions: z.array(submit).min(1).max(6), spacing: spacing.optional() });
export type ActionSet = z.infer<typeof actionSet>;

const element = z.discriminatedUnion('type', [textBlock, richTextBlock, container, table, inputText, actionSet]);
export type Element = z.infer<typeof element>;

const fold = z.strictObject({
  type: z.literal('Action.ShowCard'),
  title: words,
  card: z.strictObject({ type: z.literal('AdaptiveCard'), body: z.array(element).min(1) }),
});
export type Fold = z.infer<typeof fold>;

/** Only on cards for any chat: on our own, every way on is in the conversation. */
const openUrl = z.strictObject({ type: z.literal('Action.OpenUrl'), title: words, url: z.url({ protocol: /^https$/ }) });

export const adaptiveCard = z.strictObject({
  type: z.literal('AdaptiveCard'),
  $schema: z.literal('http://adaptivecards.io/schemas/adaptive-card.json'),
  version: z.literal('1.5'),
  speak: words,
  fallbackText: words,
  body: z.array(element).min(1),
  actions: z
    .array(z.discriminatedUnion('type', [submit, fold, openUrl]))
    .min(1)
    .max(6)
    .optional(),
});
export type AdaptiveCard = z.infer<typeof adaptiveCard>;
