/** People who count: each message adds a mark, and each reply says which step it was and what was marked. */
import type { Said } from './history.ts';
import { marks, opening } from './knowledge.ts';
import type { Random } from './random.ts';
import type { Saying, Script } from './script.ts';

export interface Tally {
  readonly script: Script;
  readonly said: readonly Said[];
}

export interface TallyOptions {
  /** A name for its ids. */
  readonly name: string;
  readonly channel: Script['channel'];
  readonly serviceUrl?: string;
  /** How many marks. */
  readonly marks: number;
  readonly mode: Script['mode'];
  readonly pause?: number;
  readonly from?: string;
  readonly insist?: boolean;
  /** When each saying is handed in: once for each delivery, in milliseconds after its turn. */
  readonly at?: (random: Random, index: number) => number[];
  /** Whether the opening words are said first; without them, the marks go on where an earlier part ended. */
  readonly opens?: boolean;
  readonly inline?: boolean;
}

/** Plans what one person says. The conversation is filled in when it is known: its name, or the id that the service gave it. */
export function planTally(random: Random, options: TallyOptions): Tally {
  const { name, channel, serviceUrl = '', mode, pause = 0, from, insist, at = () => [0], opens = true, inline = false } = options;
  const typed = Array.from({ length: options.marks }, () => random.between(1, marks.length));
  const counted = typed.map((number, index) => ({ id: `${name}-${index + 1}`, text: String(number), label: marks[number - 1] ?? '' }));
  const first = opens ? [{ id: `${name}-0`, text: opening, label: undefined }] : [];
  const all = [...first, ...counted];
  const sayings: Saying[] = all.map(({ id, text }, index) => ({ id, text, inline, at: at(random, index) }));
  return {
    script: {
      channel,
      conversation: name,
      serviceUrl,
      mode,
      pause,
      sayings,
      ...(from === undefined ? {} : { from }),
      ...(insist === undefined ? {} : { insist }),
    },
    said: all.map(({ id, label }) => ({ conversation: name, id, ...(label === undefined ? {} : { label }) })),
  };
}

/** The same plan in the conversation that the service opened for it. */
export function inConversation(tally: Tally, conversation: string): Tally {
  return { script: { ...tally.script, conversation }, said: tally.said.map((one) => ({ ...one, conversation })) };
}
