/** `stepwise triage`: what triage makes of messages, and how well it does on labelled ones. */
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Desk } from '../../dialogs/desk.ts';
import type { Verdict } from '../../dialogs/triage/triage.ts';
import { describeEvaluation, evaluateTriage, readLabelled } from './evaluate-triage.ts';

const usage = 'Usage: npm run stepwise -- triage [--json] < MESSAGES, or triage --evaluate FILE';

/** Reads messages from standard input, one a line, or measures a file of labelled ones; 2 for wrong usage, 1 for a file it cannot use. */
export async function runTriage(args: readonly string[], desk: Pick<Desk, 'triage'>): Promise<number> {
  const [option, file, ...rest] = args;
  if (option === '--evaluate' && file !== undefined && rest.length === 0) return evaluate(file, desk);
  if (args.length > 1 || (option !== undefined && option !== '--json')) {
    console.error(usage);
    return 2;
  }
  const print = option === '--json' ? asJson : asText;
  for await (const line of createInterface({ input: process.stdin })) if (line.trim() !== '') console.log(print(desk.triage(line)));
  return 0;
}

async function evaluate(file: string, desk: Pick<Desk, 'triage'>): Promise<number> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    console.error(`${file} cannot be read (${error.code ?? error.message}). Give a file with one labelled message a line.`);
  });
  if (text === undefined) return 1;
  const labelled = readLabelled(text);
  if (typeof labelled === 'string') {
    console.error(`${file}: ${labelled}`);
    return 1;
  }
  console.log(describeEvaluation(evaluateTriage(labelled, desk.triage)));
  return 0;
}

function asJson({ verdict, guides }: Verdict): string {
  return JSON.stringify({ verdict, guides });
}

function asText(verdict: Verdict): string {
  if (verdict.verdict === 'out-of-scope') return verdict.topic === undefined ? 'out of scope' : `out of scope: sounds like ${verdict.topic}`;
  const guides = verdict.guides.map(
    (one) => `  ${one.guide}/${one.node} ${one.score.toFixed(2)}${one.because.length > 0 ? ` because of ${one.because.join(', ')}` : ''}`,
  );
  return [verdict.verdict === 'match' ? 'match' : 'choose one of', ...guides].join('\n');
}
