/** One way to answer for all of the channel's routes: JSON, refusals in Direct Line's shape, CORS. */
import type { Logger } from 'pino';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { allowOrigin } from './cors.ts';
import { DirectLineError, directLineErrorOf } from './direct-line-error.ts';
import { answerText } from '../answer.ts';
import { partWith } from '../read-body.ts';

/** What a route answers with. */
export type Answer = { readonly status: number; readonly body: unknown } | { readonly status: number; readonly json: string };

/** What every route needs to answer at all. */
export interface Answering {
  readonly log: Logger;
  readonly allowedOrigins: readonly string[];
}

/** A restify handler that answers with what `answer` returns or refuses with. */
export function jsonRoute({ log, allowedOrigins }: Answering, answer: (request: IncomingMessage, response: ServerResponse) => Promise<Answer>) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    allowOrigin(request, response, allowedOrigins);
    try {
      const given = await answer(request, response);
      sendJson(response, given.status, 'json' in given ? given.json : JSON.stringify(given.body));
    } catch (error) {
      await sendRefusal(request, response, error, log);
    }
  };
}

/** Answers with a refusal; a fault of ours is logged and told as nothing but that. */
export async function sendRefusal(request: IncomingMessage, response: ServerResponse, error: unknown, log: Logger): Promise<void> {
  const refusal = directLineErrorOf(error);
  if (refusal === undefined) log.error({ err: error }, 'A Direct Line request failed.');
  await partWith(request, response);
  if (response.headersSent) return void response.destroy();
  const { status, code, message, retryAfter } = refusal ?? new DirectLineError(500, 'ServerError', 'Something went wrong on the server. Try again.');
  if (retryAfter !== undefined) response.setHeader('Retry-After', Math.ceil(retryAfter / 1000));
  sendJson(response, status, JSON.stringify({ error: { code, message } }));
}

function sendJson(response: ServerResponse, status: number, json: string): void {
  if (status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
  answerText(response, status, json);
}
