/** Our own channel's side of the conversations: the Direct Line server sees nothing but this port. */
import type { Activity } from 'botbuilder';
import type { Dropped } from '../dialogs/input.ts';
import type { Conversations } from './conversations.ts';
import { joinEvent } from './read-input.ts';
import { idOf, type Store } from './store/store.ts';
import type { Turns } from './turns.ts';

/** The bot's account in our own channel. */
const bot = { id: 'stepwise', name: 'Stepwise', role: 'bot' };

/** Conversations kept in the store, each turn taken by `turns`. */
export function directLineConversations(store: Store, turns: Turns, now: () => number, newId: () => string): Conversations {
  const take = (conversation: string, key: string, activity: Partial<Activity>, dropped: readonly Dropped[] = []) =>
    turns.take({
      dropped,
      conversation,
      key,
      channel: 'directline',
      delivery: 'direct-line',
      activity: { ...activity, recipient: bot, channelId: 'directline', timestamp: new Date(now()) },
    });
  return {
    receive: async ({ conversation, key, activity, dropped }) => {
      const taken = await take(conversation, key, activity, dropped);
      return { id: idOf(conversation, taken.firstSeq), repeated: taken.repeated };
    },
    open: async (conversation, user) => {
      await take(conversation, 'open', {
        type: 'event',
        name: joinEvent,
        from: { id: user, name: '' },
        conversation: { id: conversation, isGroup: false, conversationType: 'personal', name: '' },
      });
    },
    exists: async (conversation) => (await turns.find(conversation))?.delivery === 'direct-line',
    history: (conversation, after) => store.history(conversation, after),
    watch: (conversation, changed) => turns.watch(conversation, changed),
    keepsFiles: (conversation) => turns.keepsFiles(conversation),
    keepUpload: async (conversation, upload) => {
      const id = newId();
      await store.keepUpload(conversation, id, upload, now());
      return id;
    },
    findUpload: (conversation, id) => store.findUpload(conversation, id),
  };
}
