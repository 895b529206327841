/** `GET /healthz`: the process is alive. `GET /readyz`: it can take a turn. */
import type { Request, Response, Server } from 'restify';
import type { Store } from './store.ts';

/** Mounts both; `leave` makes it not ready, so that a load balancer sends nobody here any more. */
export function mountHealth(server: Server, store: Store): { leave(): void } {
  let leaving = false;
  server.get('/healthz', async (_request: Request, response: Response) => {
    response.send(200, { alive: true });
  });
  server.get('/readyz', async (_request: Request, response: Response) => {
    if (leaving) return void response.send(503, { ready: false, reason: 'The service is shutting down.' });
    try {
      await store.ping();
      response.send(200, { ready: true });
    } catch {
      response.send(503, { ready: false, reason: 'The store cannot be written. Check the disk and DATABASE_URL.' });
    }
  });
  return {
    leave: () => {
      leaving = true;
    },
  };
}
