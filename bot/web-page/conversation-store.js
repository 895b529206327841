// @ts-check
/** Web Chat's store for one conversation, which sees every activity before it is shown. */
import { withCopyButtons } from './copy.js';
import { livingCards } from './living-cards.js';

const incoming = 'DIRECT_LINE/INCOMING_ACTIVITY';

/** @typedef {{ connected(): void, refused(hadFiles: boolean): void, taken(): void, cardComes(): void }} Watcher */

/** @param {any} WebChat @param {Watcher} watcher */
export function conversationStore(WebChat, { connected, refused, taken, cardComes }) {
  const cards = livingCards((activity) => store.dispatch({ type: incoming, payload: { activity } }));
  let hadFiles = false;
  const store = WebChat.createStore({}, () => (/** @type {any} */ next) => (/** @type {any} */ action) => {
    if (action.type === 'DIRECT_LINE/CONNECT_FULFILLED') connected();
    if (action.type === 'DIRECT_LINE/POST_ACTIVITY') hadFiles = (action.payload.activity.attachments?.length ?? 0) > 0;
    if (action.type === 'DIRECT_LINE/POST_ACTIVITY_REJECTED') refused(hadFiles);
    if (action.type === 'DIRECT_LINE/POST_ACTIVITY_FULFILLED') taken();
    if (action.type !== incoming) return next(action);
    if (action.payload.activity.from?.role !== 'user') cardComes();
    const activity = copyable(cards.follow(action.payload.activity));
    return next({ ...action, payload: { ...action.payload, activity } });
  });
  return store;
}

function copyable(/** @type {any} */ activity) {
  if (activity.from?.role === 'user' || activity.attachments === undefined) return activity;
  const attachments = activity.attachments.map((/** @type {any} */ one) =>
    one.contentType === 'application/vnd.microsoft.card.adaptive' ? { ...one, content: withCopyButtons(one.content) } : one,
  );
  return { ...activity, attachments };
}
