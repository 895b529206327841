/** The database cannot be written: people are told the truth, and everything goes on when the cause is gone. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import type { Service } from '../../bot/service.ts';
import { DirectLinePerson } from '../support/direct-line-person.ts';
import { newDatabase, startTestService } from '../support/service.ts';
import { StandInConnector, until } from '../support/stand-in-connector.ts';

jest.setTimeout(60_000);
let service: Service | undefined;
let file: string;

beforeEach(async () => {
  file = newDatabase();
  service = await startTestService({ DATABASE_URL: `sqlite:${file}` });
});
afterEach(() => service?.stop());

function ready(): Promise<number> {
  return fetch(`http://127.0.0.1:${service?.port}/readyz`).then((response) => response.status);
}

describe('When another program holds the database locked', () => {
  it('for a moment, the turn waits and is taken', async () => {
    const person = await DirectLinePerson.open(service?.port ?? 0);
    const other = new DatabaseSync(file);
    other.exec('BEGIN IMMEDIATE');
    const said = person.say('86000C2B');
    setTimeout(() => other.exec('ROLLBACK'), 700);
    expect(await said).toBe(200);
    other.close();
    expect(await person.last()).toContain('No, never');
  });

  it('for long, the message is refused, others are told at once that it is not ready, and it recovers by itself', async () => {
    const person = await DirectLinePerson.open(service?.port ?? 0);
    const other = new DatabaseSync(file);
    other.exec('BEGIN IMMEDIATE');
    expect(await person.say('86000C2B', 'kept-1')).toBe(503);
    expect(await ready()).toBe(503);
    expect((await fetch(`http://127.0.0.1:${service?.port}/healthz`)).status).toBe(200);
    other.exec('ROLLBACK');
    other.close();
    await until(async () => (await ready()) === 200);
    expect(await person.say('86000C2B', 'kept-1')).toBe(200);
    expect((await person.history()).filter((one) => one.text === '86000C2B')).toHaveLength(1);
  });
});

describe('When the database file', () => {
  it('is deleted, it is written anew with everything in it', async () => {
    const person = await DirectLinePerson.open(service?.port ?? 0);
    await person.say('86000C2B');
    for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true });
    expect(await person.tap('No, never')).toBe(200);
    await service?.stop();
    service = await startTestService({ DATABASE_URL: `sqlite:${file}` });
    person.moveTo(service.port);
    expect(JSON.stringify(await person.history())).toContain('86000C2B');
  });

  it('is overwritten with garbage that did not reach everything, it is written anew with everything in it', async () => {
    const person = await DirectLinePerson.open(service?.port ?? 0);
    await person.say('86000C2B');
    writeFileSync(file, Buffer.alloc(200_000, 'garbage '));
    expect(await person.tap('No, never')).toBe(200);
    await service?.stop();
    service = await startTestService({ DATABASE_URL: `sqlite:${file}` });
    person.moveTo(service.port);
    expect(JSON.stringify(await person.history())).toContain('86000C2B');
    const database = new DatabaseSync(file);
    expect(database.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
    database.close();
  });

  it('is overwritten with garbage, people are told in their chat, and a backup put in its place is used', async () => {
    const connector = await StandInConnector.start();
    const person = await DirectLinePerson.open(service?.port ?? 0);
    await person.say('86000C2B');
    await service?.stop();
    const backup = readFileSync(file);
    service = await startTestService({ DATABASE_URL: `sqlite:${file}` });
    person.moveTo(service.port);
    expect(await person.say('help')).toBe(200);
    writeFileSync(file, Buffer.alloc(backup.length, 'garbage '));
    expect(await person.say('where am i')).toBe(503);
    expect(await ready()).toBe(503);

    const fixture = readFileSync(join(__dirname, '../fixtures/teams-message.json'), 'utf8');
    const message = fixture.replaceAll('TEXT', 'hello').replace('SERVICE_URL', connector.address);
    const post = () =>
      fetch(`http://127.0.0.1:${service?.port}/api/messages`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: message });
    const [first, again] = [await post(), await post()];
    expect([first.status, again.status]).toEqual([503, 503]);
    await until(() => connector.sent.length > 0);
    expect(connector.sent).toHaveLength(1);
    expect(connector.sent[0]?.activity.text).toContain('I did not take your last message');

    // Nothing of the old connection gets into the damaged file, nor later into the backup.
    expect(readFileSync(file).includes('SQLite format')).toBe(false);
    writeFileSync(file, backup);
    await until(async () => (await ready()) === 200);
    expect(await person.say('where am i')).toBe(200);
    expect(JSON.stringify(await person.history())).toContain('86000C2B');
    await service.stop();
    const database = new DatabaseSync(file);
    expect(database.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
    database.close();
    service = undefined;
    await connector.stop();
  });

  it('is read by another program meanwhile, nothing is lost when the process is killed after that', async () => {
    const person = await DirectLinePerson.open(service?.port ?? 0);
    await person.say('86000C2B');
    const read =
      "const { DatabaseSync } = require('node:sqlite'); const d = new DatabaseSync(process.argv[1]); d.prepare('SELECT count(*) FROM events').get(); d.close();";
    execFileSync(process.execPath, ['-e', read, file]);
    expect(existsSync(`${file}-wal`)).toBe(true);
    expect(await person.tap('No, never')).toBe(200);
    // As after kill -9: what is on the disk now is all there is.
    const copy = newDatabase();
    for (const end of ['', '-wal']) copyFileSync(file + end, copy + end);
    const later = await startTestService({ DATABASE_URL: `sqlite:${copy}` });
    person.moveTo(later.port);
    expect(JSON.stringify(await person.history())).toContain('Done, go on');
    await later.stop();
  });

  it('has one damaged page, nothing more is written into it, and a backup put in its place is used', async () => {
    const person = await DirectLinePerson.open(service?.port ?? 0);
    for (let turn = 0; turn < 30; turn += 1) await person.say('help');
    await service?.stop();
    const backup = readFileSync(file);
    const damaged = Buffer.from(backup);
    // Every page but the first: the header looks as it should.
    damaged.fill(0x5a, 4096);
    writeFileSync(file, damaged);
    service = await startTestService({ DATABASE_URL: `sqlite:${file}` }).catch(() => undefined);
    if (service === undefined) return void writeFileSync(file, backup);
    person.moveTo(service.port);
    expect(await person.say('where am i')).toBe(503);
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect(await person.say('where am i')).toBe(503);
    expect(await ready()).toBe(503);
    writeFileSync(file, backup);
    await until(async () => (await ready()) === 200);
    expect(await person.say('where am i')).toBe(200);
  });
});
