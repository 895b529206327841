/** A channel delivers an activity again: it counts once, and whoever asks again gets the same answer. */
import { z } from 'zod';
import { checkHistory } from '../check-history.ts';
import { type Delivery, isAcknowledged, type Shown } from '../history.ts';
import { marks } from '../knowledge.ts';
import type { Random } from '../random.ts';
import { findButton, printOf, stepIn } from '../read-reply.ts';
import { onStage, type Run, type Scenario, sized, type Stage } from '../scenario.ts';
import type { Script } from '../script.ts';
import { inConversation, planTally, type Tally } from '../tally.ts';
import { until } from '../wait.ts';

/** One to five deliveries: at once, soon, or seconds later. */
function deliveries(random: Random): number[] {
  const times = random.between(1, 5);
  const spread = random.pick([0, 0, 40, 400]);
  const isLate = random.next() < 0.04;
  return [0, ...Array.from({ length: times - 1 }, () => (isLate ? random.between(1_000, 3_000) : random.between(0, spread)))];
}

/** An old saying once more, on its own. */
function again(tally: Tally, random: Random): Script {
  const sayings = tally.script.sayings ?? [];
  return {
    ...tally.script,
    mode: 'at-once',
    sayings: random
      .shuffled(sayings)
      .slice(0, 3)
      .map((one) => ({ ...one, at: [0, 0] })),
  };
}

export const redelivery: Scenario = {
  name: 'redelivery',
  title: 'Every activity is delivered one to five times, at once, later, and after a restart',
  stores: ['sqlite', 'postgres'],
  run: async (run) => {
    const [posted, inline, direct, each] = [sized(run, 8, 100, 300), sized(run, 4, 40, 100), sized(run, 6, 60, 200), sized(run, 6, 20, 25)];
    const random = run.random;
    const plan = (name: string, options: Partial<Parameters<typeof planTally>[1]>) =>
      planTally(random.named(name), { name, channel: 'connector', marks: each, mode: 'in-turn', at: deliveries, ...options });
    const plans = {
      posted: Array.from({ length: posted }, (_, index) => plan(`posted-${index}`, {})),
      inline: Array.from({ length: inline }, (_, index) => plan(`inline-${index}`, { inline: true })),
      direct: Array.from({ length: direct }, (_, index) => plan(`direct-${index}`, { channel: 'direct-line' })),
    };
    run.scheduled(plans);
    await onStage(run, async (stage) => {
      const { clients, connector, deployment } = stage;
      const opened = await clients.open(direct);
      const reachable = (one: Tally): Tally => ({ ...one, script: { ...one.script, serviceUrl: connector.address } });
      const overConnector = [...plans.posted, ...plans.inline].map(reachable);
      const directly = plans.direct.map((one, index) => inConversation(one, opened[index] ?? ''));
      const all = [...overConnector, ...directly];
      const delivered = await clients.perform(all.map((one) => one.script));
      delivered.push(...(await clients.perform(all.map((one) => again(one, random.named('later'))))));
      for (const service of run.length === 'short' ? deployment.processes.slice(0, 1) : deployment.processes) {
        await service.terminate();
        await service.start();
      }
      delivered.push(...(await clients.perform(all.map((one) => again(one, random.named('after a restart'))))));
      await judge(run, stage, { all, directly, delivered });
      await tapAgain(run, stage);
    });
  },
};

async function judge(
  run: Run,
  { clients, connector }: Stage,
  { all, directly, delivered }: { all: Tally[]; directly: Tally[]; delivered: Delivery[] },
): Promise<void> {
  const { figures } = run;
  const ids = new Set(delivered.map((one) => one.id));
  figures.tell('activities', ids.size);
  figures.tell('deliveries', delivered.length);
  const refused = delivered.filter((one) => !isAcknowledged(one) && one.status !== 0);
  figures.none(
    'deliveries refused',
    refused.map((one) => `${one.id}: ${one.status}`),
  );
  const posted = all.filter((one) => one.script.channel === 'connector' && !(one.script.sayings?.[0]?.inline ?? false));
  await connector.waitFor(
    posted.flatMap((one) => one.said.map(({ id }) => id)),
    10_000,
  );
  // A look of the outbox comes every second: a second post would come with it.
  await until(() => false, 1_300);
  const told = await clients.told(directly.map(({ script }) => script.conversation));
  const shown = [...(await connector.shown()), ...shownInline(delivered, all), ...told.shown];
  const verdict = checkHistory({ said: all.flatMap((one) => one.said), deliveries: delivered, shown });
  figures.none('acknowledged and not answered', verdict.lost);
  figures.none('applied twice or to the wrong state', [...verdict.misapplied, ...told.twice]);
  figures.none('answers that do not fit', verdict.invented);
  figures.none('shown twice', verdict.doubled);
  figures.none('answered differently the second time', [...differing(delivered, all), ...verdict.changed]);
}

