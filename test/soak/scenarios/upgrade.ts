/** The guides change, and the program, while many people are in the middle: nobody is stranded. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { type Delivery, isAcknowledged } from '../history.ts';
import { writeKnowledge } from '../knowledge.ts';
import { exchange } from '../programs/http.ts';
import type { Random } from '../random.ts';
import { buttonsIn } from '../read-reply.ts';
import { onStage, type Run, type Scenario, sized, type Stage } from '../scenario.ts';
import type { Saying, Script } from '../script.ts';
import { freePort, ServiceProcess } from '../service-process.ts';
import { sharedSecret, withoutLimits } from '../service-settings.ts';
import { newFolder } from '../tidy.ts';
import { until } from '../wait.ts';

const opening = 'my ladder is in the way';
const before = `
id: ladder
title: A ladder
about: Gets a ladder out of the way.
label: A ladder is in the way
symptoms: [${opening}, ladder]
reviewed: 2026-05-04
start: bottom
nodes:
  bottom:
    kind: question
    ask: Which way does it lean?
    answers:
      - { id: left, label: Left, next: on-the-left }
      - { id: right, label: Right, next: on-the-right }
      - { id: nowhere, label: It stands, next: on-the-top }
  on-the-left:
    kind: question
    ask: What is on the left?
    answers:
      - { id: wall, label: A wall, next: on-the-top }
      - { id: tree, label: A tree, next: bottom }
  on-the-right:
    kind: step
    title: Look to the right
    instructions: { user: Look to the right., agent: Ask the caller to look to the right. }
    source: { document: printer-manual, section: usb }
    done: on-the-top
    stuck: hand-over
  on-the-top:
    kind: question
    ask: Are you on the top?
    answers:
      - { id: 'yes', label: 'Yes, I am', next: solved }
      - { id: 'no', label: 'No, not yet', next: bottom }
      - { id: help, label: I want to come down, next: hand-over }
  solved: { kind: outcome, result: solved, title: The ladder is gone }
  hand-over: { kind: outcome, result: hand-over, title: A person takes the ladder }
`;
/** A node is gone, an arrow leads elsewhere, an answer is gone, and labels have other words. */
const after = before
  .replace(/ {2}on-the-right:\n[\s\S]*?(?= {2}on-the-top:)/, '')
  .replace('label: Right, next: on-the-right', 'label: To the right, next: on-the-top')
  .replace('label: Left, next', 'label: To the left, next')
  .replace('      - { id: tree, label: A tree, next: bottom }\n', '      - { id: gate, label: A gate, next: bottom }\n')
  .replace("label: 'No, not yet', next: bottom", "label: 'Not yet', next: on-the-left");

const typed = ['1', '2', '3'];
/** Taps after which everybody must be at an end. */
const mostTaps = 12;

export const upgrade: Scenario = {
  name: 'upgrade',
  title: 'The guides change, and the program, while many conversations are open; and databases of earlier versions',
  stores: ['sqlite', 'postgres'],
  run: async (run) => {
    const people = Array.from({ length: sized(run, run.store === 'sqlite' ? 100 : 30, 1_000) }, (_, index) => plan(run.random.named(String(index)), index));
    run.scheduled(people);
    const knowledge = writeKnowledge(newFolder(), { 'guides/ladder.yaml': before });
    await onStage(run, (stage) => changeGuides(run, stage, people, knowledge), { knowledge });
    if (run.store === 'sqlite') await openFixtures(run);
  },
};

interface Person {
  readonly name: string;
  readonly channel: Script['channel'];
  readonly texts: readonly string[];
  /** Whether the first words after the change are a greeting, or a question. */
  readonly greets: boolean;
}

function plan(random: Random, index: number): Person {
  const steps = random.between(0, 5);
  return {
    name: `climber-${index}`,
    channel: index % 4 === 0 ? 'direct-line' : 'connector',
    texts: [opening, ...Array.from({ length: steps }, () => random.pick(typed))],
    greets: index % 3 > 0,
  };
}

