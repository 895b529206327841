/** `stepwise walk [guide]`: the same conversation in a terminal. */
import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { renderText } from '../../cards/render-text.ts';
import type { Case } from '../../dialogs/case.ts';
import type { Desk } from '../../dialogs/desk.ts';
import type { Input } from '../../dialogs/input.ts';
import { takeTurn } from '../../dialogs/take-turn.ts';

/** Talks until the input ends or somebody types "exit"; 2 for a guide that does not exist. */
export async function runWalk(desk: Desk, guideName: string | undefined): Promise<number> {
  const guide = [...desk.library.guides.values()].find((one) => one.id === guideName);
  if (guideName !== undefined && guide === undefined) {
    console.error(`There is no guide "${guideName}". There are: ${[...desk.library.guides.keys()].join(', ')}.`);
    return 2;
  }
  let open: Case | undefined;
  const say = (input: Input): void => {
    const decided = takeTurn(desk, open, input, { now: Date.now(), newId: randomUUID() });
    open = decided.case;
    for (const reply of decided.replies) console.log(`\n${renderText(reply)}\n`);
  };
  say({ kind: 'joined' });
  if (guide !== undefined && open !== undefined) {
    say({ kind: 'tap', stamp: { case: open.id, node: '-', visit: 0 }, action: { do: 'go', to: `${guide.id}/${guide.start}` }, fields: {} });
  }
  const lines = createInterface({ input: process.stdin, output: process.stdout, prompt: '> ' });
  lines.prompt();
  for await (const line of lines) {
    if (/^\s*(exit|quit)\s*$/i.test(line)) break;
    say({ kind: 'text', text: line });
    lines.prompt();
  }
  lines.close();
  return 0;
}
