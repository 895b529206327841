/** Carries what a turn asks for into another conversation, where it is taken as a turn of its own. */
import type { Logger } from 'pino';
import type { Input } from '../../dialogs/input.ts';
import type { ShareEffect, SharedNews } from '../../dialogs/together/sharing.ts';
import type { Outbox } from '../connector/outbox.ts';
import type { Store } from '../store/store.ts';
import type { Incoming, Turns } from '../turns.ts';
import type { CaseCodes } from './case-codes.ts';
import type { CodeGuesses } from './code-guesses.ts';
import { otherSide } from './other-side.ts';

export interface TogetherDependencies {
  readonly store: Pick<Store, 'load'>;
  readonly codes: CaseCodes;
  readonly guesses: CodeGuesses;
  readonly turns: () => Turns;
  readonly outbox: () => Pick<Outbox, 'deliver'>;
  /** Whether somebody who was an agent still is one. */
  readonly isAgent: (agent: string, reference: unknown) => Promise<boolean>;
  readonly log: Logger;
  readonly now: () => number;
}

export class Together {
  readonly #deps: TogetherDependencies;
  readonly #open = new Set<Promise<void>>();

  constructor(deps: TogetherDependencies) {
    this.#deps = deps;
  }

  /** Begins it, one after the other. What fails is logged: the conversation that asked is written, and the next turn tells where both are. */
  begin(asked: Incoming, effects: readonly ShareEffect[]): void {
    const done = this.#carry(asked, effects)
      .catch((error: unknown) => this.#deps.log.error({ err: error }, 'The other side of a shared case could not be told. The next step tells it.'))
      .finally(() => this.#open.delete(done));
    this.#open.add(done);
  }

  /** Resolves when nothing is under way, what it led to included. */
  async idle(): Promise<void> {
    while (this.#open.size > 0) await Promise.allSettled(this.#open);
  }

  async #carry(asked: Incoming, effects: readonly ShareEffect[]): Promise<void> {
    for (const [index, effect] of effects.entries()) {
      const key = `${asked.conversation} ${asked.key}${index === 0 ? '' : ` ${index}`}`;
      if (effect.kind === 'join') await this.#join(asked, effect.code, key);
      else if (effect.kind === 'help') await this.#help(asked, effect.to, key, { kind: 'helped', by: asked.conversation, does: effect.does });
      else await this.#share(asked, effect.to, key, effect.news);
    }
  }

  /** Wrong codes count against the agent and the conversation; those of others are never looked up. */
  async #join(asked: Incoming, code: string, key: string): Promise<void> {
    const { codes, guesses, log, now } = this.#deps;
    const { agent, conversation: by } = asked;
    if (agent === undefined) return;
    const counted = [agent, by];
    const refuse = (because: 'unknown' | 'often'): Promise<void> => this.#refuse(by, key, because);
    if (!guesses.mayTry(counted)) {
      log.warn({ agent }, 'An agent tried many wrong case codes. Codes are refused for a while.');
      return refuse('often');
    }
    const found = await codes.find(code, now());
    if (found === undefined || found.conversation === by) {
      guesses.wrong(counted);
      return refuse('unknown');
    }
    log.info({ agent, case: found.case.id }, 'An agent opened a case by its code.');
    if (!(await this.#take(found.conversation, `joined ${key}`, { kind: 'helper-came', by, agent, code }))) await refuse('unknown');
  }

  async #refuse(to: string, key: string, because: 'unknown' | 'often'): Promise<void> {
    await this.#take(to, `refused ${key}`, { kind: 'shared', from: '', news: { kind: 'refused', because } });
  }

  /** A person who is gone, by retention, shares nothing any more. */
  async #help(asked: Incoming, to: string, key: string, input: Input): Promise<void> {
    if (await this.#take(to, `helped ${key}`, input)) return;
    await this.#take(asked.conversation, `gone ${key}`, { kind: 'shared', from: to, news: { kind: 'ended' } });
  }

  /** An agent who is gone, or is none any more, has let go. */
  async #share(asked: Incoming, to: string, key: string, news: SharedNews): Promise<void> {
    const helper = (await this.#deps.turns().find(asked.conversation))?.case.helper;
    const isRevoked = news.kind === 'step' && helper !== undefined && !(await this.#isStillAgent(helper.agent, to));
    const told = await this.#take(to, `shared ${key}`, { kind: 'shared', from: asked.conversation, news: isRevoked ? { kind: 'ended' } : news });
    if ((told && !isRevoked) || news.kind !== 'step') return;
    await this.#take(asked.conversation, `left ${key}`, { kind: 'helped', by: to, does: { kind: 'left' } });
  }

  async #isStillAgent(agent: string, conversation: string): Promise<boolean> {
    return this.#deps.isAgent(agent, (await this.#deps.turns().find(conversation))?.reference);
  }

  /** Takes the turn and sees to it that its replies are sent; `false` when the conversation is not there any more, or cannot be reached. */
  async #take(conversation: string, key: string, input: Input): Promise<boolean> {
    const { store, turns, outbox, log, now } = this.#deps;
    const stored = await store.load(conversation);
    if (stored === undefined) return false;
    const side = otherSide(conversation, stored, now());
    if (side === undefined) {
      log.error({ case: stored.case.id }, 'How to reach a conversation cannot be read in the database. Its case is shared no more; its next message mends it.');
      return false;
    }
    const taken = await turns().take({ ...side, key, input });
    if (taken.outbox === 'mine') await outbox().deliver(conversation, stored.reference, taken.replies, undefined);
    return true;
  }
}