async function changeGuides(run: Run, stage: Stage, people: readonly Person[], knowledge: string): Promise<void> {
  const { clients, connector, deployment } = stage;
  const crowd = await Crowd.gather(stage, people);
  await crowd.say((person) => person.texts.map((text) => ({ text })));
  writeFileSync(join(knowledge, 'guides/ladder.yaml'), after);
  const inUse = await until(async () => (await Promise.all(deployment.processes.map(isChanged))).every(Boolean), 15_000, 200);
  run.figures.holds('the changed guides are in use', inUse);
  const firsts = await crowd.say((person) => [{ text: person.greets ? 'hello' : 'where am i' }]);
  const restarting = restart(run.length === 'short' ? deployment.processes.slice(0, 1) : deployment.processes);
  let open = await crowd.tapOn();
  await restarting;
  for (let taps = 1; taps < mostTaps && open.length > 0; taps += 1) open = await crowd.tapOn();
  const { figures } = run;
  figures.tell('people', people.length);
  figures.atLeast('people whose answers no longer exist, and who were told', crowd.told('This guide was changed'), 1);
  figures.none(
    'messages not acknowledged',
    firsts.filter((one) => !isAcknowledged(one)).map((one) => `${one.id}: ${one.status}`),
  );
  figures.none('people without an answer', crowd.silent);
  figures.none('people told of a fault of ours', crowd.apologies);
  figures.none('people with no way on', crowd.stranded);
  figures.none('people who did not reach an end', open);
  figures.none(
    'errors in the log',
    deployment.processes.flatMap((one) => one.errors()),
  );
  await connector.have([]);
  await clients.reconnect();
}

async function restart(processes: readonly ServiceProcess[]): Promise<void> {
  for (const service of processes) {
    await service.terminate();
    await service.start();
  }
}

const ladderId = 'ladder-probe';
let probes = 0;

/** A newcomer sees the new labels. */
async function isChanged(service: ServiceProcess): Promise<boolean> {
  probes += 1;
  const activity = {
    type: 'message',
    id: `probe-${probes}`,
    channelId: 'msteams',
    serviceUrl: 'http://127.0.0.1:1',
    from: { id: ladderId },
    conversation: { id: `${ladderId}-${probes}` },
    text: opening,
    deliveryMode: 'expectReplies',
  };
  const answer = await exchange(`${service.address}/api/messages`, { method: 'POST', body: JSON.stringify(activity) });
  return answer.body.includes('To the left');
}

/** Many people at once, each in a conversation of their own. */
class Crowd {
  readonly silent: string[] = [];
  readonly apologies: string[] = [];
  readonly stranded: string[] = [];
  readonly #stage: Stage;
  readonly #people: readonly { person: Person; conversation: string }[];
  readonly #seen = new Map<string, string>();
  #turn = 0;

  private constructor(stage: Stage, people: readonly { person: Person; conversation: string }[]) {
    this.#stage = stage;
    this.#people = people;
  }

  static async gather(stage: Stage, people: readonly Person[]): Promise<Crowd> {
    const opened = await stage.clients.open(people.filter((one) => one.channel === 'direct-line').length);
    let next = 0;
    return new Crowd(
      stage,
      people.map((person) => ({ person, conversation: person.channel === 'direct-line' ? (opened[next++] ?? '') : person.name })),
    );
  }

