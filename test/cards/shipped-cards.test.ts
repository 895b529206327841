/** What must hold for every card of every node of every guide and audience, and of every other kind. */
import { everyReply } from '../../bot/commands/every-reply.ts';
import { renderCard } from '../../cards/render-card.ts';
import { renderText } from '../../cards/render-text.ts';
import { buttonsOf, cardFaults } from '../support/card-rules.ts';
import { shippedDesk } from '../support/shipped-knowledge.ts';

const replies = everyReply(shippedDesk());

describe('Every card a person can meet', () => {
  it('is one of hundreds, of all kinds', () => {
    expect(replies.length).toBeGreaterThan(400);
    expect(new Set(replies.map((one) => one.reply.kind)).size).toBe(10);
  });

  it('has no fault', () => {
    const faults = replies.flatMap(({ name, reply }) => cardFaults(renderCard(reply)).map((fault) => `${name}: ${fault}`));
    expect(faults).toEqual([]);
  });

  it('offers a way forward, as a card and as text', () => {
    for (const { name, reply } of replies) {
      expect([name, buttonsOf(renderCard(reply)).length > 0]).toEqual([name, true]);
      expect([name, renderText(reply).length > 20]).toEqual([name, true]);
    }
  });

  it('says nothing broken', () => {
    for (const { name, reply } of replies)
      expect([name, /undefined|\[object|NaN/.exec(renderText(reply) + JSON.stringify(renderCard(reply)))]).toEqual([name, null]);
  });

  it('never shows a derived or unverified fact as certain', () => {
    for (const { name, reply } of replies) {
      const text = renderText(reply).toLowerCase();
      const unsure =
        'sure' in reply &&
        (!reply.sure || reply.tables.some((table) => table.rows.some((row) => !row.sure)) || reply.commands.some((command) => !command.sure));
      if (unsure) expect([name, text.includes('not documented for certain')]).toEqual([name, true]);
    }
  });
});
