/** One person, or one address, sends far too much: the others hardly notice. */
import { quantile } from '../figures.ts';
import { type Delivery, isAcknowledged } from '../history.ts';
import { onStage, type Run, type Scenario, sized } from '../scenario.ts';
import type { Script } from '../script.ts';
import type { Environment } from '../service-settings.ts';
import { inConversation, planTally } from '../tally.ts';

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
/** The p99 of the others may not exceed twice the idle one; below this many milliseconds nobody minds. The short form shares its machine. */
const unnoticed = { short: 300, full: 50, long: 50 } as const;

export const floods: Scenario = {
  name: 'floods',
  title: 'One person on each channel sends a hundred messages a second',
  stores: ['sqlite'],
  run: async (run) => {
    const lasts = sized(run, 4_000, 20_000, 60_000);
    const calm = planOthers(run, 'calm', lasts);
    const meanwhile = planOthers(run, 'meanwhile', lasts);
    run.scheduled({ calm, meanwhile });
    await onStage(
      run,
      async ({ clients, connector }) => {
        const from = Array.from({ length: others.people }, (_, index) => `127.0.1.${index + 1}`);
        const opened = await clients.open(others.people * 2, { from });
        const [flooding = ''] = await clients.open(1, { from: ['127.0.2.1'] });
        const warm = calm.map((one, index) => inConversation(one, opened[index] ?? ''));
        await clients.perform(warm.map((one) => ({ ...one.script, sayings: one.script.sayings.slice(0, 1) })));
        const idle = await clients.perform(warm.map((one) => ({ ...one.script, sayings: one.script.sayings.slice(1) })));
        const load = meanwhile.map((one, index) => inConversation(one, opened[others.people + index] ?? '').script);
        const storm = [flood('direct-line', flooding, '', lasts), flood('connector', 'flooder', connector.address, lasts)];
        const deliveries = await clients.perform([...load, ...storm]);
        judge(run, idle, deliveries, new Set(load.map((one) => one.conversation)));
      },
      { environment: usualLimits },
    );
  },
};

function planOthers(run: Run, name: string, lasts: number): ReturnType<typeof planTally>[] {
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

function flood(channel: Script['channel'], conversation: string, serviceUrl: string, lasts: number): Script {
  const sayings = Array.from({ length: Math.floor(lasts / every) }, (_, index) => ({ id: `flood-${channel}-${index}`, text: '1', at: [index * every] }));
  return { channel, conversation, serviceUrl, mode: 'at-once', insist: false, sayings };
}

function judge({ figures, length }: Run, idle: readonly Delivery[], deliveries: readonly Delivery[], theirs: ReadonlySet<string>): void {
  const times = (some: readonly Delivery[]): number[] => some.map((one) => one.ended - one.began);
  const good = deliveries.filter((one) => theirs.has(one.conversation));
  const usual = quantile(times(idle), 0.99);
  figures.tell('messages of the others, idle and meanwhile', `${idle.length}, ${good.length}`);
  figures.none(
    'refused among the others',
    good.filter((one) => !isAcknowledged(one)).map((one) => `${one.id} ${one.status}`),
  );
  figures.tell('p99 when idle', usual, 'ms');
  figures.atMost(
    `p99 meanwhile (at most twice the idle one, or ${unnoticed[length]} ms)`,
    quantile(times(good), 0.99),
    Math.max(2 * usual, unnoticed[length]),
    'ms',
  );
  for (const channel of ['direct-line', 'connector'] as const) {
    const flooded = deliveries.filter((one) => one.id.startsWith(`flood-${channel}-`));
    const refused = flooded.filter((one) => !isAcknowledged(one));
    figures.tell(`flood over ${channel}: sent, refused`, `${flooded.length}, ${refused.length}`);
    figures.atLeast(`flood over ${channel}: refused in a minute's share`, refused.length, flooded.length - 260);
    figures.none(
      `flood over ${channel}: refused with anything but 429 and Retry-After`,
      refused.filter((one) => one.status !== 429 || one.retryAfter === undefined).map((one) => String(one.status)),
    );
  }
}
