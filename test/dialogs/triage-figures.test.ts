/** How well people are understood with the shipped guides; the sets are described in `test/triage/README.md`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Evaluation, evaluateTriage, readLabelled } from '../../bot/commands/evaluate-triage.ts';
import { shippedDesk } from '../support/shipped-knowledge.ts';

function evaluate(name: string): Evaluation {
  const labelled = readLabelled(readFileSync(join(__dirname, '../triage', name), 'utf8'));
  if (typeof labelled === 'string') throw new Error(`${name}: ${labelled}`);
  return evaluateTriage(labelled, shippedDesk().triage);
}

describe.each(['tuning.jsonl', 'unseen.jsonl'])('Of the people in %s', (name) => {
  const figures = evaluate(name);

  it('at least 85 % with a clear problem get the right guide first', () => expect(figures.first).toBeGreaterThanOrEqual(85));
  it('at least 96 % with a clear problem find the right guide among three', () => expect(figures.withinThree).toBeGreaterThanOrEqual(96));
  it('at least 90 % with a problem that is not ours are told so', () => expect(figures.turnedAway).toBeGreaterThanOrEqual(90));
});
