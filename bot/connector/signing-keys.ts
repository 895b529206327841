/** The keys that the Bot Connector service signs with: fetched when they are needed, and kept while that service is away. */
import { createPublicKey, type KeyObject } from 'node:crypto';
import type { Logger } from 'pino';
import { z } from 'zod';
import { isKeyAddress } from './service-address.ts';

export interface SigningKey {
  readonly key: KeyObject;
  /** The channels that it may speak for; none: any. */
  readonly endorsements: readonly string[];
}

const metadataAnswer = z.object({ jwks_uri: z.string().refine(isKeyAddress, 'must be an https:// address') });
const keysAnswer = z.object({ keys: z.array(z.looseObject({ kid: z.string().min(1), endorsements: z.array(z.string()).nullish() })) });
const rsaKey = z.object({ kty: z.literal('RSA'), n: z.string(), e: z.string() });

/** Milliseconds until a fetch is given up, both of its steps together. */
const deadline = 8_000;
/** Milliseconds for which keys are not asked for again. */
const freshFor = 24 * 3_600_000;
/** Milliseconds between two fetches: when a token names a key that nobody knows, or a fetch failed; and as long as there are no keys at all. */
const pause = 5 * 60_000;
const firstPause = 1_000;

export class SigningKeys {
  readonly #metadata: string;
  readonly #now: () => number;
  readonly #log: Logger;
  #keys: ReadonlyMap<string, SigningKey> = new Map();
  #fetchedAt = Number.NEGATIVE_INFINITY;
  #triedAt = Number.NEGATIVE_INFINITY;
  #fetching: Promise<void> | undefined;
  #failure: unknown;

  /** @param metadata The address of the service's OpenID metadata, which names the address of its keys. */
  constructor(metadata: string, now: () => number, log: Logger) {
    this.#metadata = metadata;
    this.#now = now;
    this.#log = log;
  }

  /**
   * The key of that id, if there is one. However many ask, there is one fetch at a time.
   * @throws when no key is known at all and none could be fetched.
   */
  async find(id: string): Promise<SigningKey | undefined> {
    const known = this.#keys.get(id);
    const isFresh = this.#now() - this.#fetchedAt < freshFor;
    if (known !== undefined && isFresh) return known;
    await this.#fetchNowAndThen();
    if (this.#keys.size === 0) throw new Error('The keys of the Bot Connector service could not be fetched.', { cause: this.#failure });
    return this.#keys.get(id);
  }

  async #fetchNowAndThen(): Promise<void> {
    const wait = this.#keys.size === 0 ? firstPause : pause;
    // A time that lies ahead was taken before the clock was set back.
    const age = this.#now() - this.#triedAt;
    if (this.#fetching === undefined && age >= 0 && age < wait) return;
    this.#triedAt = this.#now();
    this.#fetching ??= this.#fetch().finally(() => (this.#fetching = undefined));
    await this.#fetching;
  }

  async #fetch(): Promise<void> {
    const options = { signal: AbortSignal.timeout(deadline), redirect: 'error' } as const;
    try {
      const { jwks_uri: address } = metadataAnswer.parse(await json(await fetch(this.#metadata, options)));
      const { keys } = keysAnswer.parse(await json(await fetch(address, options)));
      this.#keys = new Map(keys.flatMap(readKey));
      this.#fetchedAt = this.#now();
    } catch (error) {
      this.#failure = error;
      this.#log.warn({ err: error, known: this.#keys.size }, 'The keys of the Bot Connector service could not be fetched. Known ones stay in use.');
    }
  }
}

async function json(response: Response): Promise<unknown> {
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}`);
  return response.json();
}

/** Keys of other kinds are left out: tokens are signed with RSA. */
function readKey({ kid, endorsements, ...rest }: z.infer<typeof keysAnswer>['keys'][number]): [string, SigningKey][] {
  const parsed = rsaKey.safeParse(rest);
  if (!parsed.success) return [];
  return [[kid, { key: createPublicKey({ key: parsed.data, format: 'jwk' }), endorsements: endorsements ?? [] }]];
}
