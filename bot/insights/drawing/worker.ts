/** The thread that draws, so that no chart holds up a conversation. */
import { parentPort } from 'node:worker_threads';
import { drawChart } from './draw-chart.ts';
import type { Drawing, FromDrawer, ToDrawer } from './drawing.ts';

const port = parentPort;
if (port === null) throw new Error('This file runs as a worker.');

/** Graphviz is large, and only the page of one guide needs it. */
async function draw(drawing: Drawing): Promise<string> {
  return drawing.kind === 'graph' ? (await import('./draw-graph.ts')).drawGraph(drawing) : drawChart(drawing);
}

// A first chart takes several times as long as the next: it is drawn while the figures are still being counted.
const first = [{ name: '2026-01-01', part: '', count: 1 }];
for (const kind of ['columns', 'bars'] as const) drawChart({ kind, label: '', unit: 'day', parts: [''], bars: first });

port.on('message', ({ id, drawing }: ToDrawer) => {
  draw(drawing).then(
    (svg) => port.postMessage({ id, svg } satisfies FromDrawer),
    (error: unknown) => port.postMessage({ id, fault: error instanceof Error ? error.message : 'unknown' } satisfies FromDrawer),
  );
});
