/** One way to answer for all of the channel's routes: JSON, refusals in Direct Line's shape, CORS. */
import type { Logger } from 'pino';
import type { Request, Response } from 'restify';
import { allowOrigin } from './cors.ts';
import { DirectLineError, directLineErrorOf } from './direct-line-error.ts';
import { answerJson } from '../answer.ts';
import { partWith } from '../read-body.ts';

/** What a route answers with. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** What every route needs to answer at all. */
export interface Answering {
  readonly log: Logger;
  readonly allowedOrigins: readonly string[];
}

/** A restify handler that answers with what `answer` returns or refuses with. */
export function jsonRoute({ log, allowedOrigins }: Answering, answer: (request: Request, response: Response) => Promise<Answer>) {
  return async (request: Request, response: Response): Promise<void> => {
    allowOrigin(request, response, allowedOrigins);
    try {
      const { status, body } = await answer(request, response);
      sendJson(response, status, body);
    } catch (error) {
      await sendRefusal(request, response, error, log);
    }
  };
}

/** Answers with a refusal; a fault of ours is logged and told as nothing but that. */
export async function sendRefusal(request: Request, response: Response, error: unknown, log: Logger): Promise<void> {
  const refusal = directLineErrorOf(error);
  if (refusal === undefined) log.error({ err: error }, 'A Direct Line request failed.');
  await partWith(request, response);
  if (response.headersSent) return void response.destroy();
  const { status, code, message, retryAfter } = refusal ?? new DirectLineError(500, 'ServerError', 'Something went wrong on the server. Try again.');
  if (retryAfter !== undefined) response.setHeader('Retry-After', Math.ceil(retryAfter / 1000));
  sendJson(response, status, { error: { code, message } });
}

function sendJson(response: Response, status: number, body: unknown): void {
  if (status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
  answerJson(response, status, body);
}
