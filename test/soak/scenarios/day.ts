/** A day of simulated traffic: memory, sockets and files stay as they are. */
import { statSync } from 'node:fs';
import { z } from 'zod';
import { quantile } from '../figures.ts';
import { type Delivery, isAcknowledged } from '../history.ts';
import type { ServiceProcess } from '../service-process.ts';
import { onStage, type Run, type Scenario, sized, type Stage } from '../scenario.ts';
import { inConversation, planTally } from '../tally.ts';
import { pause } from '../wait.ts';

const day = 24 * 3_600_000;
/** People who come in each round, on each channel. */
const people = { posted: 8, direct: 6 } as const;

interface Measured {
  /** Megabytes. */
  readonly memory: number;
  readonly heap: number;
}

export const wholeDay: Scenario = {
  name: 'day',
  title: 'Twenty-four hours of simulated traffic: people come, walk, upload, and go',
  stores: ['sqlite'],
  run: async (run) => {
    const rounds = sized(run, 15, 144, 1_440);
    run.scheduled({ rounds, people });
    await onStage(
      run,
      async (stage) => {
        const { deployment, connector } = stage;
        const service = deployment.processes[0]!;
        const deliveries: Delivery[] = [];
        const measured: Measured[] = [];
        const idle: number[] = [];
        const uploads: number[] = [];
        const posted: string[] = [];
        for (let round = 0; round < rounds; round += 1) {
          await service.ask('clock', (round * day) / rounds);
          const done = await passRound(run, stage, round);
          deliveries.push(...done.deliveries);
          uploads.push(...done.uploads);
          posted.push(...done.posted);
          measured.push(await measure(service));
          // The first third warms up.
          if (round + 1 === Math.floor(rounds / 3)) idle.push(await handlesAtRest(service));
        }
        idle.push(await handlesAtRest(service));
        const { figures } = run;
        figures.tell('conversations', rounds * (people.posted + people.direct));
        figures.tell('messages', deliveries.length);
        figures.none(
          'messages not acknowledged',
          deliveries.filter((one) => !isAcknowledged(one)).map((one) => `${one.id}: ${one.status}`),
        );
        figures.none('uploads refused', uploads.filter((status) => status !== 200).map(String));
        figures.none('replies that did not come', await connector.waitFor(posted, 10_000));
        judgeGrowth(run, measured);
        judgeHandles(run, idle);
        figures.tell('database file for each conversation', statSync(deployment.file ?? '').size / 1024 / rounds / (people.posted + people.direct), 'KB');
        figures.none('errors in the log', service.errors());
      },
      { program: 'test/soak/clocked-service.ts', nodeOptions: ['--expose-gc'] },
    );
  },
};

async function passRound(run: Run, { clients, connector }: Stage, round: number): Promise<{ deliveries: Delivery[]; uploads: number[]; posted: string[] }> {
  const random = run.random.named(String(round));
  const walk = (name: string, channel: 'connector' | 'direct-line') => {
    const tally = planTally(random.named(name), { name, channel, serviceUrl: connector.address, marks: random.between(1, 5), mode: 'in-turn' });
    const last = { id: `${name}-end`, text: random.pick(['That is enough', 'person', 'that fixed it']) };
    return { script: { ...tally.script, sayings: [...tally.script.sayings, last] }, said: tally.said };
  };
  const direct = await clients.open(people.direct);
  await clients.watch(direct);
  const posted = Array.from({ length: people.posted }, (_, index) => walk(`${round}-posted-${index}`, 'connector'));
  const own = direct.map((conversation, index) => inConversation(walk(`${round}-direct-${index}`, 'direct-line'), conversation));
  const deliveries = await clients.perform([...posted, ...own].map((one) => one.script));
  const uploads = await Promise.all(
    direct.slice(0, 3).map((one, index) => clients.upload(one, `log-${index}.txt`, 'line of a log\n'.repeat(500), `${round}-upload-${index}`)),
  );
  await clients.forget(direct);
  await clients.reconnect();
  return { deliveries, uploads, posted: posted.flatMap((one) => one.said.map(({ id }) => id)) };
}

async function measure(service: ServiceProcess): Promise<Measured> {
  return { memory: service.memory, heap: z.number().parse(await service.ask('heap')) };
}

/** Milliseconds after which nobody keeps a connection that nobody uses. */
const keptFor = 7_000;

async function handlesAtRest(service: ServiceProcess): Promise<number> {
  await pause(keptFor);
  return service.handles;
}

/** What the last third has more than the middle one: the first third warms up. */
function judgeGrowth(run: Run, measured: readonly Measured[]): void {
  const third = Math.floor(measured.length / 3);
  const [middle, last] = [measured.slice(third, 2 * third), measured.slice(2 * third)];
  const growth = (of: (one: Measured) => number): number => quantile(last.map(of), 0.5) - quantile(middle.map(of), 0.5);
  const { figures } = run;
  figures.tell(
    'memory (RSS) in the middle and at the end',
    `${quantile(
      middle.map((one) => one.memory),
      0.5,
    ).toFixed(0)} MB, ${quantile(
      last.map((one) => one.memory),
      0.5,
    ).toFixed(0)} MB`,
  );
  figures.atMost(
    'more memory (RSS) in the last eight hours',
    growth((one) => one.memory),
    24,
    'MB',
  );
  figures.atMost(
    'more heap in use after a collection',
    growth((one) => one.heap),
    4,
    'MB',
  );
}

/** Kept connections to the connector come and go with the load; what is left once they have timed out is what was leaked. */
function judgeHandles({ figures }: Run, [early = 0, late = 0]: readonly number[]): void {
  figures.tell('open files and sockets at rest, after eight hours and at the end', `${early}, ${late}`);
  figures.atMost('more open files and sockets', late - early, 4);
}
