/** One person, or one address, sends far too much: the others hardly notice. */
import { Clients } from '../clients.ts';
import { quantile } from '../figures.ts';
import { type Delivery, isAcknowledged } from '../history.ts';
import { onStage, type Run, type Scenario, sized } from '../scenario.ts';
import type { Script } from '../script.ts';
import type { Environment } from '../service-settings.ts';
import { inConversation, planTally, type Tally } from '../tally.ts';

/** The limits as an operator gets them who sets nothing. */
const usualLimits: Environment = {
  ACTIVITIES_PER_MINUTE: '',
  ACTIVITIES_PER_MINUTE_ADDRESS: '',
  CONVERSATIONS_PER_MINUTE_ADDRESS: '',
  UPLOADS_PER_HOUR: '',
  STREAMS: '',
  STREAMS_PER_ADDRESS: '',
};

const others = { people: 8, pause: 300 } as const;
/** Milliseconds between two messages of somebody who floods: a hundred a second. */
const every = 10;
/** Messages that somebody may send in a minute, and a few for a minute that ends meanwhile. */
const share = 250;
/** The p99 of the others may not exceed twice the idle one; below this many milliseconds nobody minds. The short form shares its machine. */
const unnoticed = { short: 300, full: 100, long: 100 } as const;

export const floods: Scenario = {
  name: 'floods',
  title: 'One person on each channel sends a hundred messages a second',
  stores: ['sqlite'],
  run: async (run) => {
    const lasts = sized(run, 3_000, 6_000, 15_000);
    // Calm and storm by turns, so that what else the machine does is in both.
    const turns = Array.from({ length: sized(run, 2, 4) }, (_, turn) => ({
      calm: planOthers(run, `calm-${turn}`, lasts),
      storm: planOthers(run, `storm-${turn}`, lasts),
    }));
    run.scheduled(turns);
    await onStage(
      run,
      async ({ clients, connector, deployment }) => {
        // In a process of their own, so that the others' clocks are not held up by them.
        const strangers = new Clients();
        await strangers.reset(deployment.address, 'flood.');
        const from = Array.from({ length: others.people }, (_, index) => `127.0.1.${index + 1}`);
        const idle: Delivery[] = [];
        const meanwhile: Delivery[] = [];
        const floods: Delivery[] = [];
        for (const [turn, { calm, storm }] of turns.entries()) {
          const opened = await clients.open(others.people * 2, { from });
          const [flooding = ''] = await strangers.open(1, { from: [`127.0.2.${turn + 1}`] });
          const place = (some: readonly Tally[], first: number): Script[] => some.map((one, index) => inConversation(one, opened[first + index] ?? '').script);
          const [calmly, stormily] = [place(calm, 0), place(storm, others.people)];
          await clients.perform([...calmly, ...stormily].map((one) => ({ ...one, sayings: one.sayings.slice(0, 1) })));
          const rest = (some: readonly Script[]): Script[] => some.map((one) => ({ ...one, sayings: one.sayings.slice(1) }));
          idle.push(...(await clients.perform(rest(calmly))));
          const flooders = [flood('direct-line', flooding, '', lasts, turn), flood('connector', `flooder-${turn}`, connector.address, lasts, turn)];
          const [theirs, flooded] = await Promise.all([clients.perform(rest(stormily)), strangers.perform(flooders)]);
          meanwhile.push(...theirs);
          floods.push(...flooded);
        }
        await strangers.end();
        judge(run, idle, meanwhile, floods, turns.length);
      },
      { environment: usualLimits },
    );
  },
};

function planOthers(run: Run, name: string, lasts: number): Tally[] {
  return Array.from({ length: others.people }, (_, index) => {
    const own = `${name}-${index}`;
    return planTally(run.random.named(own), {
      name: own,
      channel: 'direct-line',
      marks: Math.floor(lasts / others.pause),
      mode: 'in-turn',
      pause: others.pause,
    });
  });
}

function flood(channel: Script['channel'], conversation: string, serviceUrl: string, lasts: number, turn: number): Script {
  const sayings = Array.from({ length: Math.floor(lasts / every) }, (_, index) => ({
    id: `flood-${channel}-${turn}-${index}`,
    text: '1',
    at: [index * every],
  }));
  return { channel, conversation, serviceUrl, mode: 'at-once', insist: false, sayings };
}

function judge({ figures, length }: Run, idle: readonly Delivery[], meanwhile: readonly Delivery[], floods: readonly Delivery[], turns: number): void {
  const times = (some: readonly Delivery[]): number[] => some.map((one) => one.ended - one.began);
  const usual = quantile(times(idle), 0.99);
  figures.tell('messages of the others, idle and meanwhile', `${idle.length}, ${meanwhile.length}`);
  figures.none(
    'refused among the others',
    meanwhile.filter((one) => !isAcknowledged(one)).map((one) => `${one.id} ${one.status}`),
  );
  figures.tell('p99 when idle', usual, 'ms');
  const asked = Math.max(2 * usual, unnoticed[length]);
  figures.atMost(`p99 meanwhile (at most twice the idle one, or ${unnoticed[length]} ms)`, quantile(times(meanwhile), 0.99), asked, 'ms');
  for (const channel of ['direct-line', 'connector'] as const) {
    const flooded = floods.filter((one) => one.id.startsWith(`flood-${channel}-`));
    const taken = flooded.filter(isAcknowledged).length;
    figures.tell(`flood over ${channel}: sent`, flooded.length);
    figures.atMost(`flood over ${channel}: taken of each flooder`, taken / turns, share);
    figures.none(
      `flood over ${channel}: refused with anything but 429 and Retry-After`,
      flooded.filter((one) => !isAcknowledged(one) && (one.status !== 429 || one.retryAfter === undefined)).map((one) => String(one.status)),
    );
  }
}
