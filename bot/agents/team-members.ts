/** The members of the helpdesk's team in Teams, asked of the Bot Connector service one by one. */
import { setTimeout as wait } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import type { ConnectorClient } from '../connector/connector-client.ts';

export interface Person {
  /** In Entra, in small letters. */
  readonly objectId: string;
  readonly serviceUrl: string;
  /** The person's id in Teams. */
  readonly user: string;
}

/** Milliseconds for which an answer holds: so long somebody who left the team may still be an agent. */
const holds = 10 * 60_000;
const mostPeople = 5_000;
/** Milliseconds that a message waits for the answer: what is asked of a bot by a button must be answered within two seconds. */
const patience = 1_500;

export class TeamMembers {
  readonly #team: string;
  readonly #client: () => Pick<ConnectorClient, 'member'>;
  readonly #log: Logger;
  readonly #known = new LRUCache<string, Promise<boolean>>({ max: mostPeople, ttl: holds });

  /** @param team the id of its conversation, such as 19:...@thread.tacv2; the bot must be in it. */
  constructor(team: string, client: () => Pick<ConnectorClient, 'member'>, log: Logger) {
    this.#team = team;
    this.#client = client;
    this.#log = log;
  }

  /** Whether a person is a member. While nobody says in time, nobody is; a later message asks again, or finds the answer. */
  async has(person: Person): Promise<boolean> {
    const late = new AbortController();
    const inTime = wait(patience, false, { signal: late.signal }).catch(() => false);
    return Promise.race([this.#asked(person), inTime]).finally(() => late.abort());
  }

  #asked(person: Person): Promise<boolean> {
    const key = `${person.objectId} ${person.user}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const asked = this.#ask(person).catch((error: unknown) => {
      this.#known.delete(key);
      this.#log.warn(
        { err: error },
        'Teams did not say who is in AGENT_TEAM, so nobody is an agent by it for now. Add the bot to that team, and check the id.',
      );
      return false;
    });
    this.#known.set(key, asked);
    return asked;
  }

  /** The answer must name the same person: an id in Teams alone says nothing of who that is in Entra. */
  async #ask({ objectId, serviceUrl, user }: Person): Promise<boolean> {
    const member = await this.#client().member(serviceUrl, this.#team, user);
    return member?.aadObjectId?.toLowerCase() === objectId;
  }
}
