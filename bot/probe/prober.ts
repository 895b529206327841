/** The live checks as the service offers them: guarded, counted, and noted in the log. */
import { createHash, randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import type { ProbeKind, ProbeReport } from '../../diagnostics/probe/report.ts';
import { runProbe } from '../../diagnostics/probe/run-probe.ts';
import type { FactBook } from '../../knowledge/library.ts';
import { type Allowed, allowedTarget } from './allowed-target.ts';
import { type Dial, openNetwork } from './open-network.ts';
import type { ProbeSettings } from './probe-settings.ts';
import { ProbeTurns, type TurnLimits, usualTurns } from './probe-turns.ts';
import { openResolver, type Resolver } from './resolver.ts';
import { type StepLimits, usualLimits } from './step-limits.ts';
import { wayFor } from './way.ts';

export interface Prober {
  /** Whether a target may be checked, in the form to check; otherwise a sentence for the person who asked. */
  allowed(kind: ProbeKind, target: string): Allowed;
  /**
   * Does a check. Never rejects: what stands in the way is the report's verdict.
   * @param conversation whoever asked; one check at a time and a number an hour are allowed to each.
   * @param signal ends the check early.
   */
  run(kind: ProbeKind, target: string, conversation: string, signal: AbortSignal): Promise<ProbeReport>;
}

export interface ProberParts {
  readonly settings: ProbeSettings;
  readonly log: Pick<Logger, 'info' | 'error'>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The facts, as they are when a check begins. */
  readonly book: () => FactBook;
  readonly resolver?: Resolver | undefined;
  readonly dial?: Dial | undefined;
  readonly limits?: StepLimits | undefined;
  readonly turns?: TurnLimits | undefined;
}

export function createProber(parts: ProberParts): Prober {
  const { settings, log, now } = parts;
  const { limits = usualLimits, resolver = openResolver(settings.standIn) } = parts;
  const turns = new ProbeTurns(parts.turns ?? usualTurns);
  const whoAsked = namesWithout(randomBytes(16));
  const allowed: Prober['allowed'] = (kind, target) => allowedTarget(kind, target, settings.domains);

  async function check(kind: ProbeKind, target: string, signal: AbortSignal): Promise<ProbeReport> {
    const end = new AbortController();
    const clock = { monotonic: () => performance.now(), signal: AbortSignal.any([signal, end.signal]), step: limits.step };
    const timer = setTimeout(() => end.abort(), limits.check);
    try {
      const network = openNetwork({ resolver, way: wayFor(settings), limits, clock, dial: parts.dial });
      return await runProbe(kind, target, { network, book: parts.book(), now: now() });
    } finally {
      clearTimeout(timer);
      end.abort(); // Closes whatever is still open.
    }
  }

  return {
    allowed,
    async run(kind, target, conversation, signal) {
      const permitted = allowed(kind, target);
      if (!permitted.ok) return refused(kind, '', now(), permitted.says);
      const turn = turns.take(conversation);
      if (typeof turn === 'string') return refused(kind, permitted.target, now(), turn);
      const note = { probe: kind, target: permitted.target, conversation: whoAsked(conversation) };
      try {
        const report = await check(kind, permitted.target, signal);
        log.info({ ...note, outcome: report.outcome, cause: report.cause }, 'A live check was done.');
        return report;
      } catch (error) {
        log.error({ ...note, err: error }, 'A live check broke.');
        return refused(kind, permitted.target, now(), 'The check broke on our side. Try again later, or go on without it.');
      } finally {
        turn();
      }
    },
  };
}

/** A report of a check that was not done. */
function refused(kind: ProbeKind, target: string, at: number, verdict: string): ProbeReport {
  return { kind, target, at, rows: [], outcome: 'unclear', cause: 'unclear', verdict, causes: [], tables: [], lacks: [] };
}

/** A conversation's id made unreadable: the same for as long as this process lives, and of use to nobody else. */
function namesWithout(salt: Uint8Array): (conversation: string) => string {
  return (conversation) => createHash('sha256').update(salt).update(conversation).digest('hex').slice(0, 12);
}
