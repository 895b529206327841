/** The clock jumps, over a leap day, into and out of summer time: nothing sticks, nobody is lost. */
import { checkHistory } from '../check-history.ts';
import { type Delivery, isAcknowledged, type Said } from '../history.ts';
import { marks } from '../knowledge.ts';
import { findButton } from '../read-reply.ts';
import { onStage, type Run, type Scenario, sized, type Stage } from '../scenario.ts';
import type { Script } from '../script.ts';
import { inConversation, planTally, type Tally } from '../tally.ts';

const hour = 3_600_000;
const day = 24 * hour;

interface Calendar {
  readonly name: string;
  readonly start: number;
  /** What the clock jumps by, one after the other, in milliseconds. */
  readonly jumps: readonly number[];
}

const calendars: readonly Calendar[] = [
  {
    name: 'leap day and summer time',
    start: Date.UTC(2028, 1, 28, 23, 30),
    // Into the leap day, back, again, out of it, to the night on which Europe loses an hour, over it, and back.
    jumps: [hour, -hour, hour, day, 24 * day + 23.5 * hour, hour, -hour],
  },
  { name: 'winter time', start: Date.UTC(2028, 9, 29, 0, 30), jumps: [hour, -hour, hour, hour, -hour] },
];
/** Milliseconds of real time in which every reply must have come after a jump. */
const patience = 15_000;

export const clock: Scenario = {
  name: 'clock',
  title: 'The clock jumps by an hour, over a leap day and summer time',
  stores: ['sqlite'],
  run: async (run) => {
    const used = calendars.slice(0, sized(run, 1, 2));
    const people = sized(run, 2, 20);
    const plans = used.map((calendar) => ({ calendar, people: planPeople(run, calendar, people) }));
    run.scheduled(plans);
    for (const { calendar, people: planned } of plans) {
      await onStage(run, (stage) => play(run, stage, calendar, planned), {
        program: 'test/soak/clocked-service.ts',
        environment: { TZ: 'Europe/Berlin', CLOCK_AHEAD: String(calendar.start - Date.now()) },
      });
    }
  },
};

/** Everybody's part before and after each jump; those called "waiting" have a reply under way while the clock jumps. */
function planPeople(run: Run, calendar: Calendar, each: number): Tally[][] {
  const names = ['posted', 'waiting', 'direct'].flatMap((kind) => Array.from({ length: each }, (_, index) => `${kind}-${calendar.start}-${index}`));
  return names.map((name) =>
    [0, ...calendar.jumps].map((_, part) => {
      const channel = name.startsWith('direct') ? 'direct-line' : 'connector';
      const tally = planTally(run.random.named(`${name} ${part}`), { name: `${name}-${part}`, channel, marks: 2, mode: 'in-turn', opens: part === 0 });
      return inConversation(part === 0 ? tally : backAgain(tally, `${name}-${part}`), name);
    }),
  );
}

/** Whoever was away for long is asked whether to go on, so everybody says so first. */
function backAgain(tally: Tally, name: string): Tally {
  const id = `${name}-back`;
  return { script: { ...tally.script, sayings: [{ id, text: 'continue' }, ...tally.script.sayings] }, said: [{ conversation: name, id }, ...tally.said] };
}

