/** Lists, as Format-List prints them and as people copy them: `Name : value`, one or several on a line. */
import { isBlank } from './plain-line.ts';
import { type Field, fieldOf, type Item, type KnowsName } from './output.ts';

export interface ListReader {
  /** Takes a line, which need not be part of a list. */
  take(line: string, number: number): void;
  /** Ends the object that is being read, as a new command does. */
  close(): void;
}

interface Pair {
  readonly name: string;
  readonly value: string;
}

/** A list is read line by line; an object ends where a name comes again. @param ended gets the objects as they end. */
export function listReader(knows: KnowsName, ended: Item[]): ListReader {
  let fields: Field[] = [];
  let names = new Set<string>();
  let paragraph = 0;
  let blank = true;
  const close = (): void => {
    if (fields.length === 0) return;
    if (fields.some((field) => knows(field.name))) ended.push({ fields, shape: 'list' });
    [fields, names, paragraph] = [[], new Set(), 0];
  };
  const add = (field: Field): void => {
    const key = field.name.toLowerCase();
    if (names.has(key)) {
      const kept = paragraph > 0 ? fields.slice(paragraph) : [];
      if (paragraph > 0) fields = fields.slice(0, paragraph);
      close();
      fields = kept.filter((one) => one.name.toLowerCase() !== key);
      names = new Set(fields.map((one) => one.name.toLowerCase()));
    }
    names.add(key);
    fields.push(field);
  };
  return {
    close,
    take(line, number) {
      if (isBlank(line)) {
        blank = true;
        return;
      }
      const pairs = pairsOf(line, knows);
      if (blank && pairs.length > 0) paragraph = fields.length;
      if (pairs.length > 0) blank = false;
      else if (!blank) continueLast(fields, line);
      for (const pair of pairs) add(fieldOf(pair.name, pair.value, number));
    },
  };
}

/** Puts a wrapped line behind the value it goes on with: one that is indented, or stands in an open list. */
function continueLast(fields: Field[], line: string): void {
  const last = fields.at(-1);
  if (last === undefined || last.value.length > 2000) return;
  const open = last.value.startsWith('{') && !last.value.endsWith('}');
  if (!open && (!/^\s{4}/.test(line) || entryOfOther.test(line))) return;
  fields[fields.length - 1] = fieldOf(last.name, `${last.value} ${line.trim()}`, last.line);
}

/** An entry whose name is not known, or the end of the block that holds the entries. */
const entryOfOther = /^\s*(?:[A-Za-z]\w{1,60}\s{1,60}=\s|[})\]]{1,3};?\s*$)/;

const separated = /(^|[\s,;{|*"'`-])([A-Za-z][A-Za-z0-9]{2,60})(?:\*\*|["'`])?[ \t]{0,60}[:=](?!\/\/|\\)/g;
const unseparated = /^[\s*-]{0,40}([A-Za-z][A-Za-z0-9]{2,60})(?:\t+| {2,80})(\S.*)$/;

/** What most lines are: marks, one name and one value, and nothing that could be another pair. */
const simplest = /^(?:[\s*•>"'`{|@#-]{0,38}[\s{|*"'`-])?([A-Za-z][A-Za-z0-9]{2,60})(?:\*\*|["'`])?[ \t]{0,60}([:=])(?!\/\/|\\)([^:=]*)$/;

/** Whether only what mails, pages and scripts put in front of a name stands before it. */
const followsMarks = (line: string, at: number): boolean => at < 40 && /^[\s*•>"'`{|@#-]*$/.test(line.slice(0, at));

/** The pairs on a line: at known names where there are several, else the one at its beginning. */
function pairsOf(line: string, knows: KnowsName): Pair[] {
  const plain = simplest.exec(line);
  if (plain !== null && (plain[2] === ':' || knows(plain[1] ?? ''))) return [{ name: plain[1] ?? '', value: tidy(plain[3] ?? '') }];
  const starts = line.includes(':') || line.includes('=') ? startsOf(line, knows) : [];
  const known = starts.filter((start) => start.known || start.first);
  const lone = known.length === 1 && !known[0]?.first;
  if (known.length === 0 || lone || !starts.some((start) => start.first && (start.known || /:/.test(line)))) {
    const simple = unseparated.exec(line);
    const name = simple?.[1] ?? '';
    if (simple !== null && knows(name)) return [{ name, value: tidy(simple[2] ?? '') }];
    return known.filter((start) => start.known).length >= 2 ? split(line, known) : [];
  }
  return split(line, known);
}

interface Start {
  readonly name: string;
  /** Where the value begins, and where what stands in front of the name does. */
  readonly from: number;
  readonly begin: number;
  readonly known: boolean;
  readonly first: boolean;
}

function startsOf(line: string, knows: KnowsName): Start[] {
  return Array.from(line.matchAll(separated), (match) => {
    const name = match[2] ?? '';
    return { name, from: match.index + match[0].length, begin: match.index, known: knows(name), first: followsMarks(line, match.index) };
  });
}

function split(line: string, starts: readonly Start[]): Pair[] {
  return starts.map((start, index) => ({ name: start.name, value: tidy(line.slice(start.from, starts[index + 1]?.begin)) }));
}

/** A value without the marks that mails, pages and scripts put around it. */
function tidy(value: string): string {
  const trimmed = value.trim();
  const plain = withoutDelimiter(trimmed);
  if (/^[A-Za-z0-9$](?:.*[A-Za-z0-9)}])?$/.test(plain)) return plain;
  const bare = trimmed.replace(/^[*`_]{1,3}\s?|[*`_]{1,3}$/g, '').trim();
  const goesOn = bare.startsWith('{') && !bare.includes('}');
  const ended = goesOn ? bare : withoutDelimiter(bare);
  return ended.replace(/^(["'“‘])(.*)["'”’]$/, '$2');
}

/** A trimmed value without what parts it from the next. */
const withoutDelimiter = (value: string): string => (value.endsWith(',') || value.endsWith(';') ? value.slice(0, -1).trimEnd() : value);
