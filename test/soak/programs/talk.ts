/** How the programs of a run talk: one asks by name, the other answers; and either may tell something unasked. */
import { z } from 'zod';

const message = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ask'), number: z.number(), name: z.string(), content: z.unknown().optional() }),
  z.object({ kind: z.literal('answer'), number: z.number(), content: z.unknown().optional() }),
  z.object({ kind: z.literal('failure'), number: z.number(), reason: z.string() }),
  z.object({ kind: z.literal('tell'), name: z.string(), content: z.unknown().optional() }),
]);

/** One end of the line: `process` in a program that was forked, the child in the one that forked it. */
interface Line {
  send?(message: unknown, callback?: (error: Error | null) => void): boolean;
  on(event: 'message', listener: (message: unknown) => void): unknown;
}

export type Answers = Readonly<Record<string, (content: unknown) => unknown>>;

/** Answers what the other end asks. Gives a way to tell it something. */
export function answerOn(line: Line, answers: Answers): (name: string, content?: unknown) => void {
  line.on('message', (raw) => {
    const parsed = message.safeParse(raw);
    if (!parsed.success || parsed.data.kind !== 'ask') return;
    const { number, name, content } = parsed.data;
    Promise.resolve()
      .then(() => {
        const answer = answers[name];
        if (answer === undefined) throw new Error(`Nobody answers "${name}".`);
        return answer(content);
      })
      .then(
        (given) => send(line, { kind: 'answer', number, content: given }),
        (error: unknown) => send(line, { kind: 'failure', number, reason: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
      );
  });
  return (name, content) => send(line, { kind: 'tell', name, content });
}

export interface Asking {
  ask(name: string, content?: unknown): Promise<unknown>;
  /** Fails everything that is still open. */
  hangUp(reason: string): void;
}

/** Asks the other end; `told` hears what it tells. */
export function askOn(line: Line, told: (name: string, content: unknown) => void): Asking {
  const open = new Map<number, { resolve(content: unknown): void; reject(error: Error): void }>();
  let numbers = 0;
  line.on('message', (raw) => {
    const parsed = message.safeParse(raw);
    if (!parsed.success) return;
    const { data } = parsed;
    if (data.kind === 'tell') told(data.name, data.content);
    if (data.kind !== 'answer' && data.kind !== 'failure') return;
    const waiting = open.get(data.number);
    open.delete(data.number);
    if (data.kind === 'answer') waiting?.resolve(data.content);
    else waiting?.reject(new Error(data.reason));
  });
  return {
    ask: (name, content) => {
      const { promise, resolve, reject } = Promise.withResolvers<unknown>();
      const number = (numbers += 1);
      open.set(number, { resolve, reject });
      send(line, { kind: 'ask', number, name, content });
      return promise;
    },
    hangUp: (reason) => {
      for (const { reject } of open.values()) reject(new Error(reason));
      open.clear();
    },
  };
}

/** An end that is gone hears nothing; whoever waits for it learns that from its end. */
function send(line: Line, content: z.infer<typeof message>): void {
  line.send?.(content, () => undefined);
}