async function play(run: Run, stage: Stage, calendar: Calendar, people: readonly Tally[][]): Promise<void> {
  const { clients, connector, deployment } = stage;
  const service = deployment.processes[0]!;
  const direct = await clients.open(people.filter((parts) => parts[0]?.script.channel === 'direct-line').length, { session: true });
  await clients.watch(direct);
  let next = 0;
  const placed = people.map((parts) => {
    const own = parts[0]?.script.channel === 'direct-line' ? direct[next++] : undefined;
    return parts.map((one) => (own === undefined ? { ...one, script: { ...one.script, serviceUrl: connector.address } } : inConversation(one, own)));
  });
  const deliveries: Delivery[] = [];
  const said: Said[] = [];
  const late: string[] = [];
  let ahead = calendar.start - Date.now();
  for (const part of [0, ...calendar.jumps].keys()) {
    const jump = calendar.jumps[part - 1] ?? 0;
    const tallies = placed.flatMap((parts) => parts[part] ?? []);
    said.push(...tallies.flatMap((one) => one.said));
    if (part > 0) await connector.have([{ conversation: 'waiting-', kind: 'status', status: 503 }]);
    const waiting = tallies.filter((one) => one.script.conversation.startsWith('waiting-'));
    deliveries.push(...(await clients.perform(waiting.map((one) => one.script))));
    ahead += jump;
    await service.ask('clock', ahead);
    await connector.have([]);
    const others = tallies.filter((one) => !one.script.conversation.startsWith('waiting-'));
    deliveries.push(...(await clients.perform(others.map((one) => one.script))));
    const ids = tallies.filter((one) => one.script.channel === 'connector').flatMap((one) => one.said.map(({ id }) => id));
    late.push(...(await connector.waitFor(ids, patience)).map((id) => `${id} after a jump of ${jump / hour} h`));
  }
  const told = await clients.told(direct);
  const shown = [...(await connector.shown()), ...told.shown];
  const verdict = checkHistory({ said, deliveries, shown });
  const { figures } = run;
  figures.tell('the clock jumps', `${calendar.jumps.map((jump) => `${jump > 0 ? '+' : '−'}${Math.abs(jump / hour)} h`).join(', ')}, over ${calendar.name}`);
  figures.none(
    'messages not acknowledged',
    deliveries.filter((one) => !isAcknowledged(one)).map((one) => `${one.id}: ${one.status}`),
  );
  figures.none(`replies that did not come within ${patience / 1000} s`, [...late, ...verdict.lost]);
  figures.none('cases lost or gone wrong', [...verdict.misapplied, ...verdict.invented, ...verdict.changed, ...told.twice]);
  figures.none('shown twice or out of order', [...verdict.doubled, ...verdict.unordered]);
  figures.none('streams that are not the history', await clients.compareStreams(direct, 5_000));
  figures.none('errors in the log', service.errors());
  await tapLater(run, stage, (milliseconds) => service.ask('clock', ahead + milliseconds));
}

/** A channel sends a tap again under a new id, within a minute: one move, whatever the clock says. */
async function tapLater(run: Run, { clients, connector }: Stage, set: (milliseconds: number) => Promise<unknown>): Promise<void> {
  const waits = [0, 5_000, 15_000, 30_000, 55_000];
  const names = waits.map((wait) => `again-${wait}`);
  const open = names.map((name) => planTally(run.random.named(name), { name, channel: 'connector', serviceUrl: connector.address, marks: 0, mode: 'in-turn' }));
  const one = (conversation: string, saying: Script['sayings'][number]): Script => ({
    channel: 'connector',
    conversation,
    serviceUrl: connector.address,
    mode: 'at-once',
    sayings: [saying],
  });
  await clients.perform(open.map(({ script }) => script));
  await connector.waitFor(
    names.map((name) => `${name}-0`),
    patience,
  );
  const values = new Map(await Promise.all(names.map(async (name) => [name, findButton(await connector.newest(name), 'Mark two')] as const)));
  await clients.perform(names.map((name) => one(name, { id: `${name}-tap`, value: values.get(name) })));
  for (const [index, wait] of waits.entries()) {
    const name = names[index] ?? '';
    await set(wait);
    await clients.perform([one(name, { id: `${name}-tap-again`, value: values.get(name) })]);
  }
  await clients.perform(names.map((name) => one(name, { id: `${name}-last`, text: marks[0] })));
  await connector.waitFor(
    names.map((name) => `${name}-last`),
    patience,
  );
  const shown = await connector.shown();
  const wrong = names.filter((name) => shown.find(({ answers }) => answers === `${name}-last`)?.step !== 3);
  run.figures.none('taps sent again within a minute that moved twice', wrong);
  const noticed = waits.filter((_, index) => shown.some(({ answers }) => answers === `${names[index]}-tap-again`));
  run.figures.tell('taps sent again that were answered again, after seconds', noticed.map((wait) => wait / 1000).join(', ') || 'none');
}
