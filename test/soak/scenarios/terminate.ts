/** SIGTERM under load: what was begun is finished, and the next start goes on. */
import { checkHistory } from '../check-history.ts';
import { type Delivery, isAcknowledged, type Said } from '../history.ts';
import { onStage, type Scenario, sized } from '../scenario.ts';
import { inConversation, planTally } from '../tally.ts';
import { pause } from '../wait.ts';

const people = { posted: 10, direct: 5 } as const;

export const terminate: Scenario = {
  name: 'terminate',
  title: 'SIGTERM at random moments under load',
  stores: ['sqlite', 'postgres'],
  run: async (run) => {
    const times = run.store === 'sqlite' ? sized(run, 3, 40, 100) : sized(run, 2, 15, 50);
    const names = [
      ...Array.from({ length: people.posted }, (_, index) => ({ name: `posted-${index}`, channel: 'connector' as const })),
      ...Array.from({ length: people.direct }, (_, index) => ({ name: `direct-${index}`, channel: 'direct-line' as const })),
    ];
    const parts = Array.from({ length: times }, (_, part) => ({
      wait: run.random.named('waits').named(String(part)).between(5, 250),
      process: run.random.named('processes').named(String(part)).between(0, 2),
      tallies: names.map(({ name, channel }) =>
        inConversation(
          planTally(run.random.named(`${name} ${part}`), { name: `${name}-${part}`, channel, marks: 6, mode: 'in-turn', opens: part % 10 === 0 }),
          `${name}-${part - (part % 10)}`,
        ),
      ),
    }));
    run.scheduled(parts);
    await onStage(run, async ({ clients, connector, deployment }) => {
      const said: Said[] = [];
      const deliveries: Delivery[] = [];
      const ends: { code: number | null; took: number }[] = [];
      const direct: string[] = [];
      let opened: string[] = [];
      let file = '';
      for (const [part, { wait, process, tallies }] of parts.entries()) {
        if (part % 10 === 0) {
          await clients.unwatch(opened);
          opened = await clients.open(people.direct);
          await clients.watch(opened);
          direct.push(...opened);
        }
        const placed = tallies.map((one, index) =>
          index < people.posted
            ? { ...one, script: { ...one.script, serviceUrl: connector.address } }
            : inConversation(one, opened[index - people.posted] ?? ''),
        );
        said.push(...placed.flatMap((one) => one.said));
        const load = clients.perform(placed.map((one) => one.script));
        await pause(wait);
        const service = deployment.processes[process % deployment.processes.length]!;
        ends.push(await service.terminate());
        if (part === parts.length - 1) file = await deployment.check();
        await service.start();
        deliveries.push(...(await load));
      }
      const acknowledged = new Set(deliveries.filter(isAcknowledged).map((one) => one.id));
      const missing = await connector.waitFor(
        said.filter((one) => one.conversation.startsWith('posted-') && acknowledged.has(one.id)).map((one) => one.id),
        run.store === 'sqlite' ? 10_000 : 45_000,
      );
      const told = await clients.told(direct);
      const shown = [...(await connector.shown()), ...told.shown];
      const verdict = checkHistory({ said, deliveries, shown });
      const { figures } = run;
      figures.tell('times', times);
      figures.tell('acknowledged turns', acknowledged.size);
      figures.none(
        'exit codes other than 0',
        ends.flatMap(({ code }) => (code === 0 ? [] : [String(code)])),
      );
      figures.atMost('longest until it had ended', Math.max(...ends.map(({ took }) => took)), 10_000, 'ms');
      figures.none('acknowledged turns or replies lost', [...missing, ...verdict.lost]);
      figures.none('applied twice or to the wrong state', [...verdict.misapplied, ...told.twice]);
      figures.none('answers that do not fit', [...verdict.invented, ...verdict.changed]);
      figures.none('shown twice', verdict.doubled);
      figures.none('shown out of order', verdict.unordered);
      figures.none('streams that are not the history', await clients.compareStreams(opened, 8_000));
      figures.holds('what the last end left is whole', file === 'ok', file);
      figures.none(
        'errors in the log',
        deployment.processes.flatMap((one) => one.errors()),
      );
    });
  },
};
