/** One step over the network, noted as a row. */
import type { Cause } from '../finding.ts';
import type { Tried } from './network.ts';
import { causeOf, type Rows } from './rows.ts';
import { lackOf, troubleWords } from './trouble-words.ts';

/** Why the way ends here. */
export interface End {
  readonly causes: readonly Cause[];
  /** What would help when the step was not taken. */
  readonly lack?: string | undefined;
}

export type Taken<Value> = { readonly ok: true; readonly value: Value } | ({ readonly ok: false } & End);

interface StepWords<Value> {
  readonly step: string;
  readonly host: string;
  /** The sentence when it passed; `undefined` when whoever asked notes the row itself. */
  passed(value: Value): string | undefined;
}

export function take<Value>(rows: Rows, words: StepWords<Value>, tried: Tried<Value>): Taken<Value> {
  const { step, host } = words;
  const { milliseconds } = tried;
  if (tried.ok) {
    const detail = words.passed(tried.value);
    if (detail !== undefined) rows.add({ step, state: 'passed', milliseconds, detail });
    return { ok: true, value: tried.value };
  }
  const { state, detail, cause } = troubleWords(tried.trouble, host);
  const from = rows.add({ step, state, milliseconds, detail });
  return { ok: false, causes: cause === undefined ? [] : [causeOf(cause.cause, cause.certainty, detail, from)], lack: lackOf(tried.trouble, host) };
}
