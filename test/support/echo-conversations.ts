/** Conversations in memory with a bot that echoes on a card, for tests of the channel alone. */
import type { Activity } from 'botbuilder';
import type { Conversations, Recorded, Upload } from '../../bot/conversations.ts';

interface Kept {
  readonly records: Recorded[];
  readonly keys: Map<string, string>;
  readonly uploads: Map<string, Upload>;
}

const bot = { id: 'stepwise', name: 'Stepwise' };

/** "again" shows the first card anew, with the same id. */
export function echoConversations(): Conversations {
  const all = new Map<string, Kept>();
  const watchers = new Map<string, Set<() => void>>();
  const idOf = (conversation: string, seq: number) => `${conversation}|${String(seq).padStart(7, '0')}`;
  const add = (conversation: string, activity: Partial<Activity>, id?: string): string => {
    const { records } = all.get(conversation)!;
    const seq = records.length + 1;
    const own = id ?? idOf(conversation, seq);
    records.push({ seq, activity: { ...activity, id: own } });
    return own;
  };
  const changed = (conversation: string) => watchers.get(conversation)?.forEach((watcher) => watcher());
  return {
    open: async (conversation) => {
      if (all.has(conversation)) return;
      all.set(conversation, { records: [], keys: new Map(), uploads: new Map() });
      add(conversation, { type: 'message', from: bot, ...card('Welcome. What is the trouble?') });
    },
    receive: async ({ conversation, key, activity }) => {
      const kept = all.get(conversation)!;
      const known = kept.keys.get(key);
      if (known !== undefined) return { id: known, repeated: true };
      const id = add(conversation, activity);
      kept.keys.set(key, id);
      if (activity.text === 'again') add(conversation, { type: 'message', from: bot, ...card('Welcome, anew.') }, idOf(conversation, 1));
      else if (activity.type === 'message')
        add(conversation, {
          type: 'message',
          from: bot,
          ...card(`You said: ${activity.text ?? JSON.stringify(activity.value ?? activity.attachments?.map((one) => one.name))}`),
        });
      changed(conversation);
      return { id, repeated: false };
    },
    exists: async (conversation) => all.has(conversation),
    history: async (conversation, after) => all.get(conversation)!.records.filter((one) => one.seq > after),
    watch: (conversation, watcher) => {
      const set = watchers.get(conversation) ?? new Set();
      watchers.set(conversation, set.add(watcher));
      return () => void set.delete(watcher);
    },
    isNeeded: async () => false,
    keepsFiles: async () => true,
    keepUpload: async (conversation, upload) => {
      const { uploads } = all.get(conversation)!;
      const id = `upload-${uploads.size + 1}`;
      uploads.set(id, upload);
      return id;
    },
    findUpload: async (conversation, id) => all.get(conversation)?.uploads.get(id),
  };
}

function card(text: string): Partial<Activity> {
  const content = {
    type: 'AdaptiveCard',
    version: '1.5',
    fallbackText: text,
    speak: text,
    body: [
      { type: 'TextBlock', text, wrap: true, size: 'Medium', weight: 'Bolder', style: 'heading' },
      { type: 'TextBlock', text: 'On the phone, open **settings**, then **email & accounts**, and look at the account.', wrap: true },
    ],
    actions: [
      { type: 'Action.Submit', title: 'That fixed it', data: { tapped: 'fixed' } },
      { type: 'Action.Submit', title: 'Still not working', data: { tapped: 'not-fixed' } },
    ],
  };
  return { summary: text, attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content }] };
}
