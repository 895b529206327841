/** Who wants to know when a conversation has a new turn: the open streams. */
import type { Recorded } from './conversations.ts';

type Changed = (fresh?: readonly Recorded[]) => void;

export class Watchers {
  readonly #byConversation = new Map<string, Set<Changed>>();

  /** Calls back until the result is called. */
  add(conversation: string, changed: Changed): () => void {
    const watchers = this.#byConversation.get(conversation) ?? new Set();
    this.#byConversation.set(conversation, watchers.add(changed));
    return () => {
      watchers.delete(changed);
      if (watchers.size === 0 && this.#byConversation.get(conversation) === watchers) this.#byConversation.delete(conversation);
    };
  }

  /** Calls the watchers of a conversation, or of all; `fresh` is asked only when there are any. */
  call(conversation: string | undefined, fresh?: () => readonly Recorded[]): void {
    const called = conversation === undefined ? [...this.#byConversation.values()] : [this.#byConversation.get(conversation)];
    for (const watchers of called) {
      if (watchers === undefined) continue;
      const records = fresh?.();
      for (const changed of watchers) changed(records);
    }
  }
}
