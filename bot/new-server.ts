/** restify's server, without its plugins: none is used, and loading them takes as long as all else of it. */
import { createRequire } from 'node:module';
import { pino } from 'pino';
import type { Server } from 'restify';
import { sayOwnErrors } from './answer.ts';

/** restify's main module loads every plugin; these two are what its `createServer` puts together. */
const load = createRequire(import.meta.url);
const RestifyServer: new (options: object) => Server = load('restify/lib/server');
const Router: new (options: object) => unknown = load('restify/lib/router');

/** A server that says nothing of itself. */
export function newServer(): Server {
  const options = { name: '', log: pino({ name: 'restify' }), handleUncaughtExceptions: false };
  const server = new RestifyServer({ ...options, router: new Router(options) });
  sayOwnErrors(server);
  return server;
}
