/** What stands in tickets and on buttons has none of the marks that guides write bold with. */
import { nodeTitle } from '../../dialogs/labels.ts';
import { shippedDesk } from '../support/shipped-knowledge.ts';

test('No node of any guide is called something with marks', () => {
  const nodes = [...shippedDesk().library.guides.values()].flatMap(({ nodes: all }) => Object.values(all));
  const asked = nodes.map((node) => (node.kind === 'question' ? node.ask.user : node.title));
  expect(asked.some((words) => words.includes('**'))).toBe(true);
  expect(nodes.map(nodeTitle).filter((words) => /\*\*|`/.test(words))).toEqual([]);
});
