/** `GET /handover/:id/files/:file`: a file that was kept for the helpdesk, for an agent or the bearer of a signed link. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { Request, Response, Server } from 'restify';
import { z } from 'zod';
import type { MayRead } from '../agents/session.ts';
import type { Upload } from '../conversations.ts';
import { queryOf } from '../direct-line/addresses.ts';
import { dispositionOf } from '../direct-line/send-upload.ts';
import { Html, html } from '../insights/html.ts';
import type { Limits } from '../limits.ts';
import { Refusal } from '../refusal.ts';
import { refusalOf } from '../refusal-of.ts';
import type { Store } from '../store/store.ts';
import type { FileLinks } from './file-links.ts';

export interface FilesDependencies {
  readonly links: FileLinks;
  readonly store: Pick<Store, 'findHandover' | 'findUpload'>;
  /** Nobody where agents do not sign in. */
  readonly isAgent: MayRead;
  readonly limits: Limits;
  readonly addressOf: (request: IncomingMessage) => string | undefined;
  readonly log: Logger;
  readonly now: () => number;
}

const names = z.object({ id: z.string().max(64), file: z.string().max(64) });

export function mountFiles(server: Server, deps: FilesDependencies): void {
  server.get('/handover/:id/files/:file', async (request: Request, response: Response) => {
    response.setHeader('cache-control', 'no-store');
    response.setHeader('referrer-policy', 'no-referrer');
    try {
      const file = await open(request, deps);
      if (file === 'sign-in') askToSignIn(request, response);
      else send(response, file);
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal === undefined) deps.log.error({ err: error }, 'A file that was kept for the helpdesk could not be read.');
      say(response, refusal?.status ?? 500, html`<p>${refusal?.message ?? 'The file cannot be read at the moment. Try again in a minute.'}</p>`);
    }
  });
}

/** Who may not have it is not told whether it is there. */
async function open(request: Request, { links, store, isAgent, limits, addressOf, now }: FilesDependencies): Promise<Upload | 'sign-in'> {
  const address = addressOf(request);
  if (address !== undefined) await limits.expectPatience(address);
  const named = names.safeParse(request.params);
  if (!named.success) throw new Refusal(404, 'There is no such file.');
  const { id, file } = named.data;
  const query = queryOf(request);
  const isSigned = query.has('signature');
  const link = isSigned ? links.read(id, file, query, now()) : 'invalid';
  if (link !== 'valid' && !(await isAgent(request))) {
    if (link === 'expired') throw new Refusal(403, 'This link has run out. Sign in as an agent on this browser, and open it again.');
    if (!isSigned) return 'sign-in';
    if (address !== undefined) await limits.refused(address);
    throw new Refusal(403, 'This link is not valid: a part of it is missing or was changed. Open it once more from where it was sent to you.');
  }
  const kept = await store.findHandover(id);
  const found = kept === undefined ? undefined : await store.findUpload(kept.conversation, file);
  if (found === undefined) throw new Refusal(404, 'This file is not kept any more: it went with the conversation. Ask the person to send it again.');
  return found;
}

/** A stranger's file: whatever it is, a browser only saves it. */
function send(response: ServerResponse, { name, content }: Upload): void {
  response.writeHead(200, {
    'Content-Type': 'application/octet-stream',
    'Content-Length': content.byteLength,
    'Content-Disposition': dispositionOf('attachment', name),
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'same-origin',
  });
  response.end(content);
}

/** A browser that follows a link from elsewhere leaves the agent's cookie out, so the page asks once more from here. */
function askToSignIn(request: Request, response: ServerResponse): void {
  if (!queryOf(request).has('again')) return say(response, 401, html`<p>One moment …</p>`, html`<meta http-equiv="refresh" content="0;url=?again=1" />`);
  say(response, 401, html`<p>This file is for agents of the helpdesk. Sign in on this browser, then open the link again.</p>`);
}

function say(response: ServerResponse, status: number, words: Html, head?: Html): void {
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>A file for the helpdesk - Stepwise</title>
        ${head}
      </head>
      <body>
        ${words}
      </body>
    </html> `;
  response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': "default-src 'none'" });
  response.end(page.text);
}