const replies = z.object({ activities: z.array(z.record(z.string(), z.unknown())) });

/** With expectReplies the first answer is what the person sees; the others are compared with it. */
function shownInline(delivered: readonly Delivery[], all: readonly Tally[]): Shown[] {
  const inline = new Set(all.filter((one) => one.script.sayings?.[0]?.inline).map((one) => one.script.conversation));
  const first = new Map<string, Delivery>();
  for (const one of delivered) if (inline.has(one.conversation) && isAcknowledged(one) && !first.has(one.id)) first.set(one.id, one);
  return [...first.values()].flatMap(({ conversation, id, answer, ended }) =>
    replies.parse(JSON.parse(answer)).activities.map((activity) => ({
      conversation,
      answers: id,
      ...stepIn(JSON.stringify(activity)),
      print: printOf(activity),
      at: ended,
    })),
  );
}

/** Direct Line gives the id again, expectReplies the replies again: the same text each time. */
function differing(delivered: readonly Delivery[], all: readonly Tally[]): string[] {
  const answered = new Set(all.filter((one) => one.script.channel === 'direct-line' || one.script.sayings?.[0]?.inline).map((one) => one.script.conversation));
  const groups = Map.groupBy(
    delivered.filter((one) => answered.has(one.conversation) && isAcknowledged(one)),
    (one) => one.id,
  );
  return [...groups].filter(([, copies]) => new Set(copies.map((one) => one.answer)).size > 1).map(([id]) => `${id} had two answers`);
}

/** A button that is tapped twice, or a tap that the channel sends again under a new id: one move. */
async function tapAgain(run: Run, { clients, connector }: Stage): Promise<void> {
  const { figures } = run;
  const people = sized(run, 6, 40);
  const names = Array.from({ length: people }, (_, index) => `tapper-${index}`);
  const say = (conversation: string, sayings: Script['sayings'], mode: Script['mode'] = 'at-once'): Script => ({
    channel: 'connector',
    conversation,
    serviceUrl: connector.address,
    mode,
    sayings,
  });
  const open = names.map((name) => planTally(run.random.named(name), { name, channel: 'connector', serviceUrl: connector.address, marks: 0, mode: 'in-turn' }));
  await clients.perform(open.map((one) => one.script));
  await connector.waitFor(
    names.map((name) => `${name}-0`),
    10_000,
  );
  const taps = await Promise.all(
    names.map(async (name) => {
      const value = findButton(await connector.newest(name), 'Mark two');
      return say(
        name,
        [0, 0, 5, 1_200].map((at, index) => ({ id: `${name}-tap-${index}`, value, at: [at] })),
      );
    }),
  );
  await clients.perform(taps);
  await clients.perform(names.map((name) => say(name, [{ id: `${name}-last`, text: marks[0] }])));
  await connector.waitFor(
    names.map((name) => `${name}-last`),
    10_000,
  );
  const shown = (await connector.shown()).filter((one) => names.includes(one.conversation));
  const moves = names.map((name) => (shown.find((one) => one.answers === `${name}-last`)?.step ?? 0) - 2);
  const answers = names.map((name) => shown.filter((one) => one.conversation === name && one.answers.includes('-tap-')).length);
  figures.tell('buttons tapped four times', people);
  figures.none(
    'people who saw more or less than one move',
    moves.flatMap((count, index) => (count === 1 ? [] : [`${names[index]} ${count} moves`])),
  );
  figures.none(
    'people who saw more than one answer to their taps',
    answers.flatMap((count, index) => (count === 1 ? [] : [`${names[index]} ${count} answers`])),
  );
}
