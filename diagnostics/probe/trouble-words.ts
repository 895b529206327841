/** Why a step did not come about, in plain words, and what that means for a phone. */
import type { Certainty } from '../../knowledge/schema.ts';
import type { Trouble } from './network.ts';
import type { StepState } from './report.ts';

interface TroubleWords {
  readonly state: StepState;
  readonly detail: string;
  /** None when it says nothing about the phone, only about this check. */
  readonly cause?: { readonly cause: string; readonly certainty: Certainty } | undefined;
}

/** @param host the name that was to be looked up or reached. */
export function troubleWords(trouble: Trouble, host: string): TroubleWords {
  switch (trouble) {
    case 'no-record':
      return failed(`DNS has no address for ${host}.`, 'server-name');
    case 'no-dns-answer':
      return { state: 'failed', detail: `DNS gave no answer about ${host}. Try again in a few minutes.` };
    case 'refused':
      return failed(`${host} refuses the connection.`, 'no-connection');
    case 'no-answer':
      return failed(`${host} does not answer in time.`, 'no-connection');
    case 'cut-off':
      return failed(`${host} closes the connection without an answer.`, 'no-connection', 'derived');
    case 'unreachable':
      return failed(`${host} cannot be reached.`, 'no-connection');
    case 'no-tls':
      return failed(`${host} answers, but no encrypted connection (TLS) comes about.`, 'no-connection', 'derived');
    case 'no-http':
      return failed(`${host} answers, but not as a web server does.`, 'wrong-address', 'derived');
    case 'name-not-allowed':
    case 'private-address':
    case 'forbidden-address':
    case 'too-many-connections':
    case 'out-of-time':
      return { state: 'not-run', detail: notLookedInto(trouble, host) };
  }
}

type Guarded = 'name-not-allowed' | 'private-address' | 'forbidden-address' | 'too-many-connections' | 'out-of-time';

function notLookedInto(trouble: Guarded, host: string): string {
  switch (trouble) {
    case 'name-not-allowed':
      return `${host} is not among the names that may be checked here.`;
    case 'private-address':
      return `${host} has an address inside a company's network. This is not allowed here.`;
    case 'forbidden-address':
      return `${host} has an address that is never checked.`;
    case 'too-many-connections':
      return 'The check has used up its connections.';
    case 'out-of-time':
      return 'There was no time left for this.';
  }
}

/** What would help, in words that complete "Get me ..."; `undefined` when it is not about this check's own limits. */
export function lackOf(trouble: Trouble, host: string): string | undefined {
  switch (trouble) {
    case 'name-not-allowed':
      return `the administrator of this bot to add the domain of ${host} to PROBE_DOMAINS`;
    case 'private-address':
      return 'the administrator of this bot to set PROBE_PRIVATE_NETWORKS=true, if this server is to be checked from inside';
    case 'no-dns-answer':
    case 'out-of-time':
      return 'the same check again in a few minutes';
    case 'no-record':
    case 'refused':
    case 'no-answer':
    case 'cut-off':
    case 'unreachable':
    case 'no-tls':
    case 'no-http':
    case 'forbidden-address':
    case 'too-many-connections':
      return undefined;
  }
}

function failed(detail: string, cause: string, certainty: Certainty = 'documented'): TroubleWords {
  return { state: 'failed', detail, cause: { cause, certainty } };
}
