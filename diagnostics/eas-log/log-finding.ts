/** The conclusion from the requests of a log; mailbox logs and web server logs share it. */
import type { Cause, Conflict, Context, Evidence, Finding, FindingTable, Material } from '../finding.ts';
import { mask } from '../mask.ts';
import { outcomeOf, whatThePhoneShows } from '../outcome-of.ts';
import { type Handshake, stopSays } from './handshake.ts';
import { byWeight, type Lasting } from './lasting.ts';
import type { Fault } from './request.ts';
import { hideOwner, shown } from './sign.ts';

const mostEvidence = 6;

/** What was read, beside the faults. */
export interface Read {
  readonly kind: Material;
  /** How many phones the log is about. */
  readonly phones: number;
  readonly lasting: readonly Lasting[];
  readonly handshakes: readonly Handshake[];
  readonly conflicts: readonly Conflict[];
  readonly allowsNonProvisionable: boolean | null;
  readonly tables: readonly FindingTable[];
  /** Sentences about parts that could not be read. */
  readonly notes: readonly string[];
}

/** A finding of faults; of guesses, where no document says of any of them what it means. */
export function faultFinding(read: Read, context: Context): Finding {
  const ranked = [...read.lasting].sort(byWeight);
  const causes = ranked.filter((one, index) => ranked.findIndex(({ cause }) => cause === one.cause) === index).map((one) => toCause(one, read));
  const [first] = causes;
  const also =
    causes.length > 1
      ? [
          `The log also shows: ${causes
            .slice(1)
            .map(({ cause }) => context.book.causes.get(cause) ?? cause)
            .join('; ')}.`,
        ]
      : [];
  const outcome = outcomeOf(causes);
  const lacks = [...policyToo(causes, read), ...(outcome === 'unclear' ? [whatThePhoneShows] : [])];
  return finding(read, outcome, [first?.says ?? '', ...also, ...read.notes].slice(0, 3), causes, lacks);
}

/** A policy is at fault, and the log does not say what it asks for. */
function policyToo(causes: readonly Cause[], { conflicts }: Read): string[] {
  return conflicts.length === 0 && causes.some(({ cause }) => cause === 'policy') ? ['the settings of the mailbox policy of this user'] : [];
}

/** A finding without faults. */
export function calmFinding(read: Read, outcome: 'fine' | 'unclear', says: readonly string[], lacks: readonly string[]): Finding {
  return finding(read, outcome, [...says, ...read.notes].slice(0, 3), [], lacks);
}

function finding(read: Read, outcome: Finding['outcome'], says: readonly string[], causes: readonly Cause[], lacks: readonly string[]): Finding {
  const policy = causes.some(({ cause }) => cause === 'policy');
  return {
    kind: read.kind,
    outcome,
    verdict: says.join(' '),
    causes,
    // A policy that the phone took is no conflict, whatever it asks for.
    conflicts: policy || (outcome === 'unclear' && causes.length === 0) ? read.conflicts : [],
    allowsNonProvisionable: read.allowsNonProvisionable,
    waysOut: [],
    tables: read.tables,
    lacks,
  };
}

function toCause(one: Lasting, read: Read): Cause {
  const policy = one.cause === 'policy';
  const handshake = policy && !one.cameAndWent ? read.handshakes.find(({ phone }) => phone === one.phone) : undefined;
  const stop = handshake?.stoppedAt;
  const last = (stop === 'not-applied' ? ownAnswer(handshake, one.cause) : undefined) ?? one.faults.at(-1);
  const conflicts = policy ? read.conflicts : [];
  const said = [
    mask(hideOwner(last?.means ?? '')),
    stop === undefined || stop === 'not-applied' ? howOften(one, last) : stopSays[stop],
    asks(conflicts),
    whose(one, read),
  ];
  return {
    cause: one.cause,
    certainty:
      (one.cameAndWent || (stop === 'challenge' && one.faults.length === 1)) && last?.certainty === 'documented' ? 'derived' : (last?.certainty ?? 'derived'),
    says: said.filter((part) => part !== '').join(' '),
    evidence: evidenceOf(one, conflicts),
  };
}

/** What the phone said about the policy: it tells more than what the server answers to everything after that. */
function ownAnswer(handshake: Handshake | undefined, cause: string): Fault | undefined {
  return handshake?.steps.findLast(({ step }) => step === 'not-applied')?.request.faults.find((fault) => fault.cause === cause);
}

function asks(conflicts: readonly Conflict[]): string {
  if (conflicts.length === 0) return '';
  const names = conflicts.slice(0, 3).map(({ setting }) => setting);
  const more = conflicts.length > names.length ? ` and ${conflicts.length - names.length} more` : '';
  return `The policy asks for what the phone usually cannot do: ${names.join(', ')}${more}.`;
}

/** Which phone it is, when there are several. */
function whose({ cause, phone }: Lasting, { phones, lasting }: Read): string {
  if (phones < 2) return '';
  const others = new Set(lasting.filter((one) => one.cause === cause && one.phone !== phone).map((one) => one.phone)).size;
  return others === 0 ? `This is ${phone}.` : `This is ${phone}, and ${others} more.`;
}

/** How often it came; other faults of the same cause are not what the sentence before says. */
function howOften({ faults, cameAndWent }: Lasting, said: Fault | undefined): string {
  if (cameAndWent) return `The log shows this ${faults.length} times, with better answers between.`;
  const times = faults.filter(({ means }) => means === said?.means).length;
  if (times < 2) return '';
  return faults.at(-1)?.means === said?.means ? `The log shows this ${times} times, to its end.` : `The log shows this ${times} times.`;
}

/** The first lines that show it and the last ones, each once. */
function evidenceOf({ faults }: Lasting, conflicts: readonly Conflict[]): Evidence[] {
  const signs = faults.flatMap((fault) => fault.signs);
  const chosen = signs.length <= mostEvidence ? signs : [...signs.slice(0, 3), ...signs.slice(-3)];
  const lines = [...chosen.map(shown), ...conflicts.slice(0, 3).map(({ evidence }) => evidence)];
  return lines.filter((one, index) => lines.findIndex(({ line }) => line === one.line) === index);
}
