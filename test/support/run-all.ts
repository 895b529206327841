/** `npm test`: what CI runs, one part after the other, stopping at the first that fails. */
import { spawnSync } from 'node:child_process';
import { ensureWebChat } from '../../bot/web-page/fetch-web-chat.ts';
import { installChromium } from './chromium.ts';
import { installPostgres } from './postgres.ts';

const node = process.execPath;
const faults = ['redelivery', 'burst', 'kill', 'connector-faults', 'storage-faults', 'upgrade', 'terminate', 'database-cut'];
const parts: readonly (readonly [string, readonly string[]])[] = [
  ['Types', ['node_modules/typescript/bin/tsc']],
  ['Format', ['node_modules/oxfmt/bin/oxfmt', '--check', '.']],
  ['Lint', ['node_modules/oxlint/bin/oxlint', '--deny-warnings']],
  ['Unused exports', ['node_modules/knip/bin/knip.js']],
  ['Knowledge', ['bot/command-line.ts', 'check']],
  ['Tests', ['node_modules/jest/bin/jest.js']],
  ['Fuzzing', ['test/fuzz/run.ts', '--seed', '1', '--count', '3000']],
  // Floods and a day's memory are judged by time, so they are left to `npm run soak` on a machine with nothing else to do.
  ['Faults', ['test/soak/run.ts', '--seed', '1', '--short', ...faults.flatMap((name) => ['--only', name])]],
];

await ensureWebChat();
installChromium();
installPostgres();
for (const [name, args] of parts) {
  const began = Date.now();
  console.log(`\n--- ${name}`);
  const { status } = spawnSync(node, args, { stdio: 'inherit' });
  console.log(`--- ${name}: ${status === 0 ? 'passed' : 'FAILED'} in ${((Date.now() - began) / 1000).toFixed(1)} s`);
  if (status !== 0) process.exit(status ?? 1);
}
