/** kill -9 at random moments under load: while storing, between storing and sending, between sending and noting it down. */
import { availableParallelism, loadavg } from 'node:os';
import { checkHistory, type Crash } from '../check-history.ts';
import { quantile } from '../figures.ts';
import { type Delivery, isAcknowledged, type Said } from '../history.ts';
import type { Random } from '../random.ts';
import { onStage, type Run, type Scenario, sized, type Stage } from '../scenario.ts';
import { inConversation, planTally, type Tally } from '../tally.ts';
import { now, pause } from '../wait.ts';

/** When a process is killed: after some milliseconds, acknowledged activities, or posts. */
const moments = ['by the clock', 'acknowledged', 'received', 'answered', 'stored and not sent'] as const;
type Moment = (typeof moments)[number];

interface Kill {
  readonly moment: Moment;
  readonly count: number;
  readonly process: number;
}

/** Kills that one set of conversations lives through. */
const perRound = 10;
const people = { posted: 12, direct: 4 } as const;
/** Milliseconds after the last kill in which the last reply must have come; another process waits for a lease to run out. */
const patience = { sqlite: 20_000, postgres: 60_000 } as const;
/** Milliseconds in which it must take turns again. */
const readyWithin = 2_000;
/** A reply may be sent again when it was sent so shortly before the kill, in milliseconds: nobody had noted it down. */
const underWay = 1_000;

export const kill: Scenario = {
  name: 'kill',
  title: 'kill -9 at random moments under load, also between storing and sending',
  stores: ['sqlite', 'postgres'],
  run: async (run) => {
    const kills = run.store === 'sqlite' ? sized(run, 15, 500) : sized(run, 3, 40, 200);
    const planned = planKills(run.random, kills);
    const rounds = Array.from({ length: Math.ceil(kills / perRound) }, (_, round) =>
      planRound(run.random, round, planned.slice(round * perRound, (round + 1) * perRound)),
    );
    run.scheduled({ planned, rounds });
    await onStage(run, async (stage) => {
      const seen: Seen = { said: [], deliveries: [], crashes: [], ready: [], startCpu: [], direct: [], files: [] };
      for (const round of rounds) await performRound(stage, round, seen);
      await judge(run, stage, seen, kills);
    });
  },
};

function planKills(random: Random, kills: number): Kill[] {
  const chance = random.named('kills');
  return Array.from({ length: kills }, (_, index) => {
    const moment = index < moments.length ? (moments[index] ?? 'by the clock') : chance.pick(moments);
    return { moment, count: moment === 'by the clock' ? chance.between(0, 180) : chance.between(1, 70), process: chance.between(0, 2) };
  });
}

interface Round {
  readonly kills: readonly Kill[];
  /** Everybody's part of each kill's load. */
  readonly parts: readonly (readonly Tally[])[];
}

function planRound(random: Random, round: number, kills: readonly Kill[]): Round {
  const names = [
    ...Array.from({ length: people.posted }, (_, index) => ({ name: `r${round}-posted-${index}`, channel: 'connector' as const })),
    ...Array.from({ length: people.direct }, (_, index) => ({ name: `r${round}-direct-${index}`, channel: 'direct-line' as const })),
  ];
  return {
    kills,
    parts: kills.map((_, part) =>
      names.map(({ name, channel }) => {
        const chance = random.named(`${name} ${part}`);
        const tally = planTally(chance, { name: `${name}-${part}`, channel, marks: chance.between(4, 9), mode: 'in-turn', opens: part === 0 });
        return inConversation(tally, name);
      }),
    ),
  };
}

interface Seen {
  readonly said: Said[];
  readonly deliveries: Delivery[];
  readonly crashes: Crash[];
  readonly ready: number[];
  readonly startCpu: number[];
  readonly direct: string[];
  /** What was said of the files that kills left behind. */
  readonly files: string[];
}

