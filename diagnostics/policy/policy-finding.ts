/** The finding on one or several policies. */
import type { Cause, Conflict, Context, Evidence, Finding, Material, Outcome } from '../finding.ts';
import type { Policy } from './policy.ts';
import { policyTables } from './policy-tables.ts';
import { hasOverlooked } from './overlooked.ts';
import { profileOf } from './profile.ts';
import { conflictOf, lineOf, outcomeOf, type Profile, type Review, reviewPolicy } from './review.ts';
import { list, phoneOf, policyName, verdictOn } from './verdict.ts';
import { waysOut } from './ways-out.ts';

/** Policies and conflicts that are looked at; more would not be read by anybody. */
export const mostPolicies = 500;
const mostConflicts = 200;

/** Lines that a cause shows. */
const mostEvidence = 5;

/** What the policies come to for the phone of the context. `raw` are the lines they were read from. */
export function findPolicies(kind: Material, policies: readonly Policy[], context: Context, raw: readonly string[]): Finding {
  const profile = profileOf(context);
  if (profile === undefined) return nothing(kind, 'There is no list of settings for this phone, so the policy cannot be compared with it.', []);
  if (policies.length === 0) return nothing(kind, 'No policy setting could be read from this text.', [output(false)]);
  const reviews = policies.slice(0, mostPolicies).map((policy) => reviewPolicy(policy, context.book, profile));
  const seen = worst(reviews.map(outcomeOf));
  const short = seen === 'fine' && (policies.length > mostPolicies || hasOverlooked(raw, policies, context.book, profile));
  const outcome = short ? 'unclear' : seen;
  return {
    kind,
    outcome,
    verdict: `${short ? 'Not every line of this text could be placed, so look again at one policy alone. ' : ''}${verdictOn(reviews, profile)}`,
    causes: causesOf(reviews, profile, raw),
    conflicts: conflictsOf(reviews, raw),
    allowsNonProvisionable: agreedOn(reviews),
    waysOut: waysOut(reviews, context.book, profile),
    tables: policyTables(reviews),
    lacks: lacksOf(reviews, outcome),
  };
}

function nothing(kind: Material, verdict: string, lacks: readonly string[]): Finding {
  return { kind, outcome: 'unclear', verdict, causes: [], conflicts: [], allowsNonProvisionable: null, waysOut: [], tables: [], lacks };
}

const output = (later: boolean): string => `the output of Get-${later ? 'MobileDevice' : 'ActiveSync'}MailboxPolicy | Format-List`;

function worst(outcomes: readonly Outcome[]): Outcome {
  return outcomes.includes('fault') ? 'fault' : outcomes.includes('unclear') ? 'unclear' : 'fine';
}

function agreedOn(reviews: readonly Review[]): boolean | null {
  const first = reviews[0]?.allows ?? null;
  return reviews.every((review) => review.allows === first) ? first : null;
}

/** A policy that stops the phone. With several, it is not known which one the mailbox has. */
function causesOf(reviews: readonly Review[], profile: Profile, raw: readonly string[]): Cause[] {
  const stopping = reviews.filter((review) => outcomeOf(review) === 'fault');
  const [first] = stopping;
  if (first === undefined) return [];
  const names = stopping.flatMap((review) => review.conflicts.map((conflict) => conflict.name));
  const sure = stopping.length === reviews.length && stopping.some((review) => review.certainty === 'documented');
  const who = stopping.length === 1 ? `${policyName(first)} asks` : `${stopping.length} policies ask`;
  return [
    {
      cause: 'policy',
      certainty: sure ? 'documented' : 'derived',
      says: `${who} for what ${phoneOf(profile)} cannot do (${list(names)}), and phones that cannot do it are not let in.`,
      evidence: evidenceOf(stopping, raw),
    },
  ];
}

/** The first lines that say that policies stop the phone; each once, since several settings of a command stand on one. */
function evidenceOf(stopping: readonly Review[], raw: readonly string[]): Evidence[] {
  const shown = new Map<string, Evidence>();
  for (const one of tellingLines(stopping, raw)) {
    shown.set(`${one.line} ${one.text}`, one);
    if (shown.size === mostEvidence) break;
  }
  return [...shown.values()];
}

function* tellingLines(stopping: readonly Review[], raw: readonly string[]): Generator<Evidence, void> {
  const [first] = stopping;
  if (first?.allowsField !== undefined) yield lineOf(first.allowsField, first.policy, raw);
  for (const { conflicts, policy } of stopping) for (const { field } of conflicts) yield lineOf(field, policy, raw);
}

function conflictsOf(reviews: readonly Review[], raw: readonly string[]): Conflict[] {
  const all = reviews.flatMap(({ conflicts, policy }) => conflicts.slice(0, mostConflicts).map((conflict) => ({ conflict, policy })));
  return all.slice(0, mostConflicts).map(({ conflict, policy }) => conflictOf(conflict, policy, raw));
}

function lacksOf(reviews: readonly Review[], outcome: Outcome): string[] {
  const later = reviews.some((review) => review.policy.later);
  if (reviews.length > 1 && reviews.some((review) => review.conflicts.length > 0))
    return ['the output of Get-CASMailbox for this user | Format-List, which names the policy', ...(outcome === 'fault' ? [] : [output(later)])];
  if (outcome !== 'unclear') return [];
  const letIn = reviews.some((review) => review.conflicts.length > 0 && review.allows === true);
  return [letIn ? 'the output of Get-ActiveSyncDeviceStatistics for this mailbox | Format-List' : output(later)];
}
