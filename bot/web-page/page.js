// @ts-check
/** The self-service page: gets a session, shows Web Chat on our own Direct Line channel, recovers by itself. */
import { conversationStore } from './conversation-store.js';
import { copyTaps } from './copy.js';
import { commonStyle, darkLook, hostConfig, lightLook } from './look.js';
import { leadToNewest } from './newest-card.js';

/** @typedef {{ token: string, conversationId: string, resumed: boolean, kept: boolean }} Session */
const nonce = document.body.dataset['nonce'];
const dark = matchMedia('(prefers-color-scheme: dark)');
const chat = element('web-chat');
const startOver = element('start-over');
const failure = element('failure');
const copied = copyTaps((text) => (element('told').textContent = text));
/** @type {{ directLine: any, store: any, frame: HTMLElement } | undefined} */
let open;
let failures = 0;
let recovering = false;

/** @param {string} id @returns {HTMLElement} */
function element(id) {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`The page has no element "${id}".`);
  return found;
}

/** @param {boolean} fresh @returns {Promise<Session>} */
async function getSession(fresh) {
  const response = await fetch('/web-chat/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ fresh }),
  });
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
  return response.json();
}

/** @param {Session} session */
function show(session) {
  const { WebChat } = /** @type {any} */ (window);
  const before = open;
  open = undefined;
  before?.directLine.end();
  before?.frame.remove();
  const directLine = WebChat.createDirectLine({
    domain: new URL('/v3/directline', location.href).href,
    token: session.token,
    conversationId: session.conversationId,
    watermark: '0',
  });
  const frame = chat.appendChild(document.createElement('div'));
  const store = conversationStore(WebChat, {
    connected: () => {
      if (session.resumed) store.dispatch({ type: 'WEB_CHAT/SEND_EVENT', payload: { name: 'webchat/join' } });
    },
    refused: (hadFiles) => say(hadFiles ? fileRefused : 'Your last message was not taken. Your steps are kept. Please send it again in a minute.'),
    taken: () => (failure.hidden = true),
    cardComes: leadToNewest(frame),
  });
  open = { directLine, store, frame };
  directLine.connectionStatus$.subscribe((/** @type {number} */ status) => {
    if (open?.directLine !== directLine) return;
    if (status === connected) {
      failures = 0;
      failure.hidden = true;
    }
    if (lost.includes(status)) void recover();
  });
  render();
  if (!session.resumed) showTop(frame);
  element('starting').hidden = true;
  chat.hidden = false;
  startOver.hidden = false;
}

/** Keeps the welcome's first line in sight: Web Chat begins at the end. @param {HTMLElement} frame */
function showTop(frame) {
  const observer = new MutationObserver(() => {
    if (frame.querySelector('.ac-adaptiveCard') === null) return;
    observer.disconnect();
    const scroll = () => frame.querySelector('.webchat__basic-transcript__scrollable')?.scrollTo(0, 0);
    for (const wait of [0, 100, 400]) setTimeout(scroll, wait);
  });
  observer.observe(frame, { childList: true, subtree: true });
}

const connected = 2;
/** Expired token, failed to connect, ended. */
const lost = [3, 4, 5];

function render() {
  if (open === undefined) return;
  const { WebChat } = /** @type {any} */ (window);
  const look = dark.matches ? darkLook : lightLook;
  const { directLine, store, frame } = open;
  WebChat.renderWebChat(
    {
      directLine,
      store,
      nonce,
      locale: navigator.language,
      styleOptions: { ...commonStyle, ...look.style },
      adaptiveCardsHostConfig: hostConfig(look),
      cardActionMiddleware: copied,
    },
    frame,
  );
}

/** The helpdesk's answer or an agent's callers would be lost with the conversation: the case alone begins anew. @param {any} store */
function startOverHere(store) {
  const value = { stepwise: 1, stamp: { case: '-', node: '-', visit: 0 }, action: { do: 'start-over' } };
  store.dispatch({ type: 'WEB_CHAT/SEND_POST_BACK', payload: { value } });
}

/** @param {boolean} fresh */
async function begin(fresh) {
  try {
    const [session] = await Promise.all([fresh ? getSession(true) : first, loaded]);
    failure.hidden = true;
    if (session.kept && open !== undefined) return startOverHere(open.store);
    show(session);
  } catch {
    if (!('WebChat' in window)) return;
    await recover(fresh);
  }
}

/** Tries again until it works: at first soon, then every half minute. @param {boolean} fresh */
async function recover(fresh = false) {
  if (recovering) return;
  recovering = true;
  for (;;) {
    failures += 1;
    if (failures > 1) say('The connection to the server is lost. Your steps are kept. I try again ...');
    await new Promise((resolve) => setTimeout(resolve, Math.min(30_000, 1_000 * 2 ** failures)));
    const session = await loaded.then(() => getSession(fresh)).catch(() => undefined);
    if (session === undefined) continue;
    recovering = false;
    return show(session);
  }
}

/** @param {string} text */
function say(text) {
  failure.textContent = text;
  failure.hidden = false;
}

const mostUpload = Number(document.body.dataset['mostUpload']);
const fileRefused = 'Your file was not taken. Your steps are kept. It may be too large: please send only the part around the error, or paste it here.';

/** Tells of a file that is too large before all of it is sent in vain. @param {Event} event */
function refuseLarge(event) {
  const input = event.target;
  if (!(input instanceof HTMLInputElement) || input.type !== 'file') return;
  const bytes = [...(input.files ?? [])].reduce((total, file) => total + file.size, 0);
  if (bytes <= mostUpload) return;
  event.stopPropagation();
  input.value = '';
  say(`This is too large: at most ${Math.floor(mostUpload / 1024 / 1024)} MB. Please send only the part around the error, or put it into a zip file.`);
}
chat.addEventListener('change', refuseLarge, true);

/** Web Chat takes no files that are dropped, and the browser would leave the conversation to open them. @param {DragEvent} event */
function takeDropped(event) {
  if (!event.dataTransfer?.types.includes('Files')) return;
  event.preventDefault();
  const input = chat.querySelector('input[type=file]');
  if (event.type !== 'drop' || !(input instanceof HTMLInputElement) || event.dataTransfer.files.length === 0) return;
  input.files = event.dataTransfer.files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
}
addEventListener('dragover', takeDropped);
addEventListener('drop', takeDropped);

const first = getSession(false);
first.catch(() => undefined);
/** @type {Promise<void>} */
const loaded = new Promise((resolve, reject) => {
  addEventListener('DOMContentLoaded', () => ('WebChat' in window ? resolve() : reject(new Error('Web Chat did not load.'))));
});
loaded.catch(() => say('The conversation could not be loaded. Please reload the page, or contact your helpdesk.'));
dark.addEventListener('change', render);
startOver.addEventListener('click', () => void begin(true));
void begin(false);
