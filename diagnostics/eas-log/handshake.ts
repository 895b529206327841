/** How far the last try to hand a phone its policy came. */
import type { PolicyStep, Request, Sign } from './request.ts';

/** `asked-again`: the phone accepted, and the server asked for the policy all the same. */
type Stop = PolicyStep | 'asked-again';

export interface Handshake {
  readonly phone: string;
  readonly steps: readonly { readonly step: PolicyStep | 'retried'; readonly request: Request; readonly sign: Sign | undefined }[];
  /** The step at which it stopped; `undefined` when the phone got through afterwards. */
  readonly stoppedAt: Stop | undefined;
}

/** What each step says, in a sentence. */
export const stepSays: Readonly<Record<PolicyStep | 'retried', string>> = {
  challenge: 'The server asked the phone to get the policy.',
  asked: 'The phone asked for the policy.',
  refused: 'The phone asked for the policy, and the server did not give it.',
  downloaded: 'The server sent the policy to the phone.',
  'not-applied': 'The phone answered that it did not apply all of the policy.',
  'not-accepted': 'The phone answered that it applied the policy, and the server did not accept that.',
  accepted: 'The server accepted the answer and gave the final key.',
  retried: 'The phone tried again, and got through.',
};

/** What it means that nothing comes after a step. */
export const stopSays: Readonly<Record<Stop, string>> = {
  challenge: 'After that, the log does not show that the phone got the policy.',
  asked: 'The phone asked for the policy, and no policy came.',
  refused: stepSays.refused,
  downloaded: 'The phone got the policy, and never answered that it applied it.',
  'not-applied': stepSays['not-applied'],
  'not-accepted': stepSays['not-accepted'],
  'asked-again': 'The phone accepted the policy, and the server asked for it again.',
  accepted: 'The phone accepted the policy. The log ends before it tries again.',
};

/** The last handshake among a phone's requests, from its challenge on; `undefined` when there is none. */
export function lastHandshake(phone: string, requests: readonly Request[]): Handshake | undefined {
  const first = startOf(requests);
  if (first < 0) return undefined;
  const steps = requests.slice(first).flatMap((request) => (request.step === undefined ? [] : [{ step: request.step, request, sign: request.stepSign }]));
  const last = steps.at(-1);
  if (last === undefined) return undefined;
  const after = requests.slice(requests.indexOf(last.request) + 1).find((one) => one.result === 'ok' && one.step === undefined && one.command !== 'OPTIONS');
  // The challenge that follows a whole handshake starts the next one: it says that the last one failed.
  if (after === undefined) return { phone, steps, stoppedAt: stop(steps.map(({ step }) => step)) };
  return { phone, steps: [...steps, { step: 'retried', request: after, sign: undefined }], stoppedAt: undefined };
}

/** The furthest step that was not passed: a challenge again after a refused policy is about that policy. */
function stop(steps: readonly PolicyStep[]): Stop | undefined {
  const furthest = steps.findLast((step) => step !== 'challenge') ?? steps.at(-1);
  return furthest === 'accepted' && steps.at(-1) === 'challenge' ? 'asked-again' : furthest;
}

function startOf(requests: readonly Request[]): number {
  const through = requests.findLastIndex(
    ({ result, step, command }, at) =>
      result === 'ok' && step === undefined && command !== 'OPTIONS' && at < requests.findLastIndex((one) => one.step !== undefined),
  );
  const next = requests.findIndex((one, at) => at > through && one.step !== undefined);
  return next;
}
