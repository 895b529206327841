/** A case looked up by its code, without sharing it. */
import type { Logger } from 'pino';
import type { Case } from '../../dialogs/case.ts';
import type { CaseCodes } from './case-codes.ts';
import type { CodeGuesses } from './code-guesses.ts';

/** The case, or why there is none. */
export type LookedUp = { readonly kind: 'case'; readonly case: Case } | { readonly kind: 'refused'; readonly because: 'unknown' | 'often' };
export type LookUp = (agent: string, code: string) => Promise<LookedUp>;

/** Looks up for agents only; their wrong codes count, here and where they join a case alike. */
export function openLookUp(codes: CaseCodes, guesses: CodeGuesses, log: Logger, now: () => number): LookUp {
  return async (agent, code) => {
    if (!guesses.mayTry([agent])) return { kind: 'refused', because: 'often' };
    const found = await codes.find(code, now());
    if (found === undefined) {
      guesses.wrong([agent]);
      return { kind: 'refused', because: 'unknown' };
    }
    log.info({ agent, case: found.case.id }, 'An agent looked a case up by its code.');
    return { kind: 'case', case: found.case };
  };
}
