import { readInput } from '../../bot/read-input.ts';

const bot = { id: '28:bot', name: 'Stepwise' };

describe('An activity is read as', () => {
  it('text without the bot’s own name, however often it stands there', () => {
    const entities = [
      { type: 'mention', text: '<at>Stepwise</at>', mentioned: bot },
      { type: 'mention', text: '<at>Anna</at>', mentioned: { id: '29:anna' } },
    ];
    const text = '<at>Stepwise</at>&nbsp;my <at>Anna</at> phone <at>Stepwise</at>\u200B';
    expect(readInput({ type: 'message', text, recipient: bot, entities } as never)).toEqual({ kind: 'text', text: 'my <at>Anna</at> phone' });
  });

  it('a tap, with the fields of the card', () => {
    const value = { stepwise: 1, stamp: { case: 'c', node: 'a/b', visit: 3 }, action: { do: 'fill' }, 'field-mailbox': 'anna', odd: { deep: true } };
    expect(readInput({ type: 'message', value } as never)).toEqual({
      kind: 'tap',
      stamp: value.stamp,
      action: value.action,
      fields: { 'field-mailbox': 'anna' },
    });
  });

  it.each([
    [{ stepwise: 1 }],
    ['text'],
    [null],
    [{ stepwise: 1, stamp: { case: 'c', node: 'a/b', visit: -1 }, action: { do: 'back' } }],
    [{ stepwise: 1, stamp: {}, action: { do: 'explode' } }],
  ])('typed text when the value %j is no button of ours', (value) => {
    expect(readInput({ type: 'message', text: 'hi', value } as never)).toEqual({ kind: 'text', text: 'hi' });
  });

  it('files by their names, and not the HTML copy that Teams adds', () => {
    const attachments = [
      { contentType: 'text/html', content: '<p></p>' },
      { contentType: 'text/plain', name: 'EASMailboxLog.txt', contentUrl: 'https://x' },
    ];
    expect(readInput({ type: 'message', attachments } as never)).toEqual({ kind: 'file', files: [{ name: 'EASMailboxLog.txt' }] });
  });

  it('a page that was sent as a file by its name', () => {
    const attachments = [{ contentType: 'text/html', name: 'result.html', contentUrl: 'https://x' }];
    expect(readInput({ type: 'message', attachments } as never)).toEqual({ kind: 'file', files: [{ name: 'result.html' }] });
  });

  it('somebody joining, but not the bot itself', () => {
    expect(readInput({ type: 'conversationUpdate', membersAdded: [{ id: 'u' }, bot], recipient: bot } as never)).toEqual({ kind: 'joined' });
    expect(readInput({ type: 'conversationUpdate', membersAdded: [bot], recipient: bot } as never)).toBeUndefined();
    expect(readInput({ type: 'installationUpdate', action: 'add' } as never)).toEqual({ kind: 'joined' });
    expect(readInput({ type: 'event', name: 'webchat/join' } as never)).toEqual({ kind: 'joined' });
  });

  it.each(['typing', 'messageReaction', 'endOfConversation', 'trace'])('nothing when it is %s', (type) => {
    expect(readInput({ type } as never)).toBeUndefined();
  });
});
