/** Many events in a SQLite store, as people would leave them who walk the guides at random. */
import { randomUUID } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { exitsOf, findPlace, type Library, resolveTarget } from '../../knowledge/library.ts';

/** The same seed gives the same numbers, below that one. */
export function randomNumbers(seed: number): (below: number) => number {
  let state = seed * 2_654_435_761 + 1;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

type Row = readonly [at: number, name: string, guide: string | null, node: string | null, value: string | null];

const minute = 60_000;
const day = 24 * 60 * minute;
const languages = ['en', 'en', 'en', 'de', 'de', 'fr', null];
const audiences = ['user', 'user', 'user', 'agent', 'admin'];
const causes = ['certificate untrusted-root', 'policy conflict', 'eas-log 449', 'iis-log fine', 'code 86000C2B'];

/** Writes at least that many events of cases begun in the 30 days before `until`. The store must exist and be closed. */
export function seedEvents(file: string, library: Library, least: number, until: number): number {
  const random = randomNumbers(7);
  const database = new DatabaseSync(file);
  const insert = database.prepare('INSERT INTO events (at, case_id, began, name, guide, node, value, audience, language) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  database.exec('BEGIN');
  let written = 0;
  while (written < least) {
    const began = until - 30 * day + random(30 * 24 * 60) * minute;
    const [id, audience, language] = [randomUUID(), audiences[random(audiences.length)] ?? 'user', languages[random(languages.length)] ?? null];
    const rows = walk(library, began, random).filter(([at]) => at < until);
    for (const [at, name, guide, node, value] of rows) insert.run(at, id, began, name, guide, node, value, audience, language);
    written += rows.length;
  }
  database.exec('COMMIT');
  database.close();
  return written;
}

function walk(library: Library, began: number, random: (below: number) => number): Row[] {
  const guides = [...library.guides.values()];
  const guide = guides[Math.min(random(guides.length), random(guides.length))];
  if (guide === undefined || random(12) === 0)
    return [[began, random(2) === 0 ? 'missed' : 'asked-to-choose', null, null, random(3) === 0 ? 'mail phone sync' : 'certificate']];
  let at = began;
  let place = findPlace(library, `${guide.id}/${guide.start}`);
  const rows: Row[] = [];
  const say = (name: string, value: string | null = null): void => void rows.push([at, name, place?.guide.id ?? null, place?.nodeId ?? null, value]);
  say('arrived');
  for (let step = 0; step < 14 && place !== undefined && random(14) > 0; step += 1) {
    at += (1 + random(8)) * minute;
    const exits = exitsOf(place.node);
    const exit = exits[Math.min(random(exits.length), random(exits.length))];
    if (random(15) === 0) say('found', causes[random(causes.length)]);
    if (exit === undefined) break;
    say('answered', exit.id);
    place = findPlace(library, resolveTarget(place.guide.id, exit.target));
    say('arrived');
    if (place?.node.kind !== 'outcome') continue;
    say(place.node.result === 'solved' ? 'solved' : 'handed-over');
    if (random(3) === 0) say('rated', ['good', 'good', 'fair', 'poor'][random(4)]);
    break;
  }
  return rows;
}
