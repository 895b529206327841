/** What is measured: which server, under which load. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Way } from './load/plan.ts';
import type { WalkName } from './load/walks.ts';
import type { Program } from './server.ts';

export interface Variant {
  readonly name: string;
  readonly title: string;
  readonly program: () => Program;
  readonly way: Way;
  readonly walk: WalkName;
}

/**
 * Settings of the Stepwise under measurement. The limits are high, not off: counting costs what it costs,
 * and all load comes from one address.
 */
const settings: Readonly<Record<string, string>> = {
  PORT: '0',
  LOG_LEVEL: 'info',
  ACTIVITIES_PER_MINUTE: '1000000',
  ACTIVITIES_PER_MINUTE_ADDRESS: '1000000',
  CONVERSATIONS_PER_MINUTE_ADDRESS: '1000000',
  STREAMS: '100000',
  STREAMS_PER_ADDRESS: '100000',
};

function stepwise(): Program {
  const folder = mkdtempSync(join(tmpdir(), 'stepwise-bench-'));
  return { args: ['bot/main.ts'], env: { ...settings, DATABASE_URL: `sqlite:${join(folder, 'stepwise.db')}` } };
}

function compared(name: string): () => Program {
  return () => ({ args: [`test/bench/servers/${name}.ts`], env: {} });
}

export const variants: readonly Variant[] = [
  { name: 'stepwise-connector', title: 'Stepwise, mixed conversation', program: stepwise, way: 'connector', walk: 'mixed' },
  { name: 'stepwise-tap', title: 'Stepwise, taps', program: stepwise, way: 'connector', walk: 'tap' },
  { name: 'stepwise-typed', title: 'Stepwise, typed answers', program: stepwise, way: 'connector', walk: 'typed' },
  { name: 'stepwise-triage', title: 'Stepwise, problems in own words', program: stepwise, way: 'connector', walk: 'triage' },
  { name: 'stepwise-policy', title: 'Stepwise, pasted policies', program: stepwise, way: 'connector', walk: 'policy' },
  { name: 'stepwise-replies', title: 'Stepwise, replies in the answer', program: stepwise, way: 'expect-replies', walk: 'mixed' },
  { name: 'sdk-echo', title: 'SDK, stateless echo', program: compared('sdk-echo'), way: 'connector', walk: 'echo' },
  { name: 'floor', title: 'Bare node:http', program: compared('floor'), way: 'connector', walk: 'echo' },
];
