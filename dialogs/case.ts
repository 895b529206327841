/** A case: one person's problem, kept as the choices made. This is all that is stored about it. */
import { z } from 'zod';
import { type Audience, audience } from './audience.ts';
import { draft, handover, mostHandovers } from './handover/handover.ts';
import { action } from './input.ts';
import { probes } from '../knowledge/schema.ts';

const nodeRef = z.templateLiteral([z.string(), '/', z.string()]);
/** Milliseconds since 1970. */
const instant = z.number().int();

const choice = z.discriminatedUnion('kind', [
  /** Went to a node from outside its guide's arrows: triage, a list, a switch, an old card. */
  z.strictObject({ kind: z.literal('start'), node: nodeRef, version: z.string(), because: z.array(z.string()), at: instant, visit: z.int() }),
  /** Took one exit of a node. `finding` is what a check found: its cause and the text it rests on. */
  z.strictObject({
    kind: z.literal('answer'),
    node: nodeRef,
    answer: z.string(),
    finding: z.strictObject({ says: z.string(), evidence: z.string() }).optional(),
    at: instant,
    visit: z.int(),
  }),
  /** Ended the walk where no arrow does: "it works now", "talk to a person". */
  z.strictObject({ kind: z.literal('close'), result: z.enum(['solved', 'hand-over']), at: instant, visit: z.int() }),
]);
export type Choice = z.infer<typeof choice>;

/** The buttons last offered beside the node, or the comment last asked for; typed words may mean them. */
const offer = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('buttons'), buttons: z.array(z.strictObject({ label: z.string(), action })) }),
  z.strictObject({ kind: z.literal('comment') }),
  /** How to be reached was asked. */
  z.strictObject({ kind: z.literal('contact'), buttons: z.array(z.strictObject({ label: z.string(), action })) }),
  /** Words for the helpdesk were asked for. */
  z.strictObject({ kind: z.literal('helpdesk'), handover: z.string(), buttons: z.array(z.strictObject({ label: z.string(), action })) }),
]);

const tapMark = z.strictObject({ node: z.string(), visit: z.int(), does: z.string(), at: instant });

/** A way on from a finding: the exit of the check that it becomes, and the words it is kept with. */
const lead = z.strictObject({ check: nodeRef, answer: z.string(), says: z.string(), evidence: z.string() });

/** What was found in something that was dropped in, or by looking; masked already. */
const kept = z.strictObject({
  id: z.int(),
  kind: z.string(),
  /** own: the file's name. */
  name: z.string().optional(),
  verdict: z.string(),
  leads: z.array(lead),
  at: instant,
});
export type KeptFinding = z.infer<typeof kept>;

/** A look over the network that has been asked for and has not come back. */
const looking = z.strictObject({ id: z.string(), check: nodeRef, probe: z.enum(probes), target: z.string(), at: instant });

/** What an agent noted down, and the step it was noted at. */
const note = z.strictObject({ text: z.string(), step: z.string(), at: instant });
export type Note = z.infer<typeof note>;

/** One case, of the conversation's own. */
const ownCase = z.strictObject({
  id: z.string().min(8).max(64),
  /** Whose it is, in a group: its cards are for nobody else to answer. */
  owner: z.string().optional(),
  audience,
  choices: z.array(choice),
  /** Grows with every move, so that a button can tell which showing of a node it belongs to. */
  visit: z.int().min(0),
  /** Messages in a row that fitted nothing. */
  misses: z.int().min(0),
  offer: offer.optional(),
  lastTap: tapMark.optional(),
  /** The problem in the person's own words: their first message that led somewhere. */
  symptom: z.string().optional(),
  /** Values for commands: mailbox, policy name … */
  values: z.record(z.string(), z.string()),
  files: z.array(z.string()),
  /** The newest few, oldest first. */
  findings: z.array(kept).optional(),
  looking: looking.optional(),
  /** A hand-over that is being asked about, before it is sent. */
  handing: draft.optional(),
  /** Hand-overs to the helpdesk, of this case and of those before it; the newest last. */
  handovers: z.array(handover).max(mostHandovers).optional(),
  rating: z.enum(['good', 'fair', 'poor']).optional(),
  comment: z.string().optional(),
  /** The code to tell on the telephone, without its dashes; made when it is first asked for. */
  code: z.string().optional(),
  /** The agent who shares this case: their conversation, who they are, and when they last did something in it. */
  helper: z.strictObject({ by: z.string(), agent: z.string(), at: instant }).optional(),
  /** Who is on the telephone, as the agent calls them. */
  caller: z.string().optional(),
  notes: z.array(note).optional(),
  startedAt: instant,
  touchedAt: instant,
});
export type OwnCase = z.infer<typeof ownCase>;

/** A case of another conversation that this agent shares, as far as it was seen here. */
const helping = z.strictObject({
  conversation: z.string(),
  case: z.string(),
  code: z.string(),
  guide: z.string(),
  step: z.string(),
  notes: z.array(note),
  at: instant,
});
export type Helping = z.infer<typeof helping>;

/** An agent's other cases: those of callers put aside, those of people who told their code, and which of these is on the screen. */
const agentWork = z.strictObject({ parked: z.array(ownCase), helping: z.array(helping), focus: z.string().optional() });
export type AgentWork = z.infer<typeof agentWork>;

export const caseSchema = ownCase.extend({ agent: agentWork.optional() });
export type Case = z.infer<typeof caseSchema>;

/** A new case of somebody who has said nothing yet. */
export function newCase(id: string, now: number, who: Audience = 'user', owner?: string): Case {
  return {
    id,
    ...(owner === undefined ? {} : { owner }),
    audience: who,
    choices: [],
    visit: 0,
    misses: 0,
    values: {},
    files: [],
    startedAt: now,
    touchedAt: now,
  };
}
