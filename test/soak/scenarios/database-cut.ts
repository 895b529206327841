/** Several processes share a database: their connections to it are cut, and one of them is killed, in the middle of everything. */
import pg from 'pg';
import { checkHistory, type Crash } from '../check-history.ts';
import { type Delivery, isAcknowledged, type Said } from '../history.ts';
import { onStage, type Scenario, sized } from '../scenario.ts';
import { inConversation, planTally } from '../tally.ts';
import { now, pause } from '../wait.ts';

const people = { posted: 10, direct: 6 } as const;
/** Milliseconds in which the last reply must have come: a sender that is gone is replaced when its lease runs out. */
const patience = 60_000;

export const databaseCut: Scenario = {
  name: 'database-cut',
  title: 'Connections to the database are cut, and one process is killed, while streams move from process to process',
  stores: ['postgres'],
  run: async (run) => {
    const rounds = sized(run, 3, 20, 100);
    const parts = Array.from({ length: rounds }, (_, part) => ({
      wait: run.random.named(`wait ${part}`).between(20, 200),
      kills: part % 4 === 2,
      process: run.random.named(`process ${part}`).between(0, 2),
      tallies: [
        ...Array.from({ length: people.posted }, (_, index) => ({ name: `posted-${index}`, channel: 'connector' as const })),
        ...Array.from({ length: people.direct }, (_, index) => ({ name: `direct-${index}`, channel: 'direct-line' as const })),
      ].map(({ name, channel }) =>
        inConversation(
          planTally(run.random.named(`${name} ${part}`), { name: `${name}-${part}`, channel, marks: 6, mode: 'in-turn', opens: part === 0 }),
          name,
        ),
      ),
    }));
    run.scheduled(parts);
    await onStage(run, async ({ clients, connector, deployment }) => {
      const database = new pg.Client({ connectionString: deployment.database });
      await database.connect();
      try {
        const opened = await clients.open(people.direct);
        await clients.watch(opened);
        const [said, deliveries, crashes]: [Said[], Delivery[], Crash[]] = [[], [], []];
        let cut = 0;
        for (const { wait, kills, process, tallies } of parts) {
          const placed = tallies.map((one, index) =>
            index < people.posted
              ? { ...one, script: { ...one.script, serviceUrl: connector.address } }
              : inConversation(one, opened[index - people.posted] ?? ''),
          );
          said.push(...placed.flatMap((one) => one.said));
          const load = clients.perform(placed.map((one) => one.script));
          await pause(wait);
          await clients.cut(opened);
          const { rowCount } = await database.query(
            'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
          );
          cut += rowCount ?? 0;
          const service = deployment.processes[process % deployment.processes.length]!;
          if (kills) await service.kill();
          crashes.push({ at: now() });
          if (kills) await service.start();
          deliveries.push(...(await load));
        }
        const acknowledged = new Set(deliveries.filter(isAcknowledged).map((one) => one.id));
        const began = performance.now();
        const missing = await connector.waitFor(
          said.filter((one) => one.conversation.startsWith('posted-') && acknowledged.has(one.id)).map((one) => one.id),
          patience,
        );
        const waited = performance.now() - began;
        const posts = await connector.shown();
        const told = await clients.told(opened);
        const shown = [...posts.filter((one) => one.answers !== ''), ...told.shown];
        const verdict = checkHistory({ said, deliveries, shown, crashes, underWay: 1_000 });
        const { figures } = run;
        figures.tell('connections cut, processes killed', `${cut}, ${parts.filter((one) => one.kills).length}`);
        figures.tell('acknowledged turns', acknowledged.size);
        figures.tell('people told that nothing can be kept at the moment', posts.length - posts.filter((one) => one.answers !== '').length);
        figures.none('acknowledged turns or replies lost', [...missing, ...verdict.lost]);
        figures.none('applied twice or to the wrong state', [...verdict.misapplied, ...told.twice]);
        figures.none('answers that do not fit', [...verdict.invented, ...verdict.changed]);
        figures.tell('replies sent again that were under way at a cut', verdict.repeated);
        figures.none('replies sent again that no cut explains', verdict.doubled);
        figures.none('shown out of order', verdict.unordered);
        figures.tell('last reply after the last cut', waited, 'ms');
        figures.none('streams that are not the history', await clients.compareStreams(opened, 15_000));
        figures.tell('streams opened again', await clients.reconnects());
      } finally {
        await database.end();
      }
      run.figures.holds('what is left in the database is whole', (await deployment.check()) === 'ok');
    });
  },
};
