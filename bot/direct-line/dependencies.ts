/** What the Direct Line channel is given: it knows no environment, clock or store of its own. */
import type { Logger } from 'pino';
import type { IncomingMessage } from 'node:http';
import type { Limits } from '../limits.ts';
import type { ReadFile } from '../files/file-reader.ts';
import type { Conversations } from '../conversations.ts';

export interface DirectLineDependencies {
  readonly conversations: Conversations;
  /** Signs our tokens (HS256); the same after a restart, so that clients reconnect. */
  readonly secret: Uint8Array;
  readonly now: () => number;
  readonly newId: () => string;
  readonly log: Logger;
  readonly limits: Limits;
  readonly readFile: ReadFile;
  /** The client's address, for counting. */
  readonly addressOf: (request: IncomingMessage) => string;
  /** Pages on these origins may use the channel; the own page always may. */
  readonly allowedOrigins: readonly string[];
  /** Clients that present it act for any user. Without it anybody may start a conversation of their own, as on the page. */
  readonly shareSecret?: string | undefined;
}
