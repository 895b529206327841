/** A hundred messages of one conversation at once, in any order. */
import { checkHistory } from '../check-history.ts';
import { isAcknowledged } from '../history.ts';
import { onStage, type Scenario, sized } from '../scenario.ts';
import { inConversation, planTally, type Tally } from '../tally.ts';

const atOnce = 100;

export const burst: Scenario = {
  name: 'burst',
  title: 'A hundred messages of one conversation at once, in several conversations',
  stores: ['sqlite', 'postgres'],
  run: async (run) => {
    const each = sized(run, 2, 20, 60);
    const begin = (name: string, channel: 'connector' | 'direct-line') => planTally(run.random.named(name), { name, channel, marks: 0, mode: 'in-turn' });
    const crowd = (name: string, channel: 'connector' | 'direct-line') => {
      const tally = planTally(run.random.named(name), { name, channel, marks: atOnce, mode: 'at-once', opens: false });
      return { ...tally, script: { ...tally.script, sayings: run.random.named(`${name} order`).shuffled(tally.script.sayings) } };
    };
    const names = Array.from({ length: each }, (_, index) => index);
    const plans = names.flatMap((index) => [
      [begin(`posted-${index}`, 'connector'), crowd(`posted-${index}`, 'connector')] as const,
      [begin(`direct-${index}`, 'direct-line'), crowd(`direct-${index}`, 'direct-line')] as const,
    ]);
    run.scheduled(plans);
    await onStage(run, async ({ clients, connector, deployment }) => {
      const opened = await clients.open(each);
      await clients.watch(opened);
      let next = 0;
      const placed = plans.map((pair) => {
        const own = pair[0].script.channel === 'direct-line' ? opened[next++] : undefined;
        const place = (one: Tally): Tally =>
          own === undefined ? { ...one, script: { ...one.script, serviceUrl: connector.address } } : inConversation(one, own);
        return pair.map(place);
      });
      const deliveries = await clients.perform(placed.map(([first]) => first!.script));
      const began = performance.now();
      deliveries.push(...(await clients.perform(placed.map(([, second]) => second!.script))));
      const took = performance.now() - began;
      const said = placed.flat().flatMap((one) => one.said);
      const posted = said.filter((one) => one.conversation.startsWith('posted-'));
      const missing = await connector.waitFor(
        posted.map((one) => one.id),
        20_000,
      );
      const told = await clients.told(opened);
      const shown = [...(await connector.shown()), ...told.shown];
      const verdict = checkHistory({ said, deliveries, shown });
      const { figures } = run;
      figures.tell('messages at once', atOnce * plans.length);
      figures.tell('acknowledged in', took, 'ms');
      figures.tell('refused at first and handed in again', deliveries.filter((one) => !isAcknowledged(one)).length);
      figures.none('not answered', [...missing, ...verdict.lost]);
      figures.none('applied twice or to the wrong state', [...verdict.misapplied, ...told.twice]);
      figures.none('answers that do not fit', [...verdict.invented, ...verdict.changed]);
      figures.none('shown twice', verdict.doubled);
      figures.none('shown out of order', verdict.unordered);
      figures.none('streams that are not the history', await clients.compareStreams(opened, 5_000));
      figures.none(
        'errors in the log',
        deployment.processes.flatMap((one) => one.errors()),
      );
    });
  },
};
