/** The disk is full, the store is locked, its file is deleted or overwritten: people are told, the operator too, and it mends. */
import { closeSync, copyFileSync, existsSync, openSync, renameSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { checkHistory } from '../check-history.ts';
import { checkFile } from '../deployment.ts';
import { type Delivery, isAcknowledged, type Said } from '../history.ts';
import type { Random } from '../random.ts';
import { onStage, type Run, type Scenario, sized, type Stage } from '../scenario.ts';
import { inConversation, planTally, type Tally } from '../tally.ts';
import { newDisk } from '../tidy.ts';
import { until } from '../wait.ts';

/** Milliseconds in which a trouble must be noticed: a lock is waited for, and a disk is full only when a file must grow. */
const noticed = 15_000;
/** Milliseconds after the end of the trouble in which everything works again. */
const mended = 5_000;
/** Milliseconds in which replies must have come then, and after which they are taken to be lost. */
const replied = 15_000;
const patience = 60_000;
/** The refusal over Direct Line. */
const refusal = z.object({ error: z.object({ message: z.string() }) });

export const storageFaults: Scenario = {
  name: 'storage-faults',
  title: 'The disk is full, the store is locked, deleted, or overwritten with garbage',
  stores: ['sqlite'],
  run: async (run) => {
    run.scheduled({ people: sized(run, 2, 12) });
    const disk = newDisk('12m');
    if ('impossible' in disk) run.figures.tell('disk full', `not run: ${disk.impossible}`);
    else await onStage(run, (stage) => fillDisk(run, stage, disk.folder), { folder: disk.folder });
    await onStage(run, async (stage) => {
      await lockStore(run, stage);
      await deleteStore(run, stage);
      await overwriteStore(run, stage);
    });
  },
};

/** People who count through the trouble, part by part, and all that came of it. */
class Crowd {
  readonly said: Said[] = [];
  readonly deliveries: Delivery[] = [];
  readonly #run: Run;
  readonly #stage: Stage;
  readonly #names: readonly string[];
  readonly #random: Random;
  #direct: string[] = [];
  #part = 0;

  constructor(run: Run, stage: Stage, name: string) {
    this.#run = run;
    this.#stage = stage;
    this.#random = run.random.named(name);
    const each = sized(run, 2, 12);
    this.#names = Array.from({ length: each * 2 }, (_, index) => `${name}-${index < each ? 'posted' : 'direct'}-${index}`);
  }

  async open(): Promise<void> {
    this.#direct = await this.#stage.clients.open(this.#names.filter((name) => name.includes('-direct-')).length);
  }

  /** Everybody says so many marks; what is refused is given back. */
  async say(marks: number, insist: boolean): Promise<Tally[]> {
    this.#part += 1;
    const opens = this.#part === 1;
    let direct = 0;
    const tallies = this.#names.map((name) => {
      const isDirect = name.includes('-direct-');
      const id = `${name}-${this.#part}`;
      const channel = isDirect ? 'direct-line' : 'connector';
      const tally = planTally(this.#random.named(id), { name: id, channel, serviceUrl: this.#stage.connector.address, marks, mode: 'in-turn', opens, insist });
      return inConversation(tally, isDirect ? (this.#direct[direct++] ?? '') : name);
    });
    this.said.push(...tallies.flatMap((one) => one.said));
    return this.#perform(tallies);
  }

  /** Hands in again what was refused. */
  async repeat(refused: readonly Tally[]): Promise<Tally[]> {
    return this.#perform(refused.map((one) => ({ ...one, script: { ...one.script, insist: true, patience: mended } })));
  }

  async #perform(tallies: readonly Tally[]): Promise<Tally[]> {
    const deliveries = await this.#stage.clients.perform(tallies.map((one) => one.script));
    this.deliveries.push(...deliveries);
    const taken = new Set(deliveries.filter(isAcknowledged).map((one) => one.id));
    return tallies.flatMap((one) => {
      const sayings = one.script.sayings.filter(({ id }) => !taken.has(id));
      return sayings.length === 0 ? [] : [{ ...one, script: { ...one.script, sayings } }];
    });
  }

  /** Ids that the histories of our own channel have. */
  async recorded(): Promise<Set<string>> {
    const histories = await Promise.all(this.#direct.map((one) => this.#stage.clients.history(one)));
    return new Set(histories.flatMap((entries) => entries.flatMap((one) => one.said ?? [])));
  }

  async judge(what: string): Promise<void> {
    const { figures } = this.#run;
    const { clients, connector } = this.#stage;
    const acknowledged = new Set(this.deliveries.filter(isAcknowledged).map((one) => one.id));
    const posted = this.said.filter((one) => one.conversation.includes('-posted-') && acknowledged.has(one.id));
    const began = performance.now();
    const missing = await connector.waitFor(
      posted.map((one) => one.id),
      patience,
    );
    figures.atMost(`${what}: last reply over the connector, after its end`, performance.now() - began, replied, 'ms');
    const told = await clients.told(this.#direct);
    const shown = [...(await connector.shown()).filter((one) => one.answers !== ''), ...told.shown];
    const own = new Set(this.said.map((one) => one.conversation));
    const verdict = checkHistory({ said: this.said, deliveries: this.deliveries, shown: shown.filter((one) => own.has(one.conversation)) });
    figures.none(`${what}: acknowledged turns or replies lost`, [...missing, ...verdict.lost]);
    figures.none(`${what}: half written, twice, or wrong`, [...verdict.misapplied, ...verdict.invented, ...verdict.changed, ...told.twice]);
  }
}

/** Says things until somebody is refused, and judges what people and the operator are told then. */
async function expectOutage({ figures }: Run, { connector, deployment }: Stage, crowd: Crowd, what: string, marks = 2): Promise<Tally[]> {
  const service = deployment.processes[0]!;
  const before = { deliveries: crowd.deliveries.length, posts: (await connector.shown()).filter((one) => one.answers === '').length };
  const refused: Tally[] = [];
  const fresh = (): Delivery[] => crowd.deliveries.slice(before.deliveries);
  const isNoticed = await until(
    async () => {
      refused.push(...(await crowd.say(marks, false)));
      const ids = new Set(refused.map((one) => one.script.channel));
      return ids.size === 2;
    },
    noticed,
    0,
  );
  figures.holds(`${what}: noticed`, isNoticed);
  const statuses = new Set(fresh().flatMap((one) => (isAcknowledged(one) ? [] : [String(one.status)])));
  figures.holds(`${what}: refused with 503 only`, [...statuses].join() === '503', [...statuses].join() || 'nothing refused');
  figures.none(
    `${what}: refusals that say nothing, or too much`,
    fresh()
      .filter((one) => !isAcknowledged(one))
      .flatMap(unclear),
  );
  figures.atMost(`${what}: longest until an answer`, Math.max(...fresh().map((one) => one.ended - one.began)), 10_000, 'ms');
  const told = await until(async () => (await connector.shown()).filter((one) => one.answers === '').length > before.posts, 3_000);
  figures.holds(`${what}: people on a connector channel are told in their chat`, told);
  figures.holds(`${what}: /readyz fails`, await until(async () => (await service.readiness()) === 503, 8_000), 'it says ready');
  figures.exactly(`${what}: /healthz`, await service.liveness(), 200);
  return refused;
}

/** A sentence for people, without what is inside. */
function unclear({ id, answer, conversation }: Delivery): string[] {
  const parsed = refusal.safeParse(JSON.parse(answer || '{}'));
  const message = parsed.success ? parsed.data.error.message : conversation.includes('-posted-') ? answer : '';
  const isSentence = message.length > 20 && /again/i.test(message);
  return isSentence && !/sqlite|errno|stack|\/tmp|disk i\/o/i.test(message) ? [] : [`${id}: ${answer.slice(0, 80)}`];
}

/** Everything works again soon, without a restart; what was refused was not half written. */
async function expectMended({ figures }: Run, { deployment }: Stage, crowd: Crowd, what: string, refused: readonly Tally[]): Promise<void> {
  const service = deployment.processes[0]!;
  const began = performance.now();
  const ready = await until(() => service.isReady(), mended);
  figures.atMost(`${what}: ready again, after its end`, ready ? performance.now() - began : Number.POSITIVE_INFINITY, mended, 'ms');
  if (!ready) return;
  const recorded = await crowd.recorded();
  const ids = refused.flatMap((one) => one.script.sayings.map(({ id }) => id));
  figures.none(
    `${what}: refused and recorded all the same`,
    ids.filter((id) => recorded.has(id)),
  );
  figures.none(
    `${what}: refused again`,
    (await crowd.repeat(refused)).map((one) => one.script.conversation),
  );
  await crowd.say(1, true);
  await crowd.judge(what);
}

/** The log tells the operator, as an error, what is wrong and what helps. */
function expectLogged({ figures }: Run, { deployment }: Stage, what: string, remedy: RegExp, level = 50): void {
  const lines = deployment.processes[0]!.log.filter((one) => one.level >= level).map(({ words }) => words);
  figures.holds(
    `${what}: the log says what to do`,
    lines.some((words) => remedy.test(words)),
    lines.at(-1)?.slice(0, 120) ?? 'no line',
  );
}

async function begin(run: Run, stage: Stage, name: string): Promise<Crowd> {
  const crowd = new Crowd(run, stage, name);
  await crowd.open();
  await crowd.say(3, true);
  return crowd;
}

async function fillDisk(run: Run, stage: Stage, folder: string): Promise<void> {
  const crowd = await begin(run, stage, 'full');
  const filler = join(folder, 'filler');
  fill(filler);
  const refused = await expectOutage(run, stage, crowd, 'disk full', 12);
  expectLogged(run, stage, 'disk full', /disk is full|make room/i);
  rmSync(filler);
  await expectMended(run, stage, crowd, 'disk full', refused);
  await stage.deployment.processes[0]!.terminate();
  run.figures.holds('disk full: the file is whole', (await stage.deployment.check()) === 'ok');
}

/** Writes until nothing more fits. */
function fill(file: string): void {
  const handle = openSync(file, 'w');
  for (let block = 64 * 1024; block >= 1;) {
    try {
      writeSync(handle, Buffer.alloc(block));
    } catch {
      // No room for that much; perhaps for less.
      block = Math.floor(block / 8);
    }
  }
  closeSync(handle);
}

async function lockStore(run: Run, stage: Stage): Promise<void> {
  const crowd = await begin(run, stage, 'locked');
  const other = new DatabaseSync(stage.deployment.file ?? '');
  other.exec('PRAGMA busy_timeout = 5000; BEGIN IMMEDIATE');
  const refused = await expectOutage(run, stage, crowd, 'store locked', 1);
  expectLogged(run, stage, 'store locked', /locked/i);
  other.exec('ROLLBACK');
  other.close();
  await expectMended(run, stage, crowd, 'store locked', refused);
}

/** The open file still has everything, so nobody need notice; but it must be on the disk again. */
async function deleteStore(run: Run, stage: Stage): Promise<void> {
  const { figures } = run;
  const service = stage.deployment.processes[0]!;
  const crowd = await begin(run, stage, 'deleted');
  const file = stage.deployment.file ?? '';
  const lines = service.log.length;
  for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true });
  const refused = await crowd.say(2, false);
  figures.tell('store deleted: refused meanwhile', refused.length);
  await expectMended(run, stage, crowd, 'store deleted', refused);
  figures.holds(
    'store deleted: the log says so',
    service.log.slice(lines).some(({ words }) => /deleted|gone/i.test(words)),
    'no line',
  );
  figures.holds('store deleted: the file is there again', existsSync(file));
  await service.kill();
  await service.start();
  await crowd.say(1, true);
  await crowd.judge('store deleted, after a restart');
}

async function overwriteStore(run: Run, stage: Stage): Promise<void> {
  const { figures } = run;
  const service = stage.deployment.processes[0]!;
  const crowd = await begin(run, stage, 'garbage');
  const others = await begin(run, stage, 'early');
  await crowd.judge('before the garbage');
  const file = stage.deployment.file ?? '';
  // After a restart nothing of the file is in memory, so that whoever comes back needs it.
  await service.terminate();
  const backup = `${file}.backup`;
  copyFileSync(file, backup);
  copyFileSync(file, `${backup}-2`);
  await service.start();
  const before = others.deliveries.length;
  const garbage = Buffer.alloc(statSync(file).size, 'This is no database. ');
  writeFileSync(file, garbage, { flag: 'r+' });
  const fresh = (): Delivery[] => others.deliveries.slice(before);
  figures.holds('garbage: noticed', await until(async () => (await others.say(1, false)).length > 0, noticed, 200));
  figures.tell('garbage: acknowledged before it was noticed', fresh().filter(isAcknowledged).length);
  await others.say(1, false);
  figures.holds('garbage: /readyz fails', await until(async () => (await service.readiness()) === 503, 5_000), 'it says ready');
  figures.exactly('garbage: /healthz', await service.liveness(), 200);
  const refused = fresh().filter((one) => !isAcknowledged(one));
  figures.holds(
    'garbage: refused with 503 only',
    refused.length > 0 && refused.every(({ status }) => status === 503),
    [...new Set(refused.map(({ status }) => status))].join() || 'nothing refused',
  );
  figures.none('garbage: refusals that say nothing, or too much', refused.flatMap(unclear));
  expectLogged(run, stage, 'garbage', /damaged|not a database|malformed/i);
  renameSync(backup, file);
  figures.tell('garbage: works again with a backup in its place, without a restart', (await until(() => service.isReady(), mended)) ? 'yes' : 'no');
  await service.kill();
  for (const end of ['-wal', '-shm']) rmSync(file + end, { force: true });
  writeFileSync(file, garbage);
  await service.start().catch(() => undefined);
  const { code } = await service.ended();
  figures.exactly('garbage: status of a start on it', code ?? -1, 1);
  figures.holds('garbage: that start says which file, and what to do', service.complaint.includes(file) && service.complaint.length > 60, service.complaint);
  figures.holds('garbage: that start changed nothing', statSync(file).size === garbage.length);
  for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true });
  renameSync(`${backup}-2`, file);
  await service.start();
  await crowd.say(1, true);
  await crowd.judge('garbage, then the backup');
  await service.terminate();
  figures.holds('the file is whole', checkFile(file) === 'ok');
}
