/** Plain JSON answers, the same for every client whatever it says it accepts. */
import type { ServerResponse } from 'node:http';
import type { Server } from 'restify';
import type { Refusal } from './refusal.ts';

const json = 'application/json; charset=utf-8';

/** Answers with JSON. */
export function answerJson(response: ServerResponse, status: number, body: unknown): void {
  answerText(response, status, JSON.stringify(body));
}

/** Answers with what is JSON already. Its length is told, for without it Node.js sends it in pieces, which costs more. */
export function answerText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': json, 'content-length': Buffer.byteLength(text) });
  response.end(text);
}

/** Answers `{error}`, with the time to wait where there is one. */
export function answerRefusal(response: ServerResponse, { status, message, retryAfter }: Refusal): void {
  if (retryAfter !== undefined) response.setHeader('retry-after', Math.ceil(retryAfter / 1000));
  answerJson(response, status, { error: message });
}

const sentences: Readonly<Record<number, string>> = {
  404: 'There is nothing at this address.',
  405: 'This address does not take that method.',
  500: 'Something went wrong on the server. Try again.',
};

/** Makes restify's own answers (no such route, no such method, a handler that failed) say what ours say, and nothing of the request. */
export function sayOwnErrors(server: Server): void {
  server.on('restifyError', (_request: unknown, response: ServerResponse, error: unknown, done: () => void) => {
    if (!(error instanceof Error) || response.headersSent) return done();
    const status = 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500;
    const said = { error: sentences[status] ?? 'The request is not valid.' };
    response.setHeader('content-type', json);
    Object.assign(error, { toJSON: () => said });
    done();
  });
}
