/** What an HTTP answer or a status of ActiveSync in a result means. */
import type { Certainty } from '../../knowledge/schema.ts';

export interface RcaCause {
  readonly cause: string;
  readonly certainty: Certainty;
  readonly says: string;
}

const answer = /\bHTTP(?:\/\d\.\d)?[^\d\r\n]{0,40}\b([345]\d\d)(?:\.\d{1,2})?\b|\(([345]\d\d)\)|\b([45]\d\d) [A-Z][a-z]+/;
const status = /\bstatus(?: code)?[^\d\r\n]{0,20}\b(1[0-7]\d)\b/i;

/** By HTTP status. */
const meanings: ReadonlyMap<number, RcaCause> = new Map([
  [401, documented('auth', 'The server did not accept the sign-in (HTTP 401). Check the user name and the password of the test first.')],
  [
    403,
    documented(
      'not-allowed',
      'The server refused the user (HTTP 403). ActiveSync can be switched off for the mailbox, or something in front of the server stops it.',
    ),
  ],
  [404, documented('wrong-address', 'There is no ActiveSync at this address (HTTP 404).')],
  [407, derived('proxy', 'Usually a proxy in front of the server wants a sign-in of its own (HTTP 407).')],
  [449, documented('policy', 'The server wants the phone to accept the policy first (HTTP 449).')],
  [
    451,
    documented(
      'wrong-client-access-server',
      'The phone was sent to another Client Access server (HTTP 451). The ExternalUrl of the sites does not lead to the server of this mailbox.',
    ),
  ],
  [
    500,
    documented(
      'server-error',
      'Something went wrong on the server (HTTP 500). In Exchange 2010, look at whether the user inherits permissions in Active Directory.',
    ),
  ],
  [501, derived('protocol', 'Usually the server does not know this request (HTTP 501).')],
  [502, derived('proxy', 'Usually a proxy in front of the server got no good answer from it (HTTP 502).')],
  [503, documented('server-busy', 'The server could not answer (HTTP 503). The mailbox database can be dismounted, or the server has too much to do.')],
  [505, derived('protocol', 'Usually the server does not know this version (HTTP 505).')],
  [507, documented('mailbox-full', 'The mailbox is full (HTTP 507).')],
]);

function documented(cause: string, says: string): RcaCause {
  return { cause, certainty: 'documented', says };
}

function derived(cause: string, says: string): RcaCause {
  return { cause, certainty: 'derived', says };
}

/** @param text what a row says; the first HTTP status in it counts. */
export function httpCause(text: string): RcaCause | undefined {
  const http = Number(answer.exec(text)?.slice(1).find(Boolean) ?? '0');
  return meanings.get(http) ?? statusCause(Number(status.exec(text)?.[1] ?? '0'));
}

function statusCause(common: number): RcaCause | undefined {
  if (common === 140)
    return {
      cause: 'wipe',
      certainty: 'documented',
      says: 'The server asks to delete everything on the phone (status 140). Do not sync the phone again. First ask your administrator.',
    };
  if (common === 129) return documented('not-allowed', 'The phone is not on the list of phones of this user (status 129).');
  if (common === 177) return documented('too-many-devices', 'Too many phones sync with this mailbox (status 177).');
  if (common === 126) return documented('not-allowed', 'ActiveSync is switched off for this user (status 126).');
  if (common >= 139 && common <= 144) return { cause: 'policy', certainty: 'documented', says: `The phone has not accepted the policy (status ${common}).` };
  return undefined;
}