async function performRound(stage: Stage, { kills, parts }: Round, seen: Seen): Promise<void> {
  const { clients, connector } = stage;
  const opened = await clients.open(people.direct);
  await clients.watch(opened);
  seen.direct.push(...opened);
  for (const [index, kill] of kills.entries()) {
    const placed = (parts[index] ?? []).map((one) => {
      const direct = /-direct-(\d+)$/.exec(one.script.conversation)?.[1];
      return direct === undefined ? { ...one, script: { ...one.script, serviceUrl: connector.address } } : inConversation(one, opened[Number(direct)] ?? '');
    });
    seen.said.push(...placed.flatMap((one) => one.said));
    if (kill.moment === 'stored and not sent') await connector.have([{ conversation: 'r', kind: 'status', status: 503 }]);
    const load = clients.perform(placed.map((one) => one.script));
    const { at, ready, cpu, file } = await strike(stage, kill, load, index === kills.length - 1);
    seen.crashes.push({ at });
    seen.ready.push(ready);
    seen.startCpu.push(cpu);
    seen.files.push(...file);
    seen.deliveries.push(...(await load));
  }
  await clients.unwatch(opened);
}

/** Kills one process at its moment, and starts it again. */
async function strike(
  { clients, connector, deployment }: Stage,
  { moment, count, process }: Kill,
  load: Promise<unknown>,
  checks: boolean,
): Promise<{ at: number; ready: number; cpu: number; file: string[] }> {
  const service = deployment.processes[process % deployment.processes.length]!;
  switch (moment) {
    case 'by the clock':
      await pause(count);
      break;
    case 'acknowledged':
    case 'stored and not sent':
      await Promise.race([clients.strikeAt(service.pid, count), load]);
      await clients.forgetStrike();
      break;
    case 'received':
    case 'answered':
      await Promise.race([connector.strikeAt(service.pid, count, moment), load]);
      await connector.forgetStrike();
      break;
  }
  await service.kill();
  const at = now();
  await connector.have([]);
  const file = checks ? [await deployment.check()] : [];
  const ready = await service.start();
  return { at, ready, cpu: service.cpuTime, file };
}

async function judge(run: Run, { clients, connector }: Stage, seen: Seen, kills: number): Promise<void> {
  const { figures, store } = run;
  const { said, deliveries, crashes, ready, direct } = seen;
  const acknowledged = new Set(deliveries.filter(isAcknowledged).map((one) => one.id));
  const posted = said.filter((one) => one.conversation.startsWith('r') && acknowledged.has(one.id));
  const began = performance.now();
  await connector.waitFor(
    posted.map((one) => one.id),
    patience[store],
  );
  const waited = performance.now() - began;
  const told = await clients.told(direct);
  const shown = [...(await connector.shown()), ...told.shown];
  const verdict = checkHistory({ said, deliveries, shown, crashes, underWay });
  figures.tell('kills', kills);
  figures.tell('acknowledged turns', acknowledged.size);
  figures.tell('handed in again because a kill left it open', deliveries.filter((one) => !isAcknowledged(one)).length);
  figures.none('acknowledged turns or replies lost', verdict.lost);
  figures.none('applied twice or to the wrong state', [...verdict.misapplied, ...told.twice]);
  figures.none('answers that do not fit', [...verdict.invented, ...verdict.changed]);
  figures.tell('replies sent again that were under way at a kill', verdict.repeated);
  figures.tell('longest before the kill that one of them had been sent', verdict.oldest, 'ms');
  figures.none('replies sent again that no kill explains', verdict.doubled);
  figures.none('shown out of order', verdict.unordered);
  figures.none(
    'stores that a kill left damaged',
    seen.files.filter((verdict) => verdict !== 'ok'),
  );
  figures.tell('stores that were checked after a kill', seen.files.length);
  figures.tell('last reply after the last kill', waited, 'ms');
  // Where others use the processors too, a start is judged by what it needs of them.
  const isBusy = run.length === 'short' || (loadavg()[0] ?? 0) > availableParallelism() + 1;
  const [median, cpu] = [quantile(ready, 0.5), quantile(seen.startCpu, 0.5)];
  if (isBusy) figures.tell('ready again, median, on a busy machine', median, 'ms');
  else figures.atMost('ready again, median', median, readyWithin, 'ms');
  figures.atMost('processor time until ready, median', cpu, run.length === 'short' ? 2 * readyWithin : readyWithin, 'ms');
  figures.tell('ready again, 9 of 10', quantile(ready, 0.9), 'ms');
}
