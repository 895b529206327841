/** The process is killed at any moment: no answered turn is lost, and none counts twice. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { DirectLinePerson } from '../support/direct-line-person.ts';
import { newDatabase } from '../support/service.ts';

jest.setTimeout(120_000);

const root = join(__dirname, '../..');
let running: ChildProcess | undefined;

afterEach(() => running?.kill('SIGKILL'));

/** Starts the real program and resolves with its port. */
async function start(file: string): Promise<number> {
  const child = spawn(process.execPath, ['bot/main.js'], {
    cwd: root,
    env: { ...process.env, PORT: '0', DATABASE_URL: `sqlite:${file}`, LOG_LEVEL: 'info' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running = child;
  for await (const line of createInterface({ input: child.stdout! })) {
    const { port } = JSON.parse(line) as { port?: number };
    if (port !== undefined) return port;
  }
  throw new Error('The program ended before it was ready.');
}

function kill(): Promise<void> {
  return new Promise((resolve) => {
    running?.once('exit', () => resolve());
    running?.kill('SIGKILL');
  });
}

describe('After kill -9', () => {
  it('the conversation goes on from the last answered turn', async () => {
    const file = newDatabase();
    const person = await DirectLinePerson.open(await start(file));
    await person.say('86000C2B');
    await person.tap('No, never');
    const before = await person.last();
    await kill();
    person.moveTo(await start(file));
    expect(await person.last()).toBe(before);
    expect(await person.tap('Done, go on')).toBe(200);
    expect(await person.last()).toContain('Which setting asks for more');
  });

  it('in the middle of many messages, each answered one is kept once and nothing is half written', async () => {
    const file = newDatabase();
    const person = await DirectLinePerson.open(await start(file));
    const answered: string[] = [];
    for (let round = 0; round < 4; round += 1) {
      const ids = Array.from({ length: 30 }, (_, index) => `round-${round}-${index}`);
      const sending = ids.map(async (id) => {
        if ((await person.say(`where am i`, id)) === 200) answered.push(id);
      });
      await new Promise((resolve) => setTimeout(resolve, 5 + round * 15));
      await kill();
      await Promise.all(sending);
      person.moveTo(await start(file));
      for (const id of ids.slice(0, 5)) expect(await person.say('where am i', id)).toBe(200);
    }
    const kept = (await person.history()).flatMap((activity) => (activity.channelData as { clientActivityID?: string } | undefined)?.clientActivityID ?? []);
    expect(new Set(kept).size).toBe(kept.length);
    for (const id of answered) expect(kept).toContain(id);
    await kill();
    const database = new DatabaseSync(file);
    expect(database.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
    const gaps = database
      .prepare(
        'SELECT count(*) AS gaps FROM history h WHERE seq > 1 AND NOT EXISTS (SELECT 1 FROM history p WHERE p.conversation = h.conversation AND p.seq = h.seq - 1)',
      )
      .get();
    expect(gaps).toEqual({ gaps: 0 });
    database.close();
  });

  it('an orderly stop finishes with exit code 0', async () => {
    const person = await DirectLinePerson.open(await start(newDatabase()));
    await person.say('86000C2B');
    const ended = new Promise((resolve) => running?.once('exit', (code) => resolve(code)));
    running?.kill('SIGTERM');
    expect(await ended).toBe(0);
  });
});
