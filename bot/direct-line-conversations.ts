/** Our own channel's side of the conversations: the Direct Line server sees nothing but this port. */
import type { Arrival, Conversations } from './conversations.ts';
import { joinEvent } from './read-input.ts';
import { idOf, type Store } from './store/store.ts';
import type { Turns } from './turns.ts';

/** The bot's account in our own channel. */
export const ourBot = { id: 'stepwise', name: 'Stepwise', role: 'bot' };

/** Conversations kept in the store, each turn taken by `turns`. */
export function directLineConversations(store: Store, turns: Turns, now: () => number, newId: () => string): Conversations {
  const take = ({ conversation, key, activity, dropped = [], agent }: Arrival) =>
    turns.take({
      dropped,
      conversation,
      key,
      agent,
      channel: 'directline',
      delivery: 'direct-line',
      activity: { ...activity, recipient: ourBot, channelId: 'directline', timestamp: new Date(now()) },
    });
  return {
    receive: async (arrival) => {
      const taken = await take(arrival);
      return { id: idOf(arrival.conversation, taken.firstSeq), repeated: taken.repeated };
    },
    open: async (conversation, user, agent) => {
      const place = { id: conversation, isGroup: false, conversationType: 'personal', name: '' };
      const activity = { type: 'event', name: joinEvent, from: { id: user, name: '' }, conversation: place };
      await take({ conversation, key: 'open', activity, agent });
    },
    exists: async (conversation) => (await turns.find(conversation))?.delivery === 'direct-line',
    history: (conversation, after) => store.history(conversation, after),
    watch: (conversation, changed) => turns.watch(conversation, changed),
    isNeeded: (conversation) => turns.isNeeded(conversation),
    keepsFiles: (conversation) => turns.keepsFiles(conversation),
    keepUpload: async (conversation, upload) => {
      const id = newId();
      await store.keepUpload(conversation, id, upload, now());
      return id;
    },
    findUpload: (conversation, id) => store.findUpload(conversation, id),
  };
}
