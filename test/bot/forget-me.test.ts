/** Nothing of a person is left in the database file once they were forgotten, or once it is too old. */
import { readFileSync } from 'node:fs';
import { pino } from 'pino';
import { watchRetention } from '../../bot/retention.ts';
import type { Service } from '../../bot/service.ts';
import { openSqliteStore } from '../../bot/store/sqlite-store.ts';
import { DirectLinePerson } from '../support/direct-line-person.ts';
import { newDatabase, startTestService } from '../support/service.ts';
import { until } from '../support/stand-in-connector.ts';

const words = 'zweihundertsiebenundneunzig purple giraffes';
const day = 24 * 3_600_000;
const quiet = { failed: () => undefined, works: () => undefined, restored: () => undefined };
let service: Service | undefined;

afterEach(() => service?.stop());

/** What any program finds in the file, with what SQLite has freed and not yet overwritten. */
function fileHolds(file: string, text: string): boolean {
  return ['', '-wal'].some((end) => {
    try {
      return readFileSync(file + end).includes(text);
    } catch {
      return false;
    }
  });
}

describe('A person who was forgotten', () => {
  it('finds no word of theirs in the conversation or in the database file', async () => {
    const file = newDatabase();
    service = await startTestService({ DATABASE_URL: `sqlite:${file}` });
    const person = await DirectLinePerson.open(service.port);
    await person.say(`error 86000C2B and ${words}`);
    expect(JSON.stringify(await person.history())).toContain(words);
    await person.say('forget me');
    expect(await person.tap('Delete everything')).toBe(200);
    const left = await person.history();
    expect(JSON.stringify(left)).not.toContain(words);
    expect(JSON.stringify(left)).toContain('It is deleted');
    await service.stop();
    service = undefined;
    expect(fileHolds(file, words)).toBe(false);
  });

  it('can go on in the same conversation', async () => {
    service = await startTestService();
    const person = await DirectLinePerson.open(service.port);
    await person.say('86000C2B');
    await person.say('forget me');
    await person.tap('Delete everything');
    await person.say('86000C2B');
    expect(await person.last()).toContain('No, never');
  });
});

describe('A conversation that nobody touched for longer than RETENTION_DAYS', () => {
  it('is deleted by itself; a younger one is not', async () => {
    const file = newDatabase();
    let moved = -40 * day;
    service = await startTestService({ DATABASE_URL: `sqlite:${file}` }, () => Date.now() + moved);
    const old = await DirectLinePerson.open(service.port);
    await old.say(words);
    moved = -20 * day;
    const young = await DirectLinePerson.open(service.port);
    await young.say('younger words');
    await service.stop();
    service = undefined;

    const store = openSqliteStore(file, quiet);
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'performance', 'nextTick', 'queueMicrotask'] });
    const stop = watchRetention(store, 30, Date.now, pino({ level: 'silent' }));
    jest.advanceTimersByTime(61_000);
    jest.useRealTimers();
    await until(async () => (await store.load(old.conversation)) === undefined);
    expect(await store.load(young.conversation)).toBeDefined();
    stop();
    await store.close();
    expect(fileHolds(file, words)).toBe(false);
  });
});
