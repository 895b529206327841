/** `GET /`: the self-service page, its files, and its session. Nothing on it comes from another machine. */
import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import type { Request, Response, Server } from 'restify';
import { z } from 'zod';
import { answerJson, answerRefusal } from '../answer.ts';
import { mostUpload } from '../direct-line/read-upload.ts';
import type { Limits } from '../limits.ts';
import { Refusal } from '../refusal.ts';
import { refusalOf } from '../refusal-of.ts';
import { partWith, readBody } from '../read-body.ts';
import { readAssets } from './assets.ts';
import { allowPage } from './page-headers.ts';
import { openSession, type SessionDependencies } from './session.ts';

export interface WebPageDependencies extends SessionDependencies {
  readonly log: Logger;
  readonly limits: Limits;
  readonly addressOf: (request: Request) => string;
  /** Pages on these origins may show ours in a frame. */
  readonly allowedOrigins: readonly string[];
}

const sessionBody = z.strictObject({ fresh: z.boolean().default(false) });

/** Mounts the page. */
export async function mountWebPage(server: Server, deps: WebPageDependencies): Promise<void> {
  const assets = await readAssets();
  server.get('/', async (_request: Request, response: Response) => {
    const nonce = randomBytes(16).toString('base64');
    const page = assets.page.replaceAll('{{version}}', assets.version).replaceAll('{{nonce}}', nonce).replaceAll('{{most-upload}}', String(mostUpload));
    allowPage(response, nonce, deps.allowedOrigins);
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
    response.end(page);
  });
  server.get('/assets/:version/:name', async (request: Request, response: Response) => {
    const params: unknown = request.params;
    const file = assets.files.get(z.object({ name: z.string() }).parse(params).name);
    if (file === undefined) return answerJson(response, 404, { error: 'There is no such file.' });
    const { encoding, content } = await file.encoded(String(request.headers['accept-encoding'] ?? ''));
    allowPage(response, undefined, []);
    const headers = {
      'content-type': file.type,
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'accept-encoding',
      'content-length': content.length,
    };
    response.writeHead(200, encoding === undefined ? headers : { ...headers, 'content-encoding': encoding });
    response.end(content);
  });
  server.post('/web-chat/session', async (request: Request, response: Response) => {
    try {
      const body = sessionBody.safeParse(await readBody(request, { bytes: 1024 }));
      if (!body.success) throw new Refusal(400, 'Send {"fresh": true} or {"fresh": false}.');
      deps.limits.opening(deps.addressOf(request));
      const { session, cookie } = await openSession(deps, request, body.data.fresh);
      response.setHeader('set-cookie', cookie);
      answerJson(response, 200, session);
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal === undefined) deps.log.error({ err: error }, 'A session could not be opened.');
      await partWith(request, response);
      answerRefusal(response, refusal ?? new Refusal(500, 'The conversation cannot be opened at the moment. Please try again in a minute.'));
    }
  });
}
