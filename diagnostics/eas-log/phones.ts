/** Gives each phone of a log a name of its own, and keeps the requests that a conclusion can rest on. */
import type { Request } from './request.ts';

/** What is kept of a log, however long it is. */
export interface Room {
  /** Phones that are told apart; the requests of further ones go under one name. */
  readonly phones: number;
  /** Requests kept of each phone, from its first on. */
  readonly first: number;
  /** Requests kept of each phone, up to its last. */
  readonly last: number;
}

/** The requests of one phone, in the order of the log. */
interface Kept {
  readonly first: Request[];
  readonly last: Request[];
  readonly wipes: Request[];
  seen: number;
}

export class Phones {
  readonly #names = new Map<string, string>();
  readonly #kept = new Map<string, Kept>();
  readonly #room: Room;
  #latest = '';
  seen = 0;

  constructor(room: Room) {
    this.#room = room;
  }

  /** @param deviceId empty when the log does not say; then it is the phone before it. */
  nameOf(deviceId: string, deviceType: string): string {
    const key = deviceId.toLowerCase();
    if (key === '') return (this.#latest ||= 'phone');
    const known = this.#names.get(key);
    const type = /^[\w.-]{1,24}$/.test(deviceType) ? ` (${deviceType})` : '';
    const name = known ?? (this.#names.size < this.#room.phones ? `phone ${this.#names.size + 1}${type}` : 'other phones');
    if (known === undefined && this.#names.size < this.#room.phones) this.#names.set(key, name);
    this.#latest = name;
    return name;
  }

  add(request: Request): void {
    this.seen += 1;
    const kept = this.#kept.get(request.phone) ?? { first: [], last: [], wipes: [], seen: 0 };
    this.#kept.set(request.phone, kept);
    kept.seen += 1;
    if (kept.first.length < this.#room.first) kept.first.push(request);
    else kept.last.push(request);
    // Dropping many at a time keeps this from moving the whole list for each request.
    if (kept.last.length >= 2 * this.#room.last) this.#drop(kept);
  }

  /** The kept requests of each phone, and how many it had in all. */
  all(): { readonly phone: string; readonly requests: readonly Request[]; readonly seen: number }[] {
    return [...this.#kept].map(([phone, { first, last, wipes, seen }]) => ({ phone, requests: [...first, ...wipes, ...last.slice(-this.#room.last)], seen }));
  }

  #drop(kept: Kept): void {
    const dropped = kept.last.splice(0, kept.last.length - this.#room.last);
    // A wipe matters however long ago it was asked for.
    if (kept.wipes.length < 5) kept.wipes.push(...dropped.filter(({ faults }) => faults.some(({ cause }) => cause === 'wipe')).slice(0, 5));
  }
}
