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

A ratio is taken round by round: all variants take turns in each round, there and back, and what slows one down slows the
other too. The table gives the median of the ratios, and from the least to the most. Half of the maximum load is sent
at its own pace, whether or not earlier turns are done, and a turn's time counts from when it was due.

## Every variant

${variants}

Medians of ${how.rounds} rounds of ${how.seconds} seconds each, after a warm-up of twenty thousand turns where it has the time. Each server is a process of its own, and so is its client,
which is also the Bot Connector it answers to. CPU is that of the server's processes alone, divided by the turns; under
"database" stands what PostgreSQL's processes took beside it. A turn is done when the post is answered and the reply is
there: at the connector, in the answer (expectReplies), or on the stream (Direct Line). 500 conversations speak over 16
connections, and each message is about 1 KB, as Teams or Web Chat sends it.

- A mixed conversation has ten turns: seven taps (one "Back", one "Start over"), two typed answers, one problem in the
  person's own words. "Problems in own words" and "pasted policies" say "start over" every second time.
- Every Stepwise turn is synced to the disk before it is answered, and its limits are on, high enough not to be met.
- The comparison servers are in \`test/bench/servers\`. They keep nothing, except the waterfall, which keeps its state in
  memory. Nobody checks tokens.
- Stored conversations were written through the store before the start, two turns each. Made-up guides have eight nodes and
  six symptoms each; people begin with the problems of the first ten.
- Memory is what is resident after 10,000 people began a conversation over Direct Line, 2,000 of them with an open stream,
  and each said one thing.
- The start is measured from \`npm start\` in a shell, on an empty database, until a message got its answer. "start ms" is from
  the start of the process until it listened.
`;
  writeFileSync(join(projectFolder, 'test/BENCHMARKS.md'), page);
}
