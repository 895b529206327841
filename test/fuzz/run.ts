/**
 * `npm run fuzz -- --seed N --count N`: hostile requests against the real program in a process of its own.
 * With `--dropped`: spoiled policies, lists, logs and the like, read without a service.
 */
import { parseArgs } from 'node:util';
import { noLimits, ServiceProcess } from '../support/service-process.ts';
import { StandInConnector } from '../support/stand-in-connector.ts';
import { recorded } from '../support/recorded.ts';
import { Deck } from './cards.ts';
import { type Hit, send, sendJson, type Shot } from './client.ts';
import { People } from './people.ts';
import { Random } from './random.ts';
import { runDropped } from './run-dropped.ts';
import { makeShot } from './shots.ts';
import { Tally } from './tally.ts';
import { shippedNodes, walkCards } from './walk-cards.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string' },
    workers: { type: 'string', default: '24' },
    dropped: { type: 'boolean', default: false },
  },
});
const seed = Number(values.seed);
if (values.dropped) process.exit(runDropped(seed, Number(values.count ?? 10_000)) ? 0 : 1);
const count = Number(values.count ?? 100_000);
const workers = Number(values.workers);
/** Memory at the end may be this many times of what it was after the first part. */
const mostGrowth = 1.5;

const connector = await StandInConnector.start({ keeps: false });
const service = await ServiceProcess.start({ ...noLimits, LOG_LEVEL: 'info' });
const tally = new Tally();
const world = { people: new People(service.port), deck: new Deck(), connector: connector.address };

async function shoot(shot: Shot): Promise<string> {
  const hit = await send(service.port, shot);
  tally.count(shot, hit);
  return hit.status === 200 ? hit.text : '';
}

/** Numbers `from` to `to`, each a request made from its own seed, several at a time. */
async function shootMany(from: number, to: number): Promise<void> {
  let next = from;
  const work = async (): Promise<void> => {
    while (next < to && service.ended === undefined) await shoot(await makeShot(new Random(seed * 1_000_003 + (next += 1)), world));
  };
  await Promise.all(Array.from({ length: workers }, work));
}

/** Somebody of good will is still served, on both channels. */
async function expectGood(): Promise<void> {
  const person = await sendJson(service.port, 'POST', '/v3/directline/conversations');
  if (person.status >= 300 || person.status === 0) return tally.fail(`Somebody of good will could not begin: ${person.status} ${person.text.slice(0, 200)}`);
  const { conversationId, token } = JSON.parse(person.text) as { conversationId: string; token: string };
  const path = `/v3/directline/conversations/${conversationId}/activities`;
  const said = await sendJson(service.port, 'POST', path, { type: 'message', text: '86000C2B' }, token);
  const seen = await sendJson(service.port, 'GET', path, undefined, token);
  expectAnswered(said, seen);
  const id = `good-${Math.random()}`;
  const activity = { ...recorded('emulator-expect-replies', '86000C2B', connector.address), id, conversation: { id } };
  const replied = await sendJson(service.port, 'POST', '/api/messages', activity);
  expectAnswered(replied, replied);
}

function expectAnswered(said: Hit, shown: Hit): void {
  const good = said.status === 200 && shown.status === 200 && shown.text.includes('AdaptiveCard') && shown.text.includes('86000C2B');
  if (!good) tally.fail(`A good message was not answered: ${said.status} ${said.text.slice(0, 200)} / ${shown.status}`);
}

/** Every node of every guide, shared among the workers; about a fifth of all requests. */
async function walkAll(): Promise<void> {
  const nodes = shippedNodes();
  const times = Math.max(0, Math.round(count / 5 / (nodes.length * 5)) - 1);
  const few = count < 10_000 ? nodes.filter((_node, index) => index % 4 === seed % 4) : nodes;
  const parts = Array.from({ length: workers }, (_, worker) => few.filter((_node, index) => index % workers === worker));
  await Promise.all(parts.map((part, index) => walkCards(`walk-${seed}-${index}`, part, times, { shoot, random: new Random(seed + index), ...world })));
}

const began = Date.now();
await expectGood();
await walkAll();
const warm = Math.max(500, Math.floor(count / 4));
await shootMany(0, warm);
const before = await service.memory();
for (let done = warm; done < count - tally.walked && service.ended === undefined; done += 2000) {
  await shootMany(done, Math.min(done + 2000, count - tally.walked));
  await expectGood();
  if (tally.total % 10_000 < 2000) say(`${tally.total} requests, ${tally.failures.length} faults`);
}
const after = await service.memory();
if (after > before * mostGrowth) tally.fail(`Memory grew from ${megabytes(before)} to ${megabytes(after)} MB.`);
if (service.ended !== undefined) tally.fail(`The program ended: ${service.ended}`);
for (const line of service.output.split('\n').filter((one) => /"level":[56]0/.test(one))) tally.fail(`The log says: ${line.slice(0, 600)}`);
if (service.errors !== '') tally.fail(`Standard error says: ${service.errors.slice(0, 2000)}`);
await service.stop();
if (service.ended !== 'exit 0') tally.fail(`The program did not stop cleanly: ${service.ended}`);
await connector.stop();

say(tally.report());
say(
  `seed ${seed}, ${tally.total} requests in ${((Date.now() - began) / 1000).toFixed(1)} s; memory ${megabytes(before)} MB, then ${megabytes(after)} MB (${(after / before).toFixed(2)}x)`,
);
say(tally.failures.length === 0 ? 'passed' : `FAILED:\n${[...new Set(tally.failures)].slice(0, 20).join('\n')}`);
process.exit(tally.failures.length === 0 ? 0 : 1);

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1024 / 1024);
}
