/** What the answer to a request without a user says about ActiveSync. */
import type { FactBook } from '../../knowledge/library.ts';
import type { Certainty } from '../../knowledge/schema.ts';
import type { ProbeAnswer } from './network.ts';
import { codeOfInnerStatus, codeOfStatus } from './phone-code.ts';
import { header, innerStatus, isRedirect, offersBasic, schemesOf } from './read-answer.ts';
import { hostOf } from './redirect-target.ts';
import type { StepState } from './report.ts';

export interface AnswerJudgement {
  readonly state: StepState;
  /** What came, in one sentence or two. */
  readonly detail: string;
  /** What it means. */
  readonly says: string;
  /** Absent when all is as it should be. */
  readonly cause?: string | undefined;
  readonly certainty: Certainty;
}

/** A status that an answer without a user can have, and what it means then. */
interface Meaning {
  readonly cause: string;
  readonly certainty: Certainty;
  readonly says: string;
}

export function judgeAnswer(answer: ProbeAnswer, book: FactBook): AnswerJudgement {
  const detail = described(answer);
  if (answer.status === 401) return judgeSignIn(answer, detail);
  const { cause, certainty, says } = meaningOf(answer, book);
  return { state: 'failed', detail, cause, certainty, says };
}

/** The schemes of a 401. */
function judgeSignIn(answer: ProbeAnswer, detail: string): AnswerJudgement {
  const schemes = schemesOf(answer);
  if (offersBasic(schemes)) {
    return { state: 'passed', detail, certainty: 'documented', says: 'ActiveSync answers as it should: it asks for a user name and a password.' };
  }
  if (schemes.length === 0) {
    const says = 'The server asks for a sign-in, but offers no way to do it. Basic authentication must be switched on for ActiveSync.';
    return { state: 'failed', detail, cause: 'auth', certainty: 'documented', says };
  }
  const says = `The server offers ${schemes.join(', ')}, but not Basic. Phones usually sign in with Basic authentication.`;
  return { state: 'warned', detail, cause: 'auth', certainty: 'derived', says };
}

function meaningOf(answer: ProbeAnswer, book: FactBook): Meaning {
  const { status } = answer;
  if (status >= 200 && status < 300) return meaningOfSuccess(answer, book);
  if (isRedirect(status)) return redirectMeaning(answer);
  switch (status) {
    // Without a user it cannot be about a user.
    case 403:
      return derived('proxy', 'Access is refused before anybody signs in (403). Usually a rule of a proxy or of the web server stops the phone.');
    case 404:
      return documented(
        'wrong-address',
        'There is no ActiveSync at this address (404). The name is of another server, or something in front does not pass ActiveSync on.',
      );
    case 451:
      return wrongServer(answer);
    case 502:
    case 504:
      return derived('proxy', `What stands in front of Exchange cannot reach it (${status}).`);
  }
  const known = codeOfStatus(status, book);
  if (known !== undefined) return { cause: known.cause, certainty: 'derived', says: known.meaning };
  return derived('unclear', `The server answers with HTTP ${status}, which ActiveSync has no use for.`);
}

function meaningOfSuccess(answer: ProbeAnswer, book: FactBook): Meaning {
  const inner = innerStatus(answer);
  const known = inner === undefined ? undefined : codeOfInnerStatus(inner, book);
  if (known !== undefined) return { cause: known.cause, certainty: known.certainty, says: known.meaning };
  if (isExchange(answer))
    return documented('auth', 'The server answers without asking for a sign-in. Anonymous authentication must be switched off for ActiveSync.');
  return derived('proxy', 'Something answers that is not ActiveSync, usually a web page of a proxy or of another server.');
}

function redirectMeaning(answer: ProbeAnswer): Meaning {
  const target = hostOf(answer);
  const where = target === undefined ? 'another page' : target;
  return derived('proxy', `The request is sent on to ${where}, usually a page to sign in. A phone cannot use such a page; ActiveSync must answer itself.`);
}

function wrongServer(answer: ProbeAnswer): Meaning {
  const right = header(answer, 'x-ms-location');
  const where = right === undefined ? 'It does not say which.' : `It says which: ${right}.`;
  return documented('wrong-client-access-server', `This is not the server for the mailbox; the phone should use another one (451). ${where}`);
}

function isExchange({ headers }: ProbeAnswer): boolean {
  return headers.has('ms-server-activesync') || headers.has('ms-asprotocolversions');
}

function described(answer: ProbeAnswer): string {
  const schemes = answer.status === 401 ? `, ways to sign in: ${schemesOf(answer).join(', ') || 'none'}` : '';
  const server = header(answer, 'server');
  return `HTTP ${answer.status}${schemes}.${server === undefined ? '' : ` The server calls itself ${server}.`}${answer.cut ? ' The answer was too long or too slow to read to its end.' : ''}`;
}

function documented(cause: string, says: string): Meaning {
  return { cause, certainty: 'documented', says };
}

function derived(cause: string, says: string): Meaning {
  return { cause, certainty: 'derived', says };
}
