/** What was found in something: said at once, kept with the case, and one tap away from the step it leads to. */
import type { Cause, Finding } from '../diagnostics/finding.ts';
import { type Lead, leadsOf } from '../diagnostics/lead.ts';
import { mask } from '../diagnostics/mask.ts';
import { findPlace } from '../knowledge/library.ts';
import { probes } from '../knowledge/schema.ts';
import type { KeptFinding } from './case.ts';
import { materialOf, withCertainty } from './findings.ts';
import { fitted, nodeTitle } from './labels.ts';
import { message } from './show.ts';
import type { Button, FindingReply } from './reply.ts';
import { isOver } from './replay.ts';
import { type Result, saying, showing } from './result.ts';
import { stampOf } from './show-node.ts';
import { amend, answer, note, placeOf, resultOf, start, startOver, type Turn } from './turn.ts';
import { wording } from './wording.ts';

/** Findings that a case keeps, leads of one, characters of the lines that are kept with a lead. */
const mostKept = 5;
const mostLeads = 3;
const longestEvidence = 400;

/** Says what was found. A case that is solved is left: what comes now is another problem. */
export function onFound(before: Turn, finding: Finding, name?: string): Result {
  const turn = resultOf(before.position) === 'solved' ? startOver(before) : before;
  const leads = leadsOf(turn.desk.library, finding, placeOf(turn)).slice(0, mostLeads);
  const kept = keptOf(turn, finding, leads, name);
  const noted = note(turn, 'found', `${finding.kind} ${finding.causes[0]?.cause ?? finding.outcome}`);
  const told = amend(noted, { findings: [...(turn.case.findings ?? []), kept].slice(-mostKept) });
  return saying(told, replyOf(told, finding, kept, leads));
}

/** Goes on with what was found: it becomes the choice of the check that reads such things. */
export function follow(turn: Turn, id: number, index: number): Result {
  const kept = turn.case.findings?.find((one) => one.id === id);
  const lead = kept?.leads[index];
  const check = lead === undefined ? undefined : findPlace(turn.desk.library, lead.check);
  if (kept === undefined || lead === undefined || check === undefined) return gone(turn);
  const { says, evidence } = lead;
  const isThere = turn.position.kind === 'at' && turn.position.place.ref === check.ref;
  const at = isThere ? turn : start(turn, check.ref, [kept.name ?? materialOf(kept.kind)]);
  return showing(answer(at, check, lead.answer, { says, evidence }));
}

/** Says that a finding is not kept any more: the case was started over, or newer ones took its place. */
export function gone(turn: Turn): Result {
  return saying(turn, message(turn, { lines: [wording.findingGone], buttons: wayOn(turn) }));
}

function keptOf(turn: Turn, finding: Finding, leads: readonly Lead[], name: string | undefined): KeptFinding {
  const { kind, verdict } = finding;
  const id = (turn.case.findings?.at(-1)?.id ?? -1) + 1;
  const told = withCertainty(mask(verdict), finding.causes);
  const kept = leads.map((lead) => {
    const cause = finding.causes.find((one) => one.cause === lead.answer);
    const says = cause === undefined ? told : withCertainty(mask(cause.says), [cause]);
    return { check: lead.check.ref, answer: lead.answer, says, evidence: evidenceOf(cause) };
  });
  return { id, kind, ...(name === undefined ? {} : { name }), verdict: told, leads: kept, at: turn.moment.now };
}

function evidenceOf(cause: Cause | undefined): string {
  const lines = (cause?.evidence ?? []).slice(0, 2).map(({ line, text }) => `line ${line}: ${text}`);
  return mask(lines.join(' | ')).slice(0, longestEvidence);
}

const titles = { fault: wording.foundFault, fine: wording.foundFine, unclear: wording.foundUnclear } as const;

function titleOf({ outcome, causes, isSecret }: Finding): string {
  if (isSecret === true) return wording.foundSecret;
  return outcome === 'unclear' && causes.length > 0 ? wording.foundPerhaps : titles[outcome];
}

function replyOf(turn: Turn, finding: Finding, kept: KeptFinding, leads: readonly Lead[]): FindingReply {
  const { verdict, causes, conflicts, waysOut, tables, lacks } = finding;
  return {
    kind: 'finding',
    stamp: stampOf(turn.case, placeOf(turn)),
    title: titleOf(finding),
    name: kept.name,
    verdict,
    causes: causes.map((one) => ({ says: one.says, sure: one.certainty === 'documented', lines: one.evidence })),
    conflicts: conflicts.map(({ policy, setting, value, neutral }) => ({ policy, setting, value, neutral })),
    waysOut,
    tables,
    lacks,
    counts: probes.some((probe) => probe === finding.kind) ? 'steps' : 'lines',
    asText: finding.asText,
    buttons: [...leads.map((lead, index) => leadButton(lead, kept.id, index)), ...wayOn(turn)],
  };
}

function leadButton(lead: Lead, finding: number, index: number): Button {
  const words = lead.answer === 'unknown' ? wording.goOnWithout : wording.goTo(nodeTitle(lead.to.node));
  return { ...fitted(words), action: { do: 'follow', finding, lead: index } };
}

/** The ways on that are always there. */
function wayOn(turn: Turn): Button[] {
  const isOpen = turn.position.kind === 'at' && !isOver(turn.position);
  return [
    isOpen ? { label: wording.stay, action: { do: 'stay' } } : { label: wording.showTopics, action: { do: 'topics', from: 0 } },
    ...(resultOf(turn.position) === 'hand-over' ? [] : [{ label: wording.person, action: { do: 'person' as const } }]),
  ];
}
