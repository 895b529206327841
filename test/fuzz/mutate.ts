/** Changes a recorded activity as no honest client would. */
import { oddKeys, oddValues, oddWords } from './odd-values.ts';
import type { Random } from './random.ts';

type Tree = Record<string, unknown> | unknown[];
type Change = (holder: Tree, key: string, random: Random) => void;

/** A copy with a few changes at random places. */
export function mutated(value: unknown, random: Random, changes = 1 + random.below(3)): unknown {
  const root: Record<string, unknown> = { root: structuredClone(value) };
  for (let change = 0; change < changes; change += 1) {
    const places = placesOf(root);
    if (places.length === 0) break;
    const { holder, key } = random.pick(places);
    random.pick(kinds)(holder, key, random);
  }
  return root['root'];
}

interface Spot {
  readonly holder: Tree;
  readonly key: string;
}

function placesOf(holder: Tree, depth = 0): Spot[] {
  if (depth > 12) return [];
  return Object.keys(holder).flatMap((key) => {
    const inner = Reflect.get(holder, key) as unknown;
    const below = typeof inner === 'object' && inner !== null ? placesOf(inner as Tree, depth + 1).slice(0, 200) : [];
    return [{ holder, key }, ...below];
  });
}

/** An array's length stays what its items make it. */
function set(holder: Tree, key: string, value: unknown): void {
  if (Array.isArray(holder) && !/^\d{1,4}$/.test(key)) return;
  Reflect.set(holder, key, value);
}

function get(holder: Tree, key: string): unknown {
  return Reflect.get(holder, key);
}

/** Characters of JSON that are repeated many times. */
const mostRepeated = 5_000;

const kinds: readonly Change[] = [
  (holder, key, random) => set(holder, key, structuredClone(random.pick(oddValues))),
  (holder, key, random) => set(holder, key, structuredClone(random.pick(oddValues))),
  (holder, key) => void Reflect.deleteProperty(holder, key),
  (holder, key) => set(holder, key, null),
  (holder, key) => set(holder, key, [get(holder, key)]),
  (holder, key) => set(holder, key, { value: get(holder, key) }),
  (holder, key) => set(holder, key, JSON.stringify(get(holder, key))),
  (holder, key) => set(holder, key, Number(JSON.stringify(get(holder, key)))),
  (holder, key, random) => set(holder, key, nested(get(holder, key), 1 + random.below(40))),
  (holder, key, random) => {
    const times = random.pick([0, 2, 30, 300]);
    // What is much already is not made hundreds of times as much, and each is one of its own: two such changes would not fit into memory.
    const isMuch = times > 2 && (JSON.stringify(get(holder, key)) ?? '').length > mostRepeated;
    set(
      holder,
      key,
      Array.from({ length: isMuch ? 2 : times }, () => structuredClone(get(holder, key))),
    );
  },
  (holder, key, random) => set(holder, key, 'x'.repeat(random.pick([100, 513, 513, 4001, 4001, 4001, 100_001, 200_000]))),
  (holder, key, random) => set(holder, key, random.pick(oddWords).repeat(1 + random.below(200))),
  (holder, _key, random) => set(holder, random.pick(oddKeys), random.pick(oddValues)),
  (holder, key, random) => set(holder, random.pick(oddKeys), get(holder, key)),
  (holder, key, random) => {
    const text = get(holder, key);
    if (typeof text !== 'string') return set(holder, key, random.pick(oddWords));
    const at = random.below(text.length + 1);
    set(holder, key, text.slice(0, at) + random.pick(oddWords) + text.slice(at));
  },
  (holder, key, random) => {
    const others = Object.keys(holder);
    const other = random.pick(others);
    const [one, two] = [get(holder, key), get(holder, other)];
    set(holder, key, two);
    set(holder, other, one);
  },
];

function nested(value: unknown, levels: number): unknown {
  let outer = value;
  for (let level = 0; level < levels; level += 1) outer = level % 2 === 0 ? [outer] : { in: outer };
  return outer;
}

/** A body as bytes: mostly what it should be, sometimes broken JSON. */
export function asBytes(value: unknown, random: Random): Buffer {
  const text = JSON.stringify(value) ?? 'null';
  return random.chance(0.85) ? Buffer.from(text) : random.pick(breaks)(text, random);
}

const breaks: readonly ((text: string, random: Random) => Buffer)[] = [
  (text, random) => Buffer.from(text.slice(0, random.below(text.length))),
  (text, random) => Buffer.from(inserted(text, '{', '"__proto__":{"isAdmin":true},', random)),
  (text, random) => Buffer.from(inserted(text, '{', '"type":"message","type":"event","text":"a","text":7,', random)),
  (text, random) => Buffer.from(inserted(text, ':', random.pick(['1e400', '-', '01', 'NaN', "'x'", '/*x*/', '\u0000', '\t']), random)),
  (text, random) => Buffer.from(`${'['.repeat(random.pick([30, 500, 5000, 50_000]))}${text}`),
  (text) => Buffer.from(`${text}${text}`),
  (text) => Buffer.from(`\uFEFF${text}`),
  (text) => Buffer.from(text, 'utf16le'),
  (text, random) => random.bytes(random.below(text.length) + 1),
  (text, random) => {
    const bytes = Buffer.from(text);
    for (let flips = 0; flips < 5; flips += 1) bytes[random.below(bytes.length)] = random.below(256);
    return bytes;
  },
  (text, random) => Buffer.from(text.padEnd(random.pick([10_000, 300_000]), ' ')),
  () => Buffer.alloc(0),
];

/** The text with something put behind one of its marks. */
function inserted(text: string, mark: string, what: string, random: Random): string {
  const places = [...text.matchAll(new RegExp(`\\${mark}`, 'g'))].map((match) => match.index + 1);
  if (places.length === 0) return what;
  const at = random.pick(places);
  return text.slice(0, at) + what + text.slice(at);
}
