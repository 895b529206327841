/** Fields whose values some exports write as numbers, such as DeviceAccessState in JSON, read as the words that the facts give. */
import type { FactBook } from '../../knowledge/library.ts';
import type { Certainty } from '../../knowledge/schema.ts';
import type { Field } from '../powershell/output.ts';
import type { Device } from './device.ts';

/** The phone with words in place of numbers; a number that the facts do not have stays. */
export function inWords(device: Device, book: FactBook): Device {
  const worded = (field: Field | undefined): Field | undefined => field && wordOf(field, book);
  return { ...device, state: worded(device.state), reason: worded(device.reason), policyStatus: worded(device.policyStatus) };
}

function wordOf(field: Field, book: FactBook): Field {
  const word = /^\d{1,3}$/.test(field.value) ? tableOf(book, field)?.numbers?.words[Number(field.value)] : undefined;
  return word === undefined ? field : { ...field, value: word, written: field.value };
}

const weakest: readonly Certainty[] = ['unverified', 'derived', 'documented'];

/** How sure the facts are of what a field's value means, and of the number where it is one; `unverified` when they do not know it. */
export function certaintyOf(book: FactBook, field: Field): Certainty {
  const table = tableOf(book, field);
  const row = table?.rows.find(({ cells }) => cells[0]?.toLowerCase() === field.value.toLowerCase())?.certainty ?? 'unverified';
  const number = field.written === undefined ? 'documented' : (table?.numbers?.certainty ?? 'unverified');
  return weakest.find((one) => one === row || one === number) ?? 'unverified';
}

type Table = FactBook['tables'] extends ReadonlyMap<string, infer One> ? One : never;

const tables = new WeakMap<FactBook, ReadonlyMap<string, Table>>();

/** The table that explains a field. A list has thousands of phones, so that the tables are looked through once. */
function tableOf(book: FactBook, { name }: Field): Table | undefined {
  const found = tables.get(book) ?? tablesIn(book);
  tables.set(book, found);
  return found.get(name.toLowerCase());
}

function tablesIn(book: FactBook): ReadonlyMap<string, Table> {
  const all = [...book.tables.values()].toReversed();
  return new Map(all.flatMap((one) => (one.explains === undefined ? [] : [[one.explains.toLowerCase(), one] as const])));
}

/** What is to be told of a field that is a number: what the number usually means. */
export function sayNumber({ name, value, written }: Field): string {
  return `${name} (the number ${written} usually means ${value})`;
}
