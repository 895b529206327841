/** The connector is down, slow, or answers nonsense: people's messages are taken at once, and the replies come when it is back. */
import { checkHistory } from '../check-history.ts';
import { quantile } from '../figures.ts';
import { type Delivery, isAcknowledged, type Post, type Said } from '../history.ts';
import type { Fault } from '../programs/connector.ts';
import type { Random } from '../random.ts';
import { onStage, type Run, type Scenario, sized, type Stage } from '../scenario.ts';
import { planTally, type Tally } from '../tally.ts';
import { now, until } from '../wait.ts';

interface Trouble {
  readonly name: string;
  readonly fault: Omit<Fault, 'conversation'> | 'down';
  /** The answer says that it was taken, so the bot may believe it: then the person sees it once at least. */
  readonly isTaken?: boolean;
  /** The least milliseconds between two posts while it lasts, where the connector asks for them. */
  readonly asks?: number;
}

/** Seconds that Retry-After asks for. */
const asked = 3;
const troubles: readonly Trouble[] = [
  { name: 'down', fault: 'down' },
  { name: 'hang', fault: { kind: 'hang' } },
  { name: 'slow', fault: { kind: 'slow', wait: 1_500 }, isTaken: true },
  { name: '429', fault: { kind: 'status', status: 429 } },
  { name: 'retry-after', fault: { kind: 'status', status: 429, retryAfter: String(asked) }, asks: asked * 1_000 },
  { name: '412', fault: { kind: 'status', status: 412 } },
  { name: '500', fault: { kind: 'status', status: 500 } },
  { name: '502', fault: { kind: 'status', status: 502 } },
  { name: '503', fault: { kind: 'status', status: 503 } },
  { name: '504', fault: { kind: 'status', status: 504 } },
  { name: 'reset', fault: { kind: 'reset' } },
  { name: 'html-502', fault: { kind: 'html', status: 502 } },
  { name: 'html-200', fault: { kind: 'html', status: 200 }, isTaken: true },
  { name: 'huge-500', fault: { kind: 'huge', status: 500 } },
  { name: 'huge-200', fault: { kind: 'huge', status: 200 }, isTaken: true },
  { name: 'redirect', fault: { kind: 'redirect' } },
];

/** People whom nothing happens to, and how long between two of their messages, in milliseconds. */
const others = { people: 10, pause: 45 } as const;
/** The p99 of the others may not exceed twice the quiet one; below this many milliseconds nobody minds. The short form shares its machine. */
const unnoticed = { short: 300, full: 100, long: 100 } as const;
/** Milliseconds after the trouble in which the replies must come: the longest back-off by then, and a look. */
const patience = 25_000;

export const connectorFaults: Scenario = {
  name: 'connector-faults',
  title: 'The connector is down, hangs, is slow, refuses, resets, or answers nonsense',
  stores: ['sqlite'],
  run: async (run) => {
    const lasts = sized(run, 4_000, 12_000, 40_000);
    const plans = planPeople(run.random, lasts, sized(run, 1, 6));
    run.scheduled(plans);
    await onStage(run, async (stage) => {
      const { clients, connector, deployment } = stage;
      const closable = await connector.open(0);
      const sink = await connector.open(0);
      const place = ({ said, script }: Tally): Tally => {
        const isDown = script.conversation.startsWith('down-');
        return { said, script: { ...script, serviceUrl: isDown ? `http://127.0.0.1:${closable}` : connector.address } };
      };
      const [quiet, busy, troubled] = [plans.quiet.map(place), plans.busy.map(place), plans.troubled.map(place)];
      await clients.perform(plans.warm.map((one) => place(one).script));
      const quietly = await clients.perform(quiet.map((one) => one.script));
      await connector.close(closable);
      await connector.have(
        troubles.flatMap(({ name, fault }) =>
          fault === 'down' ? [] : [{ ...fault, conversation: `${name}-`, location: `http://127.0.0.1:${sink}/elsewhere` }],
        ),
      );
      const began = now();
      const memory = watchMemory(() => deployment.processes[0]!.memory);
      const performed = clients.perform([...busy, ...troubled].map((one) => one.script));
      await until(() => now() - began > lasts, lasts + 1_000);
      const healed = now();
      await connector.open(closable);
      await connector.have([]);
      const deliveries = await performed;
      const said = [...busy, ...troubled].flatMap((one) => one.said);
      const acknowledged = new Set(deliveries.filter(isAcknowledged).map((one) => one.id));
      const believed = await believedIds(stage);
      const missing = await connector.waitFor(
        said.flatMap(({ id }) => (acknowledged.has(id) && !believed.has(id) ? [id] : [])),
        patience,
      );
      const posts = await allPosts(stage);
      judge(run, { deliveries, said, missing, posts, began, healed, memory: memory() });
      const afterwards = await clients.perform(plans.after.map((one) => place(one).script));
      await judgeOthers(run, stage, { quiet: [...plans.quiet, ...plans.after], busy: plans.busy }, [...quietly, ...deliveries, ...afterwards]);
      run.figures.exactly('requests to where a redirect leads', await connector.elsewhere(), 0);
    });
  },
};

function planPeople(random: Random, lasts: number, each: number): { warm: Tally[]; quiet: Tally[]; after: Tally[]; busy: Tally[]; troubled: Tally[] } {
  const plan = (name: string, marks: number, pause: number) => planTally(random.named(name), { name, channel: 'connector', marks, mode: 'in-turn', pause });
  const marks = Math.floor(lasts / (others.pause + 5));
  const many = (kind: string) =>
    Array.from({ length: others.people }, (_, index) => plan(`${kind}-${index}`, kind === 'busy' ? marks : Math.min(marks, 60), others.pause));
  return {
    warm: many('warm').map((one) => ({ ...one, script: { ...one.script, pause: 0 } })),
    quiet: many('quiet'),
    after: many('after'),
    busy: many('busy'),
    troubled: troubles.flatMap(({ name }) => Array.from({ length: each }, (_, index) => plan(`${name}-${index}`, 4, 300))),
  };
}

