/** Reads the result of a connectivity test as XML: a tree of `testresult` elements. */
import { SaxesParser } from 'saxes';
import { stopAtFaults, untilBroken } from '../until-broken.ts';
import { mostRows, type RcaResult, type RcaRow } from './rca-row.ts';

/** Elements inside each other; a result has about 20. */
const deepest = 64;
const element = 'testresult';

type Mutable = { -readonly [Key in keyof RcaRow]: RcaRow[Key] };

/** Entities are never resolved, and a document type ends the reading. What was read before a fault is kept. */
export function readXml(lines: readonly string[]): RcaResult {
  const rows: Mutable[] = [];
  const open: (Mutable | undefined)[] = [];
  let depth = 0;
  let trouble: string | undefined;
  const stop = (why: string): void => {
    trouble ??= why;
  };
  const parser = new SaxesParser();
  parser.on('doctype', () => stop('It has a document type, which no result of this test has.'));
  stopAtFaults(parser);
  parser.on('opentag', (tag) => {
    depth += 1;
    if (depth > deepest) stop('It has more levels than any result of this test.');
    if (trouble !== undefined || tag.name.toLowerCase() !== element || rows.length >= mostRows) return;
    const around = open.filter((one) => one !== undefined);
    const row = rowOf(tag.attributes, around.length, parser.line);
    const above = around.at(-1);
    open.push(row);
    if (row === undefined) return;
    if (above !== undefined) above.parent = true;
    rows.push(row);
  });
  parser.on('closetag', (tag) => {
    depth -= 1;
    if (tag.name.toLowerCase() === element) open.pop();
  });
  const whole = untilBroken(() => {
    for (const text of lines) {
      if (trouble !== undefined) return;
      parser.write(`${text}\n`);
    }
    parser.close();
  });
  if (!whole) stop('It is damaged or cut off.');
  return { rows, trouble };
}

/** A step of the test; `undefined` for an element around all of them, which says nothing itself. */
function rowOf(attributes: Readonly<Record<string, string>>, depth: number, line: number): Mutable | undefined {
  const given = new Map(Object.entries(attributes).map(([name, value]) => [name.toLowerCase(), value.slice(0, 4000)]));
  if (!given.has('testdescription') && !given.has('status')) return undefined;
  const elapsed = Number(given.get('elapsedmilliseconds') ?? 'none');
  return {
    depth,
    step: given.get('testdescription') ?? '',
    result: given.get('resultdescription') ?? '',
    details: given.get('additionaldetails') ?? '',
    elapsed: Number.isFinite(elapsed) ? elapsed : undefined,
    status: statusOf(given.get('status') ?? ''),
    parent: false,
    line,
  };
}

function statusOf(written: string): RcaRow['status'] {
  switch (written.toLowerCase()) {
    case 'success':
      return 'passed';
    case 'successwithwarnings':
    case 'warning':
      return 'warning';
    case 'error':
    case 'failed':
      return 'failed';
  }
  return 'unknown';
}
