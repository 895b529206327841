/** Reads an error code, or the error screen of a phone as text. */
import type { FactBook } from '../../knowledge/library.ts';
import type { Certainty } from '../../knowledge/schema.ts';
import { evidence } from '../evidence.ts';
import type { Analyser, Cause, Context, Finding, FindingTable } from '../finding.ts';
import { noFinding } from '../no-finding.ts';
import { outcomeOf } from '../outcome-of.ts';
import { wholeText } from '../whole-text.ts';
import { recogniseCode } from './code-screen.ts';
import { type CodeFinding, readErrorCode } from './error-code.ts';

/** A cause that says that nothing can be told. */
const unclear = 'unclear';
/** Whoever hears this must hear nothing else first. */
const wipe = 'wipe';
/** Lines that are read; a screen has few. */
const mostLines = 200;

interface Seen {
  readonly line: number;
  readonly text: string;
  readonly found: CodeFinding | { readonly code: string; readonly cause?: undefined };
}

export const codeAnalyser: Analyser = {
  material: 'code',
  recognise: recogniseCode,
  open: (context) => wholeText(context, analyse),
};

function analyse(lines: readonly string[], { book }: Context): Finding {
  const seen = lines.slice(0, mostLines).flatMap((text, at) => codesOf(text, book).map((found): Seen => ({ line: at + 1, text, found })));
  const known = seen.flatMap((one) => (one.found.cause === undefined ? [] : [{ ...one, found: one.found }]));
  const causes = causesOf(known);
  const unknown = [...new Set(seen.filter((one) => one.found.cause === undefined).map((one) => one.found.code))];
  const first = causes[0];
  const outcome = first === undefined ? 'unclear' : outcomeOf(causes);
  return {
    ...noFinding,
    kind: 'code',
    outcome,
    verdict:
      [first?.says ?? known[0]?.found.meaning, ...unknown.map(sayUnknown)]
        .filter((one) => one !== undefined)
        .slice(0, 3)
        .join(' ') || sayNone,
    causes,
    tables: known.length > 1 ? [tableOf(known.map((one) => one.found))] : [],
    lacks: outcome === 'unclear' ? ['the whole text of the error screen', 'what was done just before the error came'] : [],
  };
}

const sayNone = 'There is no error code here that I can read.';

function sayUnknown(code: string): string {
  return `I do not know the code ${code}. It is not in the lists that I have.`;
}

/** What the first code of a sentence means, and how sure that is; `undefined` when there is none. */
export function sayCodeOf(text: string, book: FactBook): string | undefined {
  const found = readErrorCode(text, book);
  if (found === undefined) return undefined;
  // Dates and telephone numbers have eight digits too.
  if (found.cause === undefined) return /^8[05-7]/.test(found.code) ? sayUnknown(found.code) : undefined;
  return found.exact && found.certainty === 'documented' ? `${found.code}: ${found.meaning}` : sayMeaning(found);
}

/** The codes of a line, word by word where it has more than one. */
function codesOf(text: string, book: FactBook): (CodeFinding | { readonly code: string; readonly cause?: undefined })[] {
  const pieces = text.split(/[,;|/]|\s{2,}|\s(?=(?:0x)?8[0-9a-f]{6,7}\b)/i).slice(0, 50);
  const found = pieces.flatMap((piece) => readErrorCode(piece, book) ?? []);
  const whole = found.length === 0 ? readErrorCode(text, book) : undefined;
  const each = new Map([...found, ...(whole === undefined ? [] : [whole])].map((one) => [one.code, one]));
  return [...each.values()];
}

function causesOf(known: readonly (Seen & { readonly found: CodeFinding })[]): Cause[] {
  const byCause = Map.groupBy(
    known.filter((one) => one.found.cause !== unclear),
    (one) => one.found.cause,
  );
  const causes = [...byCause.values()].flatMap((same): Cause[] => {
    const [first] = same;
    if (first === undefined) return [];
    const { cause } = first.found;
    return [
      { cause, certainty: certaintyOf(first.found), says: sayMeaning(first.found), evidence: same.slice(0, 3).map((one) => evidence(one.line, one.text)) },
    ];
  });
  return causes.sort((one, other) => Number(other.cause === wipe) - Number(one.cause === wipe));
}

/** A code that had to be mended first is never certain. */
function certaintyOf({ exact, certainty }: CodeFinding): Certainty {
  return exact || certainty !== 'documented' ? certainty : 'derived';
}

function sayMeaning(found: CodeFinding): string {
  const { code, exact, meaning } = found;
  const read = exact ? '' : `I read the code as ${code}. `;
  return certaintyOf(found) === 'documented' ? `${read}${meaning}` : `${read}Usually, ${code} means this: ${meaning}`;
}

function tableOf(known: readonly CodeFinding[]): FindingTable {
  const rows = [...new Map(known.map((one) => [one.code, [one.code, one.meaning, certaintyOf(one)]])).values()];
  return { title: 'Codes', columns: ['Code', 'Meaning', 'How sure'], rows: rows.slice(0, 50), more: Math.max(0, rows.length - 50) };
}
