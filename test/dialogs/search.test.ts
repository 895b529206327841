/** Search: what people type in a search box leads to guides, steps, codes and commands. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openKnowledge } from '../../bot/knowledge.ts';
import { sharedCard } from '../../cards/shared-card.ts';
import { gatherFinds } from '../../dialogs/search/finds.ts';
import { search } from '../../dialogs/search/search.ts';
import { shareOf } from '../../dialogs/search/share.ts';
import { madeUpSymptoms, writeGuides } from '../bench/made-up-guides.ts';
import { cardFaults } from '../support/card-rules.ts';
import { shippedDesk } from '../support/shipped-knowledge.ts';
import { smallDesk } from '../support/small-knowledge.ts';

const desk = smallDesk();
const idsOf = (query: string, visited: string[] = []): string[] => search(desk, query, visited).map(({ id }) => id);

describe('A search finds', () => {
  it.each([
    ['reseat', 'printer-offline/reseat-cable'],
    ['RESEAT the cab', 'printer-offline/reseat-cable'],
    ['paper', 'paper-jam'],
    ['86000c2b', '86000C2B'],
    ['0x86000C2B', '86000C2B'],
    ['86000c', '86000C2B'],
    ['Restart-PrintQueue', 'restart-queue'],
    ['printq', 'restart-queue'],
  ])('by “%s” first %s', (query, id) => {
    expect(idsOf(query)[0]).toBe(id);
  });

  it('by a whole sentence the step that triage would go to', () => {
    expect(idsOf('help, the printer cable is loose again').slice(0, 2)).toEqual(['printer-offline/reseat-cable', 'printer-offline']);
  });

  it('codes, and says of each that is not documented that it is not', () => {
    const about = (query: string): string => search(desk, query)[0]?.about ?? '';
    expect(about('86000C2B')).toBe('The tray is empty.');
    expect(about('86000C26')).toBe('The tray may be bent. Not documented for certain.');
  });

  it('nothing by words that nothing has, and no end of a guide', () => {
    expect(idsOf('qwxz')).toEqual([]);
    expect(gatherFinds(desk.library).filter(([{ id }]) => id.endsWith('/solved') || id.endsWith('/hand-over'))).toEqual([]);
  });

  it('without words what was visited last, then the guides in their order', () => {
    expect(idsOf('  ')).toEqual(['paper-jam', 'printer-offline']);
    expect(idsOf('', ['paper-jam/open-door', 'printer-offline/solved', 'gone/gone'])).toEqual(['paper-jam/open-door', 'paper-jam', 'printer-offline']);
  });

  it('something or nothing, but never fails, by whatever is typed', () => {
    for (const query of ['x'.repeat(100_000), '\0', '((((', '[a-', '日本語', '🙂', '__proto__ constructor', 'a b c d e f g h i j k l m n o p'])
      expect(Array.isArray(idsOf(query))).toBe(true);
  });
});

describe.each([
  ['the small helpdesk', desk],
  ['what is shipped', shippedDesk()],
])('Everything that can be found in %s', (_name, known) => {
  it('makes a good card without a button that acts', () => {
    for (const [find] of gatherFinds(known.library)) {
      const shared = shareOf(known, find);
      if (shared === undefined) throw new Error(`${find.id} shows nothing.`);
      const card = sharedCard(shared, { title: 'Open a chat', url: 'https://teams.microsoft.com/l/chat/0/0?users=28:x' });
      expect([find.id, cardFaults(card)]).toEqual([find.id, []]);
      expect(JSON.stringify(card)).not.toMatch(/Action\.Submit|Input\./);
    }
  });

  it('is found by its own title', () => {
    const lost = gatherFinds(known.library).filter(
      ([find]) =>
        !search(known, find.title)
          .slice(0, 10)
          .some(({ title }) => title === find.title),
    );
    expect(lost.map(([{ id }]) => id)).toEqual([]);
  });
});

it('400 guides: a search takes some milliseconds', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'stepwise-guides-'));
  writeGuides(folder, 400);
  const large = await openKnowledge(folder, 'the helpdesk').finally(() => rmSync(folder, { recursive: true }));
  const queries = ['', 'restart', 'r', ...madeUpSymptoms(5).map((symptom) => symptom.slice(0, 25))];
  for (const query of queries) search(large, query);
  const times = queries.map((query) => {
    const began = performance.now();
    expect(search(large, query).length).toBeGreaterThan(0);
    return performance.now() - began;
  });
  expect(times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)]).toBeLessThan(50);
});
