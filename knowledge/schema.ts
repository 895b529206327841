/**
 * The shape of a guide file. The types, the loader's errors and the JSON Schema for editors all
 * come from here; what a guide's arrows must satisfy is in `check.ts`.
 */
import { z } from 'zod';
import { limits } from './limits.ts';

const slug = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const slugHint = 'use lower-case letters, digits and single hyphens, such as reseat-cable';

export const guideId = z.string().max(60, 'use at most 60 characters').regex(slug, slugHint).brand<'GuideId'>();
export const nodeId = z.string().max(60, 'use at most 60 characters').regex(slug, slugHint).brand<'NodeId'>();
const answerId = z.string().max(60, 'use at most 60 characters').regex(slug, slugHint).brand<'AnswerId'>();
export const factId = z.string().max(60, 'use at most 60 characters').regex(slug, slugHint).brand<'FactId'>();

export type GuideId = z.infer<typeof guideId>;
export type NodeId = z.infer<typeof nodeId>;

export const text = z.string().trim().min(1, 'write some text').max(limits.text, `shorten it to ${limits.text} characters, or split it`);

const label = z.string().trim().min(1, 'write a label').max(limits.label, `shorten it to ${limits.label} characters, or it does not fit a button`);

/** How sure a statement is; anything but `documented` is worded as uncertain wherever it is shown. */
export const certainty = z.enum(['documented', 'derived', 'unverified']).default('documented');
export type Certainty = z.infer<typeof certainty>;

/** A place in a document of `facts/sources.yaml`. */
const source = z.strictObject({ document: factId, section: factId });
export type Source = z.infer<typeof source>;
export const sources = z.union([source.transform((one) => [one]), z.array(source).min(1)]).describe('One place in a document, or a list of them');

/** `node`, for a node of the same guide, or `guide/node`. */
const target = z
  .string()
  .regex(/^[a-z0-9-]+(\/[a-z0-9-]+)?$/, 'write a node of this guide, or guide/node')
  .describe('A node of this guide, or guide/node');

const lines = z.union([text.transform((one) => [one]), z.array(text).min(1).max(limits.instructions)]);

/** Words for the phone's owner, for the agent to say to a caller, and for the administrator. */
const wording = z.union([text.transform((one) => ({ user: one, agent: undefined })), z.strictObject({ user: text, agent: text.optional() })]);

const commandUse = z.strictObject({
  use: factId,
  with: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).default({}),
});
export type CommandUse = z.infer<typeof commandUse>;

/** What any node may carry beside its own kind. */
const shared = {
  hint: text.optional().describe('One short sentence that helps to answer or to do it'),
  note: text.optional().describe('A warning or an exception'),
  show: z.array(factId).default([]).describe('Tables of facts shown with this node'),
  commands: z.array(commandUse).default([]).describe('Exchange commands for the administrator'),
  certainty,
};

const answer = z.strictObject({
  id: answerId,
  label,
  next: target,
  also: z.array(z.string().min(1)).default([]).describe('Other words people type for this answer'),
});

const question = z.strictObject({
  kind: z.literal('question'),
  ask: wording,
  answers: z.array(answer).min(2, 'give at least two answers').max(limits.answers, `give at most ${limits.answers} answers; split the question in two`),
  source: sources.optional(),
  ...shared,
});

const instructions = z.strictObject({
  user: lines,
  agent: lines,
  admin: lines.optional(),
});

const step = z
  .strictObject({
    kind: z.literal('step'),
    title: text.max(80, 'shorten the title to 80 characters'),
    instructions,
    source: sources,
    fixed: target.optional(),
    'not-fixed': target.optional(),
    done: target.optional(),
    stuck: target.optional(),
    ...shared,
  })
  .refine(
    (one) =>
      (one.fixed !== undefined && one['not-fixed'] !== undefined && one.stuck === undefined) ||
      (one.done !== undefined && one.stuck !== undefined && one['not-fixed'] === undefined && one.fixed === undefined),
    'give either `fixed` and `not-fixed` (the step may solve it; `done` may be added), or `done` and `stuck` (it prepares the next one)',
  );

/** What a check reads when somebody pastes or uploads it. */
const materials = ['error-code', 'policy', 'policy-command', 'devices', 'notice', 'eas-log', 'iis-log', 'rca-result', 'certificate'] as const;
/** What a check looks at by itself, over the network, where the operator allows it. */
export const probes = ['server-certificate', 'autodiscover', 'activesync'] as const;
export type Probe = (typeof probes)[number];

const material = z.enum(materials);
const examined = z
  .union([z.enum([...materials, ...probes]).transform((one) => [one]), z.array(material).min(1)])
  .describe('What the check reads: one kind of text, several of them, or one thing that the bot looks at by itself');

/** A node where the bot examines what it is given, or looks for itself; each cause it can find has its own arrow. */
const check = z.strictObject({
  kind: z.literal('check'),
  title: text.max(80, 'shorten the title to 80 characters'),
  ask: wording,
  examine: examined,
  findings: z.record(z.string().regex(slug, slugHint), target),
  unknown: target.describe('Where an answer leads that the bot cannot read or place'),
  source: sources,
  ...shared,
});

const outcome = z.strictObject({
  kind: z.literal('outcome'),
  result: z.enum(['solved', 'hand-over']),
  title: text.max(80, 'shorten the title to 80 characters'),
  say: wording.optional(),
  source: sources.optional(),
  ...shared,
});

const node = z.discriminatedUnion('kind', [question, step, check, outcome]);
export type Node = z.infer<typeof node>;

/** A line people write when they have this problem; `at` sends them deeper than the start. */
const symptom = z.union([text.transform((one) => ({ at: undefined, words: [one] })), z.strictObject({ at: nodeId, words: z.array(text).min(1) })]);

export const guide = z.strictObject({
  id: guideId,
  title: text.max(60, 'shorten the title to 60 characters'),
  about: text.describe('One sentence: what this guide gets done'),
  label: label.describe('The guide as a button, in the words of the person with the problem'),
  symptoms: z.array(symptom).min(1, 'list what people say when they have this problem'),
  order: z.int().min(1).max(999).default(500).describe('Where it stands in lists of guides: low numbers first'),
  reviewed: z.iso.date('write a date such as 2026-05-04'),
  start: nodeId,
  nodes: z.record(nodeId, node),
});
export type Guide = z.infer<typeof guide>;
