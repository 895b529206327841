/** How much one conversation, user or address may ask for in a time. Counted in this process. */
import { Counter } from './counter.ts';
import { Refusal } from './refusal.ts';

/** Numbers; 0 means no limit. */
export interface LimitSettings {
  /** Activities a minute in one conversation, of one user, and from one address. */
  readonly perConversation: number;
  readonly perUser: number;
  readonly perAddress: number;
  /** New conversations, sessions and tokens a minute from one address. */
  readonly openingsPerAddress: number;
  /** Uploads an hour in one conversation. */
  readonly uploads: number;
  /** Bytes an hour that are kept of what one address sends, messages and uploads together. */
  readonly bytesPerAddress: number;
  /** Open streams in all, and from one address. */
  readonly streams: number;
  readonly streamsPerAddress: number;
}

interface Speaker {
  readonly conversation: string;
  readonly user?: string | undefined;
  /** None where everybody comes from the same address, as from the Bot Connector service. */
  readonly address?: string;
}

const minute = 60_000;
const hour = 3_600_000;
/** Looks into a history that are allowed for each activity. */
const readsPerActivity = 5;
/** Posts with a wrong token a minute from one address, after which its posts are refused unread. */
const mostRefused = 300;

export class Limits {
  readonly #settings: LimitSettings;
  readonly #conversations: Counter;
  readonly #users: Counter;
  readonly #addresses: Counter;
  readonly #openings: Counter;
  readonly #uploads: Counter;
  readonly #bytes: Counter;
  readonly #reads: Counter;
  readonly #refused = new Counter(mostRefused, minute);
  readonly #streams = new Map<string, number>();
  #openStreams = 0;

  constructor(settings: LimitSettings) {
    this.#settings = settings;
    this.#conversations = new Counter(settings.perConversation, minute);
    this.#users = new Counter(settings.perUser, minute);
    this.#addresses = new Counter(settings.perAddress, minute);
    this.#openings = new Counter(settings.openingsPerAddress, minute);
    this.#uploads = new Counter(settings.uploads, hour);
    this.#bytes = new Counter(settings.bytesPerAddress, hour);
    this.#reads = new Counter(settings.perConversation * readsPerActivity, minute);
  }

  /** Counts an activity. @throws Refusal 429 */
  activity({ conversation, user, address }: Speaker): void {
    allow(this.#conversations.count(conversation));
    if (user !== undefined) allow(this.#users.count(user));
    if (address !== undefined) allow(this.#addresses.count(address));
  }

  /** Counts a new conversation, session or token. @throws Refusal 429 */
  opening(address: string): void {
    allow(this.#openings.count(address));
  }

  /** Counts an upload. @throws Refusal 429 */
  upload(conversation: string): void {
    allow(this.#uploads.count(conversation));
  }

  /** Counts what is about to be kept, so that nobody fills the disk. @throws Refusal 429 */
  bytes(address: string, bytes: number): void {
    allow(this.#bytes.count(address, bytes));
  }

  /** Counts a look into a history: a client that polls looks several times a second. @throws Refusal 429 */
  read(conversation: string): void {
    allow(this.#reads.count(conversation));
  }

  /** Counts a post with a wrong token. */
  refused(address: string): void {
    this.#refused.count(address);
  }

  /** @throws Refusal 429 when too many wrong tokens came from there lately. */
  expectPatience(address: string): void {
    allow(this.#refused.look(address));
  }

  /** Counts an open stream until the result is called. @throws Refusal 429 */
  stream(address: string): () => void {
    const { streams, streamsPerAddress } = this.#settings;
    const open = this.#streams.get(address) ?? 0;
    if ((streams > 0 && this.#openStreams >= streams) || (streamsPerAddress > 0 && open >= streamsPerAddress)) throw tooMany(10_000);
    this.#openStreams += 1;
    this.#streams.set(address, open + 1);
    return () => {
      this.#openStreams -= 1;
      const left = (this.#streams.get(address) ?? 1) - 1;
      if (left === 0) this.#streams.delete(address);
      else this.#streams.set(address, left);
    };
  }
}

/** @throws Refusal 429 when there is a time to wait. */
function allow(wait: number | undefined): void {
  if (wait !== undefined) throw tooMany(wait);
}

function tooMany(retryAfter: number): Refusal {
  return new Refusal(429, 'That was too much in a short time. Wait a moment and try again.', { retryAfter });
}