  /** How many saw these words at any time. */
  told(words: string): number {
    return [...this.#seen.values()].filter((all) => all.includes(words)).length;
  }

  /** Everybody says something and waits for the answer. */
  async say(what: (person: Person, conversation: string) => Omit<Saying, 'id'>[]): Promise<Delivery[]> {
    this.#turn += 1;
    const scripts = this.#people.map(({ person, conversation }): Script => {
      const sayings = what(person, conversation).map((one, index) => ({ ...one, id: `${person.name}-${this.#turn}-${index}` }));
      return { channel: person.channel, conversation, serviceUrl: this.#stage.connector.address, mode: 'in-turn', sayings };
    });
    const deliveries = await this.#stage.clients.perform(scripts.filter((one) => one.sayings.length > 0));
    const ids = scripts.flatMap((one) => (one.channel === 'connector' ? one.sayings.map(({ id }) => id) : []));
    this.silent.push(...(await this.#stage.connector.waitFor(ids, 45_000)));
    await Promise.all(this.#people.map(({ person, conversation }) => this.#look(person, conversation)));
    return deliveries;
  }

  /** Everybody taps the first answer on their newest card, or goes on; gives who is not at an end yet. */
  async tapOn(): Promise<string[]> {
    const ways = new Map<string, unknown>();
    for (const { person, conversation } of this.#people) {
      const way = wayOn(await this.#newest(person, conversation));
      if (way === undefined) this.stranded.push(person.name);
      else if (way !== 'end') ways.set(conversation, way);
    }
    await this.say((_, conversation) => (ways.has(conversation) ? [{ value: ways.get(conversation) }] : []));
    return this.#people.filter(({ conversation }) => ways.has(conversation)).map(({ person }) => person.name);
  }

  async #look(person: Person, conversation: string): Promise<void> {
    const newest = JSON.stringify(await this.#newest(person, conversation));
    this.#seen.set(conversation, (this.#seen.get(conversation) ?? '') + newest);
    if (newest.includes('Something went wrong')) this.apologies.push(person.name);
  }

  async #newest(person: Person, conversation: string): Promise<unknown> {
    if (person.channel === 'connector') return this.#stage.connector.newest(conversation);
    let newest: unknown;
    await until(async () => (newest = (await this.#stage.clients.activities(conversation))?.at(-1)) !== undefined, 20_000, 100);
    return newest;
  }
}

const tap = z.looseObject({ action: z.looseObject({ do: z.string() }) });

/** What to tap next; `end` at an outcome, nothing where there is no way on. */
function wayOn(card: unknown): unknown {
  const buttons = buttonsIn(card).flatMap(({ data }) => {
    const parsed = tap.safeParse(data);
    return parsed.success ? [{ does: parsed.data.action.do, data }] : [];
  });
  const onward = ['answer', 'stay', 'return', 'go'].flatMap((does) => buttons.filter((one) => one.does === does))[0];
  if (onward !== undefined) return onward.data;
  return buttons.some(({ does }) => does === 'rate' || does === 'back') ? 'end' : undefined;
}

const conversationRow = z.object({ id: z.string(), delivery: z.string(), user: z.string().nullish() });
const page = z.object({ activities: z.array(z.looseObject({ from: z.looseObject({ id: z.string() }).optional() })) });

/** Each database that an earlier version wrote opens, shows its conversations, and they go on. */
async function openFixtures(run: Run): Promise<void> {
  const fixtures = join(import.meta.dirname, '../../fixtures/stores');
  const names = readdirSync(fixtures).filter((name) => /^sqlite-.*\.sql$/.test(name));
  const faults: string[] = [];
  let conversations = 0;
  for (const name of names) {
    const file = join(newFolder(), 'stepwise.db');
    const database = new DatabaseSync(file);
    database.exec(readFileSync(join(fixtures, name), 'utf8'));
    const rows = z.array(conversationRow).parse(database.prepare("SELECT id, delivery FROM conversations WHERE delivery = 'direct-line'").all());
    database.close();
    conversations += rows.length;
    const settings = { ...withoutLimits, DATABASE_URL: `sqlite:${file}`, KNOWLEDGE_DIR: 'knowledge', DIRECT_LINE_SECRET: sharedSecret };
    const service = new ServiceProcess(await freePort(), settings);
    await service.start();
    for (const { id } of rows) faults.push(...(await goOn(service, id)).map((fault) => `${name}, ${id}: ${fault}`));
    await service.terminate();
  }
  run.figures.tell('databases of earlier versions, conversations in them', `${names.length}, ${conversations}`);
  run.figures.atLeast('conversations of earlier versions', conversations, 1);
  run.figures.none('conversations of earlier versions that do not go on', faults);
}

async function goOn(service: ServiceProcess, conversation: string): Promise<string[]> {
  const path = `${service.address}/v3/directline/conversations/${conversation}/activities`;
  const headers = { authorization: `Bearer ${sharedSecret}` };
  const read = async (): Promise<z.infer<typeof page>['activities']> => {
    const answer = await exchange(path, { headers });
    return answer.status === 200 ? page.parse(JSON.parse(answer.body)).activities : [];
  };
  const kept = await read();
  if (kept.length === 0) return ['its history cannot be read'];
  const user = kept.find((one) => one.from?.id !== 'stepwise')?.from?.id ?? 'somebody';
  const say = async (content: object): Promise<number> => {
    const body = JSON.stringify({ type: 'message', from: { id: user }, ...content });
    return (await exchange(path, { method: 'POST', body, headers })).status;
  };
  for (const content of [{ text: 'where am i' }, { text: 'continue' }]) {
    const status = await say(content);
    if (status !== 200) return [`"${content.text}" was answered ${status}`];
  }
  const newest = (await read()).at(-1);
  const way = wayOn(newest);
  if (JSON.stringify(newest).includes('Something went wrong') || way === undefined) return ['it has no way on'];
  if (way === 'end') return [];
  const length = (await read()).length;
  const status = await say({ value: way });
  return status === 200 && (await read()).length > length ? [] : [`a tap was answered ${status}, and nothing was shown`];
}
