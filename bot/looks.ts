/** Looks over the network, outside the turn that asks for them: each comes back as a turn of its own. */
import type { Logger } from 'pino';
import { findingOfReport } from '../diagnostics/probe/finding-of-report.ts';
import type { Outbox } from './connector/outbox.ts';
import type { Typing } from './connector/typing.ts';
import type { Prober } from './probe/prober.ts';
import type { Incoming, LookEffect, Turns } from './turns.ts';

export interface LooksDependencies {
  readonly prober: Prober;
  readonly turns: () => Turns;
  readonly outbox: () => Pick<Outbox, 'deliver'>;
  readonly typing: () => Typing;
  readonly log: Logger;
}

export class Looks {
  readonly #deps: LooksDependencies;
  readonly #open = new Set<Promise<void>>();
  readonly #end = new AbortController();

  constructor(deps: LooksDependencies) {
    this.#deps = deps;
  }

  /** Begins one. What it finds is said even if the person has gone on meanwhile. */
  begin(asked: Incoming, effect: LookEffect): void {
    const done = this.#look(asked, effect)
      .catch((error: unknown) => this.#deps.log.error({ err: error }, 'What a look found could not be said. The person is offered another one.'))
      .finally(() => this.#open.delete(done));
    this.#open.add(done);
  }

  /** Breaks off what is under way: it is offered again later. Resolves when nothing is. */
  async stop(): Promise<void> {
    this.#end.abort();
    await Promise.allSettled(this.#open);
  }

  async #look(asked: Incoming, { id, probe, target }: LookEffect): Promise<void> {
    const shown = asked.delivery === 'connector' ? this.#deps.typing().begin(asked.reference) : undefined;
    const report = await this.#deps.prober.run(probe, target, asked.conversation, this.#end.signal).finally(shown);
    if (this.#end.signal.aborted) return;
    const { from, recipient, conversation, channelId } = asked.activity;
    const activity = { type: 'event', name: 'stepwise/looked', from, recipient, conversation, channelId };
    const { dropped: _, answersInline: __, replyTo: ___, ...rest } = asked;
    const taken = await this.#deps.turns().take({ ...rest, key: `look ${id}`, activity, input: { kind: 'looked', id, finding: findingOfReport(report) } });
    if (taken.outbox === 'mine') await this.#deps.outbox().deliver(asked.conversation, asked.reference, taken.replies, undefined);
  }
}
