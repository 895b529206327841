/** Does what waits to be done for the helpdesk, and tries again later what could not be done, over restarts. */
import type { Logger } from 'pino';
import { ConnectorError } from '../connector/connector-client.ts';
import { type Errand, errandPage, type HandoverStore, type KeptHandover } from '../store/handover-store.ts';

export interface ErrandsDependencies {
  readonly store: HandoverStore;
  readonly log: Logger;
  readonly now: () => number;
  /** Milliseconds after which what waits is an alarm. */
  readonly alarmAfter: number;
  /** Does an errand once; it may have been done before, by somebody who could not note it down. */
  readonly run: (errand: Errand, kept: KeptHandover) => Promise<void>;
  /** A first try of something has failed. */
  readonly failed: (errand: Errand, kept: KeptHandover) => Promise<void>;
}

/** Milliseconds until the next try, by the number of tries that failed; the last repeats. */
const waits = [1_000, 2_000, 5_000, 15_000, 30_000, 60_000, 120_000, 300_000];
/** Milliseconds between two looks for what is due. */
const lookEvery = 1_000;
/** Milliseconds between two alarms in the log. */
const alarmEvery = 600_000;

export class Errands {
  readonly #deps: ErrandsDependencies;
  readonly #open = new Set<Promise<void>>();
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;
  #alarmedAt = Number.NEGATIVE_INFINITY;
  #stopped = false;

  constructor(deps: ErrandsDependencies) {
    this.#deps = deps;
  }

  start(): void {
    this.#timer = setInterval(() => this.look(), lookEvery).unref();
    this.look();
  }

  /** Looks for what is due: at once after a turn that wrote something. */
  look(): void {
    if (this.#stopped) return;
    this.#looking ??= this.#look().finally(() => (this.#looking = undefined));
  }

  /** Stops looking, and waits for what is under way. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#looking;
    await Promise.allSettled(this.#open);
  }

  /** How many deliveries have waited for longer than they should. */
  late(): Promise<number> {
    return this.#deps.store.lateErrands(this.#deps.now() - this.#deps.alarmAfter);
  }

  async #look(): Promise<void> {
    if (this.#open.size >= errandPage) return;
    try {
      for (const errand of await this.#deps.store.takeErrands(this.#deps.now())) this.#begin(errand);
    } catch (error) {
      this.#deps.log.warn({ err: error }, 'What is to be done for the helpdesk could not be read; it is read again in a second.');
    }
  }

  #begin(errand: Errand): void {
    const done = this.#do(errand)
      .catch((error: unknown) =>
        this.#deps.log.warn({ err: error }, 'What was done for the helpdesk could not be noted down; it is done again when its lease runs out.'),
      )
      .finally(() => this.#open.delete(done));
    this.#open.add(done);
  }

  async #do(errand: Errand): Promise<void> {
    const { store, now, run } = this.#deps;
    const kept = await store.findHandover(errand.handover);
    try {
      // Forgotten meanwhile: then there is nothing to do.
      if (kept !== undefined) await run(errand, kept);
    } catch (error) {
      return this.#putOff(errand, kept, error);
    }
    await store.endErrand(errand, now());
    // What waited for this one need not wait for the next look.
    this.look();
  }

  async #putOff(errand: Errand, kept: KeptHandover | undefined, error: unknown): Promise<void> {
    const { store, log, now, failed, alarmAfter } = this.#deps;
    const asked = error instanceof ConnectorError ? (error.retryAfter ?? 0) : 0;
    const longest = waits.at(-1) ?? 0;
    const usual = (waits[Math.min(errand.tries, waits.length - 1)] ?? longest) * (0.8 + Math.random() * 0.4);
    await store.putOffErrand(errand, now() + Math.round(Math.min(Math.max(asked, usual), longest)));
    const waited = now() - errand.since;
    const about = { err: error, kind: errand.kind, handover: errand.handover, tries: errand.tries + 1, waitedMinutes: Math.floor(waited / 60_000) };
    if (waited <= alarmAfter) log.warn(about, 'The helpdesk could not be reached. It is kept and tried again.');
    else if (now() - this.#alarmedAt > alarmEvery) {
      this.#alarmedAt = now();
      log.error(about, 'A case has not reached the helpdesk for longer than HANDOVER_ALARM_MINUTES. It is kept and tried again; see the reason beside this.');
    }
    if (kept !== undefined && errand.tries === 0) await failed(errand, kept);
  }
}