/** Posts that were answered as if they had been taken. */
async function believedIds(stage: Stage): Promise<Set<string>> {
  const taken = new Set(troubles.filter((one) => one.isTaken).map(({ name }) => name));
  const posts = await allPosts(stage);
  return new Set(posts.filter(({ conversation }) => taken.has(conversation.replace(/-\d+$/, ''))).map((one) => one.answers));
}

async function allPosts({ connector }: Stage): Promise<readonly Post[]> {
  await connector.shown();
  return connector.posts;
}

interface Judged {
  readonly deliveries: readonly Delivery[];
  readonly said: readonly Said[];
  readonly missing: readonly string[];
  readonly posts: readonly Post[];
  readonly began: number;
  readonly healed: number;
  readonly memory: number;
}

function judge({ figures }: Run, { deliveries, said, missing, posts, began, healed, memory }: Judged): void {
  figures.tell('troubles', troubles.length);
  figures.tell('they lasted', (healed - began) / 1000, 's');
  figures.atMost('longest until a message was acknowledged', Math.max(...deliveries.map((one) => one.ended - one.began)), 10_000, 'ms');
  figures.none(
    'messages not acknowledged',
    deliveries.filter((one) => !isAcknowledged(one)).map((one) => `${one.id} ${one.status}`),
  );
  figures.none('replies that did not come', missing);
  const shown = posts.filter((one) => ['taken', 'slow', 'html', 'huge'].includes(one.outcome) && said.some(({ id }) => id === one.answers));
  const verdict = checkHistory({ said, deliveries, shown: shown.filter((one) => one.outcome !== 'huge' && one.outcome !== 'html') });
  const believed = troubles.filter((one) => one.isTaken).map(({ name }) => name);
  figures.none('shown out of order', verdict.unordered);
  figures.none('shown twice, though taken the first time', verdict.doubled);
  figures.none('answers that do not fit', [...verdict.invented, ...verdict.changed]);
  figures.none('applied twice or to the wrong state', checkHistory({ said, deliveries, shown }).misapplied);
  const during = posts.filter((one) => one.at >= began && one.at <= healed && !['taken', 'slow'].includes(one.outcome));
  figures.none('posts without back-off', hasty(during.filter((one) => !believed.includes(one.conversation.replace(/-\d+$/, '')))));
  figures.none('posts sooner than Retry-After asked', tooSoon(during));
  figures.tell(
    'posts of one reply to a connector that never takes it, at most',
    Math.max(0, ...[...Map.groupBy(during, (one) => one.answers).values()].map((some) => some.length)),
  );
  const huge = during.filter((one) => one.conversation.startsWith('huge-200-'));
  figures.tell(
    'posts of one reply answered 200 with 50 MB, at most',
    Math.max(0, ...[...Map.groupBy(huge, (one) => one.answers).values()].map((some) => some.length)),
  );
  figures.atMost('memory while 50 MB answers come, more than before', memory, 120, 'MB');
}

/** Two posts of one conversation that failed, closer than the shortest back-off. */
function hasty(failed: readonly Post[]): string[] {
  return closerThan(failed, () => 700);
}

function tooSoon(failed: readonly Post[]): string[] {
  return closerThan(failed, (name) => troubles.find((one) => one.name === name)?.asks ?? 0);
}

function closerThan(failed: readonly Post[], least: (trouble: string) => number): string[] {
  return [...Map.groupBy(failed, (one) => one.conversation)].flatMap(([conversation, posts]) =>
    posts.slice(1).flatMap((one, index) => {
      const gap = one.at - (posts[index]?.at ?? 0);
      return gap < least(conversation.replace(/-\d+$/, '')) - 20 ? [`${conversation} after ${Math.round(gap)} ms`] : [];
    }),
  );
}

/** How long the others' replies took, from handing a message in to the arrival at the connector, on a quiet day and meanwhile. */
async function judgeOthers(
  { figures, length }: Run,
  { connector }: Stage,
  { quiet, busy }: { quiet: readonly Tally[]; busy: readonly Tally[] },
  deliveries: readonly Delivery[],
): Promise<void> {
  const posts = await connector.shown();
  const usual = quantile(latencies(posts, quiet, deliveries), 0.99);
  const meanwhile = latencies(posts, busy, deliveries);
  figures.tell('messages of the others meanwhile', meanwhile.length);
  figures.tell('their replies on a quiet day, p99', usual, 'ms');
  figures.atMost(
    `their replies meanwhile, p99 (at most twice the quiet one, or ${unnoticed[length]} ms)`,
    quantile(meanwhile, 0.99),
    Math.max(2 * usual, unnoticed[length]),
    'ms',
  );
}

function latencies(posts: readonly Post[], people: readonly Tally[], deliveries: readonly Delivery[]): number[] {
  const arrived = new Map(posts.toReversed().map((one) => [one.answers, one.at]));
  const handedIn = new Map(deliveries.toReversed().map((one) => [one.id, one.began]));
  return people.flatMap((one) => one.said.map(({ id }) => (arrived.get(id) ?? Number.NaN) - (handedIn.get(id) ?? Number.NaN)).filter(Number.isFinite));
}

/** The most memory above the beginning's, until the result is called. */
function watchMemory(read: () => number): () => number {
  const start = read();
  let most = start;
  const timer = setInterval(() => (most = Math.max(most, read())), 50);
  return () => {
    clearInterval(timer);
    return most - start;
  };
}
