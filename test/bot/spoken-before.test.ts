/** A card that was shown before is the same for the next person, but for what its buttons carry. */
import { everyReply } from '../../bot/commands/every-reply.ts';
import { activityOf } from '../../bot/speak.ts';
import { activityText } from '../../bot/spoken-before.ts';
import { shippedDesk } from '../support/shipped-knowledge.ts';

const replies = everyReply(shippedDesk());
const stamps = [
  { case: 'case-of-anna', node: 'guide/node', visit: 3 },
  { case: 'case-"of"-$&-ben', node: '-', visit: 12 },
];

describe('A reply that was said before', () => {
  it.each(['msteams', 'sms'])('reads for the next person as if it had been rendered for them (%s)', (channel) => {
    for (const stamp of stamps) {
      for (const { name, reply } of replies) {
        const own = { ...reply, stamp: { ...stamp, node: reply.stamp.node } };
        expect([name, JSON.parse(activityText(own, channel))]).toEqual([name, JSON.parse(JSON.stringify(activityOf(own, channel)))]);
      }
    }
  });

  it('is rendered anew when anything else in it differs', () => {
    const question = replies.map(({ reply }) => reply).find((reply) => reply.kind === 'question');
    if (question === undefined) throw new Error('There is no question.');
    const before = activityText(question, 'msteams');
    expect(activityText({ ...question, news: ['A step is gone.'] }, 'msteams')).toContain('A step is gone.');
    expect(activityText({ ...question, step: 42 }, 'msteams')).toContain('Step 42');
    expect(activityText({ ...question, because: ['my own words'] }, 'msteams')).toContain('my own words');
    expect(activityText(question, 'msteams')).toBe(before);
  });
});
