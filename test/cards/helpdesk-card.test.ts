import { helpdeskCard } from '../../cards/helpdesk-card.ts';
import type { Handover } from '../../dialogs/handover/handover.ts';
import type { HandoverPackage } from '../../dialogs/handover/package.ts';
import { cardFaults } from '../support/card-rules.ts';

const parcel: HandoverPackage = {
  version: 1,
  id: 'handover-1',
  created: '2026-11-24T09:00:00.000Z',
  case: 'case-0001',
  audience: 'user',
  text: 'Case case-0001\n\nProblem: [click](http://x.test) **now** {{DATE(2026-11-24)}}',
  problem: '[click](http://x.test)',
  contact: { way: 'chat' },
  path: [],
  findings: [],
  files: { names: [], mayBeSent: false },
  values: {},
  guides: [],
};
const state: Handover = { id: 'handover-1', of: 'case-0001', at: 0, stage: 'sent', state: 'open', files: false, said: [] };

const noLink = (): undefined => undefined;
const linkOf = (file: string): string => `https://bot.example/handover/handover-1/files/${file}`;
const kept = Array.from({ length: 10 }, (_, index) => ({ id: `file-${index}`, name: `${'x'.repeat(200)} [${index}](http://x.test)` }));

function titles(change: Partial<Handover>): string[] {
  return [...JSON.stringify(helpdeskCard(parcel, { ...state, ...change }, noLink)).matchAll(/"Action.Submit","title":"([^"]+)"/g)].map(
    ([, title]) => title ?? '',
  );
}

describe("The helpdesk's card", () => {
  it('is a good card, however long the case and the messages are', () => {
    const long = 'x'.repeat(4000);
    const said = Array.from({ length: 10 }, () => ({ from: 'person' as const, text: long, at: 0 }));
    for (const text of [parcel.text, `${'a line of the case\n'.repeat(3000)}end`]) {
      expect(cardFaults(helpdeskCard({ ...parcel, text, problem: long }, { ...state, said, by: 'Bert', ticket: 'INC1', works: false, kept }, linkOf))).toEqual(
        [],
      );
    }
  });

  it("keeps people's words literal", () => {
    const blocks = JSON.stringify(helpdeskCard(parcel, { ...state, by: '[Bert](http://x.test)' }, noLink).body);
    expect(blocks).not.toMatch(/"TextBlock","text":"[^"]*x\.test/);
  });

  it('leads to the newest files, under names that are no links; and names them where nobody can sign in', () => {
    const words = JSON.stringify(helpdeskCard(parcel, { ...state, kept }, linkOf).body);
    expect(words.match(/files\/file-\d/g)).toEqual(['files/file-5', 'files/file-6', 'files/file-7', 'files/file-8', 'files/file-9']);
    expect(words).not.toMatch(/"TextBlock","text":"[^"]*x\.test/);
    const unlinked = JSON.stringify(helpdeskCard(parcel, { ...state, kept }, noLink).body);
    expect(unlinked).toContain('[9](http://x.test)');
    expect(unlinked).not.toContain('Open the file');
  });

  it('offers what can be done next', () => {
    expect(titles({})).toEqual(['Ask the user', 'Take', 'Solved']);
    expect(titles({ by: 'Bert' })).toEqual(['Ask the user', 'Release', 'Solved']);
    expect(titles({ state: 'solved' })).toEqual(['Ask the user']);
  });
});
