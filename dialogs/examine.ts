/** A check node examines what it was given; what it finds is kept as that check's choice. */
import type { PhraseKind } from '../knowledge/talk-schema.ts';
import type { Place } from '../knowledge/library.ts';
import { readErrorCode } from '../diagnostics/code/error-code.ts';
import { onFound } from './found.ts';
import { probeOf } from './labels.ts';
import { look } from './look.ts';
import { readPaste } from './pasted.ts';
import { type Result, showing } from './result.ts';
import { answer, type Turn } from './turn.ts';
import { wording } from './wording.ts';

/** Reads what was typed or pasted, or looks at what was named; `undefined` when the check cannot use it. */
export function examine(turn: Turn, place: Place, text: string, phrase: PhraseKind | undefined): Result | undefined {
  if (place.node.kind !== 'check') return undefined;
  const { examine: kinds } = place.node;
  if (phrase === 'no' || phrase === 'stuck') return showing(answer(turn, place, 'unknown'));
  const finding = readPaste(turn, text);
  if (finding !== undefined) return onFound(turn, finding);
  const probe = probeOf(kinds);
  if (probe !== undefined) return look(turn, place, probe, text);
  return kinds.some((one) => one === 'error-code') ? examineCode(turn, place, text) : undefined;
}

/** Reads an error code and follows the arrow of its cause; `undefined` when there is no code. */
function examineCode(turn: Turn, place: Place, text: string): Result | undefined {
  const found = readErrorCode(text, turn.desk.library.book);
  if (found === undefined || place.node.kind !== 'check') return undefined;
  if (found.cause === undefined) {
    const says = wording.codeUnknown(found.code);
    return showing(answer(turn, place, 'unknown', { says, evidence: found.code }), { news: [says] });
  }
  const readAs = found.exact ? '' : `${wording.codeReadAs(found.code)} `;
  const says = readAs + wording.codeMeans(found.code, found.meaning, found.certainty === 'documented');
  const exit = Object.hasOwn(place.node.findings, found.cause) ? found.cause : 'unknown';
  return showing(answer(turn, place, exit, { says, evidence: found.code }), { news: [says] });
}
