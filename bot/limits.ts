/** How much one conversation, user or address may ask for in a time. Counted in this process. */
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
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

const minute = 60;
const hour = 3600;
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
  readonly #refused = new RateLimiterMemory({ points: mostRefused, duration: minute });
  readonly #streams = new Map<string, number>();
  #openStreams = 0;

  constructor(settings: LimitSettings) {
    this.#settings = settings;
    this.#conversations = counter(settings.perConversation, minute);
    this.#users = counter(settings.perUser, minute);
    this.#addresses = counter(settings.perAddress, minute);
    this.#openings = counter(settings.openingsPerAddress, minute);
    this.#uploads = counter(settings.uploads, hour);
    this.#bytes = counter(settings.bytesPerAddress, hour);
    this.#reads = counter(settings.perConversation * readsPerActivity, minute);
  }

  /** Counts an activity. @throws Refusal 429 */
  async activity({ conversation, user, address }: Speaker): Promise<void> {
    await this.#conversations(conversation);
    if (user !== undefined) await this.#users(user);
    if (address !== undefined) await this.#addresses(address);
  }

  /** Counts a new conversation, session or token. @throws Refusal 429 */
  opening(address: string): Promise<void> {
    return this.#openings(address);
  }

  /** Counts an upload. @throws Refusal 429 */
  upload(conversation: string): Promise<void> {
    return this.#uploads(conversation);
  }

  /** Counts what is about to be kept, so that nobody fills the disk. @throws Refusal 429 */
  bytes(address: string, bytes: number): Promise<void> {
    return this.#bytes(address, bytes);
  }

  /** Counts a look into a history: a client that polls looks several times a second. @throws Refusal 429 */
  read(conversation: string): Promise<void> {
    return this.#reads(conversation);
  }

  /** Counts a post with a wrong token. */
  async refused(address: string): Promise<void> {
    await this.#refused.penalty(address);
  }

  /** @throws Refusal 429 when too many wrong tokens came from there lately. */
  async expectPatience(address: string): Promise<void> {
    const counted = await this.#refused.get(address);
    if (counted !== null && counted.consumedPoints > mostRefused) throw tooMany(counted.msBeforeNext);
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

type Counter = (key: string, amount?: number) => Promise<void>;

function counter(points: number, duration: number): Counter {
  if (points === 0) return async () => undefined;
  const limiter = new RateLimiterMemory({ points, duration });
  return async (key, amount = 1) => {
    await limiter.consume(key, amount).catch((reason: unknown) => {
      throw reason instanceof RateLimiterRes ? tooMany(reason.msBeforeNext) : reason;
    });
  };
}

function tooMany(retryAfter: number): Refusal {
  return new Refusal(429, 'That was too much in a short time. Wait a moment and try again.', { retryAfter });
}
