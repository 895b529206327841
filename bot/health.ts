/** `GET /healthz`: the process is alive. `GET /readyz`: it can take a turn. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Request, Response, Server } from 'restify';
import { answerJson } from './answer.ts';
import type { Store } from './store/store.ts';

/** What an operator has to look at although turns are taken: a name for their alarms, and what to do. */
export interface Warning {
  readonly name: string;
  readonly says: string;
}

export interface HealthDependencies {
  readonly store: Store;
  readonly warnings: () => Promise<readonly Warning[]>;
  /** Milliseconds that a load balancer takes to notice that this process is not ready any more. */
  readonly drainFor: number;
}

/** Mounts both; `leave` makes it not ready, and resolves when nobody is sent here any more. */
export function mountHealth(server: Server, { store, warnings, drainFor }: HealthDependencies): { leave(): Promise<void> } {
  let leaving = false;
  const lookUp = onceASecond(async () => {
    await store.ping();
    return warnings();
  });
  const ready = async (_request: Request, response: Response): Promise<void> => {
    if (leaving) return answerJson(response, 503, { ready: false, reason: 'The service is shutting down.' });
    try {
      const found = await lookUp();
      const told = { warning: found.map(({ says }) => says).join(' '), warnings: found.map(({ name }) => name) };
      answerJson(response, 200, found.length > 0 ? { ready: true, ...told } : { ready: true });
    } catch {
      answerJson(response, 503, { ready: false, reason: 'The store cannot be written. The log says why.' });
    }
  };
  server.get('/healthz', alive);
  server.head('/healthz', alive);
  server.get('/readyz', ready);
  server.head('/readyz', ready);
  return {
    leave: () => {
      leaving = true;
      return wait(drainFor);
    },
  };
}

async function alive(_request: Request, response: Response): Promise<void> {
  answerJson(response, 200, { alive: true });
}

/** Anybody may ask, and asking writes to the disk: the answer is kept for a second. */
function onceASecond<Answer>(ask: () => Promise<Answer>): () => Promise<Answer> {
  let asked = Number.NEGATIVE_INFINITY;
  let answer: Promise<Answer> | undefined;
  return () => {
    if (answer === undefined || performance.now() - asked >= 1000) {
      asked = performance.now();
      answer = ask();
    }
    return answer;
  };
}
