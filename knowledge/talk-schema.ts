/** The shapes of the fact files about what people say, and what the bot says first. */
import { z } from 'zod';
import { factId, text } from './schema.ts';

const wantsWords = 'write the words one after the other, with commas between them';

/** The words of one language, as a list or as one text with commas between them, which is read many times faster. */
const wordList = z.union([
  z
    .string({ error: wantsWords })
    .regex(/[^\s,]/)
    .transform(separate),
  z.array(z.string().min(1), { error: wantsWords }),
]);

function separate(words: string): string[] {
  return words.split(',').flatMap((word) => word.trim() || []);
}

/** Words of many languages that mean one thing; `*` at the end stands for any ending. */
export const words = z.strictObject({
  kind: z.literal('words'),
  'says-little': z
    .array(factId)
    .default([])
    .describe('Concepts of any talk: no reason names them, and the figures of what triage could not place leave them out'),
  concepts: z.record(factId, z.record(z.string().regex(/^[a-z]{2}$/), wordList)),
});
export type Words = z.infer<typeof words>;

/** What the bot does not help with, so that it can say so. */
export const outOfScope = z.strictObject({
  kind: z.literal('out-of-scope'),
  topics: z.record(factId, z.strictObject({ name: text, words: z.array(text).min(1) })),
});

/** What people type to steer; a kind left out cannot be typed. Each is a list of whole messages; `negation` is single words that turn a sentence round. */
const phraseKinds = [
  'yes',
  'no',
  'fixed',
  'not-fixed',
  'done',
  'stuck',
  'back',
  'start-over',
  'forget',
  'continue',
  'help',
  'where',
  'person',
  /** That something is wrong, or that somebody is angry, and not what it is. */
  'vague',
  'thanks',
  'hello',
  'code',
  'stop-sharing',
  'caller',
  'cases',
  'ticket-notes',
  'let-go',
  'negation',
] as const;
export type PhraseKind = (typeof phraseKinds)[number];
export const phrases = z.strictObject({ kind: z.literal('phrases'), phrases: z.partialRecord(z.enum(phraseKinds), z.array(z.string().min(1)).min(1)) });

/** What the bot says first, beside how to begin: what it is for, what is out of support. */
export const welcome = z.strictObject({ kind: z.literal('welcome'), title: text, lines: z.array(text).max(3) });
