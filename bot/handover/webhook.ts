/** Posts to the helpdesk's own system: one signed try, a deadline, no redirects, a bounded answer. */
import { z } from 'zod';
import { HandoverError } from './handover-error.ts';
import { signedHeaders } from './signature.ts';

/** Milliseconds until a post without an answer is given up. */
const deadline = 10_000;
/** Bytes of an answer that are read. */
const longestAnswer = 64 * 1024;

const answer = z.object({
  ticket: z
    .string()
    .trim()
    .regex(/^[\w./#: -]{1,60}$/),
});

export interface WebhookTarget {
  readonly url: string;
  readonly secret: Uint8Array;
}

/**
 * Posts a body under an id, by which the receiver tells that it had it before; resolves with the number it gave.
 * @throws HandoverError
 */
export async function postWebhook({ url, secret }: WebhookTarget, id: string, body: string, now: number): Promise<string | undefined> {
  const headers = { 'content-type': 'application/json; charset=utf-8', ...signedHeaders(secret, id, body, now) };
  const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal: AbortSignal.timeout(deadline) }).catch((error: unknown) => {
    throw new HandoverError(`The hand-over webhook cannot be reached: ${reasonOf(error)}. Check HANDOVER_WEBHOOK_URL.`);
  });
  const text = await readBounded(response);
  if (response.ok) return ticketIn(text);
  const hint = response.status === 401 || response.status === 403 ? ' Check that both sides have the same HANDOVER_WEBHOOK_SECRET.' : '';
  throw new HandoverError(`The hand-over webhook answered ${response.status}.${hint}`);
}

async function readBounded(response: Response): Promise<string> {
  let text = '';
  const decoder = new TextDecoder();
  try {
    for await (const part of response.body ?? []) {
      text += decoder.decode(part, { stream: true });
      if (text.length > longestAnswer) break;
    }
  } catch (error) {
    // The status has come: whether it was taken is known, only the number may be lost.
    if (!response.ok) throw new HandoverError(`The hand-over webhook's answer broke off: ${reasonOf(error)}.`);
  }
  return text;
}

function ticketIn(text: string): string | undefined {
  try {
    return answer.safeParse(JSON.parse(text)).data?.ticket;
  } catch {
    // Taken, but without JSON: there is no number then, and that is all.
    return undefined;
  }
}

/** The network's own code says what is wrong; addresses may have secrets in them. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  if (error.name === 'TimeoutError') return `no answer within ${deadline / 1000} seconds`;
  const { cause } = error;
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : error.name;
}
