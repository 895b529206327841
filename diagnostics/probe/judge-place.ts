/** What an answer says about a place where a phone looks for its server. */
import type { FactBook } from '../../knowledge/library.ts';
import type { Certainty } from '../../knowledge/schema.ts';
import type { ProbeAnswer } from './network.ts';
import { codeOfStatus } from './phone-code.ts';
import { isAutodiscover, offersBasic, schemesOf } from './read-answer.ts';
import type { StepState } from './report.ts';

interface PlaceJudgement {
  readonly state: StepState;
  readonly detail: string;
  /** Whether a phone would sign in here. */
  readonly isServer: boolean;
  readonly cause?: string | undefined;
  readonly certainty: Certainty;
}

/** @param redirect what is to be said of a redirect, when the answer is one. */
export function judgePlace(answer: ProbeAnswer, protocol: 'https' | 'http', redirect: string | undefined, book: FactBook): PlaceJudgement {
  const { status } = answer;
  if (redirect !== undefined) return { state: 'warned', detail: `HTTP ${status}. ${redirect}`, isServer: false, certainty: 'documented' };
  if (protocol === 'http') {
    return { state: 'failed', detail: `HTTP ${status}. Only a redirect to an https address counts here.`, isServer: false, certainty: 'documented' };
  }
  if (status === 401) return judgeSignIn(answer);
  if (status === 200) return judgeSuccess(answer);
  // Most web sites of a domain have no such page, and need none.
  if (status === 404)
    return { state: 'warned', detail: 'HTTP 404. There is no Autodiscover here. A phone goes on to the next place.', isServer: false, certainty: 'documented' };
  return { state: 'failed', isServer: false, ...refusal(status, book) };
}

function judgeSignIn(answer: ProbeAnswer): PlaceJudgement {
  const schemes = schemesOf(answer);
  if (schemes.length === 0) {
    const detail = 'HTTP 401. The server asks for a sign-in, but offers no way to do it. Basic authentication must usually be switched on.';
    return { state: 'failed', detail, isServer: true, cause: 'auth', certainty: 'documented' };
  }
  const detail = `HTTP 401, ways to sign in: ${schemes.join(', ')}. A phone would sign in here.`;
  return { state: offersBasic(schemes) ? 'passed' : 'warned', detail, isServer: true, certainty: 'documented' };
}

function judgeSuccess(answer: ProbeAnswer): PlaceJudgement {
  if (!isAutodiscover(answer)) {
    const detail = 'HTTP 200. Something answers that is not Autodiscover, usually a web page. A phone goes on to the next place.';
    return { state: 'warned', detail, isServer: false, certainty: 'derived' };
  }
  const detail = 'HTTP 200. Autodiscover answers without asking for a sign-in. Anonymous authentication must be switched off for it.';
  return { state: 'warned', detail, isServer: true, cause: 'auth', certainty: 'derived' };
}

function refusal(status: number, book: FactBook): Pick<PlaceJudgement, 'detail' | 'cause' | 'certainty'> {
  if (status === 403) {
    return {
      detail: 'HTTP 403. Access is refused before anybody signs in, usually by a proxy or a rule of the web server.',
      cause: 'proxy',
      certainty: 'derived',
    };
  }
  const known = status >= 500 ? codeOfStatus(status, book) : undefined;
  const detail = `HTTP ${status}. ${known?.meaning ?? 'Autodiscover has no use for this answer.'}`;
  return { detail, cause: known?.cause, certainty: 'derived' };
}
