/** `POST /api/handover/:id`: what the helpdesk's own system says of a case, signed with the shared secret. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { Server } from 'restify';
import { z } from 'zod';
import type { HelpdeskDid } from '../../dialogs/input.ts';
import { answerJson, answerRefusal } from '../answer.ts';
import type { Limits } from '../limits.ts';
import { parseJson, partWith, readBytes } from '../read-body.ts';
import { Refusal } from '../refusal.ts';
import { refusalOf } from '../refusal-of.ts';
import type { HandoverStore, KeptHandover } from '../store/handover-store.ts';
import { verifiedId } from './signature.ts';

const words = z.string().trim().min(1);
const callback = z
  .strictObject({
    /** The hand-over again: the address is not signed, the body is. */
    id: z.string().max(64),
    status: z.enum(['taken', 'released', 'solved', 'message']),
    by: words.max(120).optional(),
    text: words.max(4000).optional(),
  })
  .refine(({ status, text }) => status !== 'message' || text !== undefined, 'A message needs a text.');

const did = { taken: 'took', released: 'released', solved: 'solved', message: 'said' } as const;
const largest = 32 * 1024;

export interface CallbackDependencies {
  readonly secret: Uint8Array;
  readonly store: HandoverStore;
  readonly limits: Limits;
  readonly addressOf: (request: IncomingMessage) => string | undefined;
  readonly log: Logger;
  readonly now: () => number;
  readonly tell: (kept: KeptHandover, key: string, input: HelpdeskDid) => Promise<void>;
}

/** Mounts it. The same `webhook-id` again changes nothing. */
export function mountCallback(server: Server, deps: CallbackDependencies): void {
  server.post('/api/handover/:id', async (request, response) => {
    try {
      await receive(request, String(request.params?.['id'] ?? ''), deps);
      answerJson(response, 200, { taken: true });
    } catch (error) {
      await refuse(request, response, error, deps.log);
    }
  });
}

async function receive(request: IncomingMessage, named: string, deps: CallbackDependencies): Promise<void> {
  const { secret, store, limits, addressOf, now, tell } = deps;
  const address = addressOf(request);
  if (address !== undefined) await limits.expectPatience(address);
  const body = await readBytes(request, { bytes: largest });
  const key = verifiedId(secret, request.headers, body, now());
  if (key === undefined) {
    if (address !== undefined) await limits.refused(address);
    throw new Refusal(401, 'The signature is missing or not valid, or the time is more than five minutes away.');
  }
  const parsed = callback.safeParse(parseJson(body));
  if (!parsed.success || parsed.data.id !== named) {
    throw new Refusal(
      400,
      'Send {"id", "status": "taken", "released", "solved" or "message", "by", "text"}; the id is that of the address, a message needs a text.',
    );
  }
  const kept = await store.findHandover(named);
  if (kept === undefined) throw new Refusal(404, 'There is no such hand-over, or the person has had it deleted.');
  const { status, by, text } = parsed.data;
  await tell(kept, `callback ${key}`, { kind: 'helpdesk-did', id: kept.id, did: did[status], via: 'webhook', by, text });
}

async function refuse(request: IncomingMessage, response: ServerResponse, error: unknown, log: Logger): Promise<void> {
  const refusal = refusalOf(error);
  if (refusal === undefined) log.error({ err: error }, 'A callback of the helpdesk could not be handled.');
  await partWith(request, response);
  if (response.headersSent) return void response.destroy();
  answerRefusal(response, refusal ?? new Refusal(500, 'The callback could not be handled. The operator finds the reason in the log.'));
}
