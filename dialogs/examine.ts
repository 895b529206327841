/** A check node examines what it was given; what it finds is kept as that check's choice. */
import type { PhraseKind } from '../knowledge/fact-schema.ts';
import type { Place } from '../knowledge/library.ts';
import { readErrorCode } from '../diagnostics/code/error-code.ts';
import { type Result, showing } from './result.ts';
import { answer, type Turn } from './turn.ts';
import { wording } from './wording.ts';

/** Reads an error code and follows the arrow of its cause; `undefined` when there is no code. */
export function examine(turn: Turn, place: Place, text: string, phrase: PhraseKind | undefined): Result | undefined {
  if (place.node.kind !== 'check') return undefined;
  const found = readErrorCode(text, turn.desk.library.book);
  if (found === undefined) return phrase === 'no' || phrase === 'stuck' ? showing(answer(turn, place, 'unknown')) : undefined;
  if (found.cause === undefined) {
    const says = wording.codeUnknown(found.code);
    return showing(answer(turn, place, 'unknown', { says, evidence: found.code }), { news: [says] });
  }
  const readAs = found.exact ? '' : `${wording.codeReadAs(found.code)} `;
  const says = readAs + wording.codeMeans(found.code, found.meaning, found.certainty === 'documented');
  const exit = Object.hasOwn(place.node.findings, found.cause) ? found.cause : 'unknown';
  return showing(answer(turn, place, exit, { says, evidence: found.code }), { news: [says] });
}
