/** Whether a setting's value asks something of the phone: compared with the neutral value of the facts. */
import type { FactBook } from '../../knowledge/library.ts';

export type Setting = FactBook['settings'] extends ReadonlyMap<string, infer One> ? One : never;
export type Judgement = 'asks-nothing' | 'asks' | 'unreadable';

/**
 * @param value as it stands in the text, of Get- output or of a command.
 * @param cut whether only its beginning is known.
 */
export function judgeSetting(setting: Setting, value: string, cut: boolean): Judgement {
  const bare = value.replace(/^["']|["']$/g, '').trim();
  switch (setting.type) {
    case 'boolean':
      return asked(onOrOff(bare, cut), (on) => on !== setting.neutral);
    case 'number':
      return asked(isNothing(bare) ? 0 : wholeNumber(bare), (count) => count > (typeof setting.neutral === 'number' ? setting.neutral : 1));
    case 'list':
      return isNoList(bare) ? 'unreadable' : asked(bare, (list) => !isNothing(list));
    case 'word':
      return setting.neutral === 'unlimited' ? judgeLimit(setting, bare) : judgeWord(setting, bare.toLowerCase(), cut);
  }
}

const states: ReadonlyMap<string, boolean> = new Map([
  ...['true', '$true', '1', 'enabled', 'yes', 'on'].map((word) => [word, true] as const),
  ...['false', '$false', '0', 'disabled', 'no', 'off'].map((word) => [word, false] as const),
]);

/** `true` and `false` in the ways people and PowerShell write them; `undefined` for anything else. */
export function onOrOff(value: string, cut = false): boolean | undefined {
  const word = value.toLowerCase();
  const state = states.get(word);
  if (state !== undefined || !cut || word === '') return state;
  return 'true'.startsWith(word) ? true : 'false'.startsWith(word) ? false : undefined;
}

function asked<Value>(value: Value | undefined, asks: (value: Value) => boolean): Judgement {
  if (value === undefined) return 'unreadable';
  return asks(value) ? 'asks' : 'asks-nothing';
}

/** A variable or an expression, what is taken from a list and not what is in it, or the name of the type, which CSV shows of a list instead of what is in it. */
const isNoList = (value: string): boolean =>
  /^[$(](?!null)|^@\{(?!\s*(?:\}|Add=))|^(?:System|Microsoft)\.[\w.]{3,200}(?:`\d|\[\]|Collection|List|Property)/i.test(value);

const isNothing = (value: string): boolean => /^(?:|\$?null|unlimited|\{\s{0,9}\}|@\(\s{0,9}\)|\(\))$/i.test(value);

const wholeNumber = (value: string): number | undefined => (/^\d{1,9}$/.test(value) ? Number(value) : undefined);

/** A setting without a limit asks nothing; nor does one from `neutral-from` on, nor the -1 of the protocol. */
function judgeLimit(setting: Setting, value: string): Judgement {
  if (isNothing(value) || value === '-1') return 'asks-nothing';
  return asked(amount(value), (limit) => limit < (setting['neutral-from'] ?? Number.POSITIVE_INFINITY));
}

/** Seconds of a time span (`1.00:15:00`), or the number of `10MB`, `500 KB (512,000 bytes)`, `8`. */
function amount(value: string): number | undefined {
  const span = /^(?:(\d{1,6})\.)?(\d{1,5}):(\d{1,2}):(\d{1,2})(?:\.\d{1,9})?$/.exec(value);
  if (span !== null) return Number(span[1] ?? 0) * 86_400 + Number(span[2]) * 3600 + Number(span[3]) * 60 + Number(span[4]);
  const size = /^(\d{1,12})(?:[.,]\d{1,6})? ?(?:[KMGT]?B|bytes)?(?: \([\d.,\s]{1,30} bytes\))?$/i.exec(value);
  return size === null ? undefined : Number(size[1]);
}

function judgeWord(setting: Setting, value: string, cut: boolean): Judgement {
  const neutral = String(setting.neutral).toLowerCase();
  const words = Object.entries(setting.numbers ?? {}).map(([word, number]) => ({ word: word.toLowerCase(), number }));
  const byNumber = words.find((one) => String(one.number) === value)?.word;
  const whole = byNumber ?? value;
  if (whole === neutral) return 'asks-nothing';
  if (words.some((one) => one.word === whole)) return 'asks';
  const fits = cut && value !== '' ? words.filter((one) => one.word.startsWith(value)).map((one) => one.word) : [];
  if (fits.length === 0) return 'unreadable';
  return fits.includes(neutral) ? (fits.length === 1 ? 'asks-nothing' : 'unreadable') : 'asks';
}
