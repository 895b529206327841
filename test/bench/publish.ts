/** The page with the published figures. */
import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { projectFolder } from './folders.ts';

/** Writes `test/BENCHMARKS.md`; tells of the machine no more than matters for speed. */
export function publish(targets: string, variants: string, how: { readonly rounds: number; readonly seconds: number }): void {
  const [cpu] = cpus();
  const machine = `${cpus().length} cores of ${cpu?.model.trim() ?? 'an unknown CPU'}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}`;
  const page = `# How fast it is

Measured on ${new Date().toISOString().slice(0, 10)} with \`npm run bench -- --publish\`: ${machine}, ${process.platform}.

${targets}

A ratio is taken round by round between variants that ran one after the other; the table gives the median, and from the
least to the most. Latency counts both the answer to the post and the reply at the connector.

## Every variant

${variants}

Medians of ${how.rounds} rounds of ${how.seconds} seconds each, in which all variants take turns. Each server, and the client that
also stands in for the Bot Connector, is a process of its own. CPU is that of the server's processes alone, user and
system, divided by the turns that were answered. 500 conversations speak over 16 connections; each message is about 1 KB
as Teams sends it. A mixed conversation has ten turns: seven taps (one "Back", one "Start over"), two typed answers, one
problem in the person's own words. Every Stepwise turn is on the disk before it is answered. The comparison servers are in
\`test/bench/servers\`; they keep nothing, except the waterfall, which keeps its state in memory. Nobody checks tokens.
`;
  writeFileSync(join(projectFolder, 'test/BENCHMARKS.md'), page);
}
