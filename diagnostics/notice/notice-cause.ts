/** What a notice says is wrong. */
import type { Certainty } from '../../knowledge/schema.ts';
import { type Field, isReason, type State, stateOf } from './notice-fields.ts';
import type { Topic } from './notice-words.ts';

export interface Concluded {
  readonly cause: string;
  readonly certainty: Certainty;
  readonly says: string;
}

/** @param reason as Exchange writes it; `undefined` when the notice has none. */
export function concludeState(state: State, reason: string | undefined): Concluded | undefined {
  switch (state) {
    case 'Quarantined':
      return quarantined(reason);
    case 'Blocked':
      return blocked(reason);
    case 'DeviceDiscovery':
      return discovery;
    case 'Allowed':
    case 'Unknown':
      return undefined;
  }
}

export function concludeTopic(topic: Topic): Concluded {
  switch (topic) {
    case 'wipe':
      return {
        cause: 'wipe',
        certainty: 'derived',
        says: 'This is about deleting everything on the phone from afar. Do not sync the phone again. First ask your administrator.',
      };
    case 'too-many-devices':
      return {
        cause: 'too-many-devices',
        certainty: 'derived',
        says: 'Usually, too many phones sync with this mailbox. Remove the ones that are no longer in use.',
      };
    case 'quarantined':
      return quarantined(undefined);
    case 'discovery':
      return discovery;
    case 'policy':
      return { ...policy, certainty: 'derived', says: `Usually: ${policy.says}` };
    case 'blocked':
      return {
        cause: 'access-rule',
        certainty: 'derived',
        says: 'The server refuses this phone. Usually a device access rule or the default of the company stops it; it can also be the policy.',
      };
  }
}

const discovery: Concluded = {
  cause: 'discovery',
  certainty: 'documented',
  says: 'Exchange is still finding out what phone this is. This takes up to about 14 minutes. Wait 15 minutes, then sync again.',
};

const policy: Concluded = {
  cause: 'policy',
  certainty: 'documented',
  says: 'The phone does not meet the policy of your company. To allow the phone for this user does not help here; the policy must fit the phone.',
};

function quarantined(reason: string | undefined): Concluded {
  const says = 'Exchange holds this phone back until an administrator lets it in. Its mail comes by itself after that.';
  switch (reason?.toLowerCase()) {
    case 'policy':
      return policy;
    case 'upgrade':
      return { ...discovery, says: 'The mailbox has just moved to another server. Exchange holds the phone back for a short time, and this passes by itself.' };
    case 'global':
      return { cause: 'quarantined', certainty: 'documented', says: `${says} Every new phone is held back in this company.` };
    case 'devicerule':
      return { cause: 'quarantined', certainty: 'documented', says: `${says} A rule holds back phones of this kind.` };
  }
  return { cause: 'quarantined', certainty: 'documented', says };
}

function blocked(reason: string | undefined): Concluded {
  switch (reason?.toLowerCase()) {
    case 'policy':
      return policy;
    case 'devicerule':
    case 'device rule':
      return { cause: 'access-rule', certainty: 'documented', says: 'A device access rule of your company stops phones of this kind.' };
    case 'global':
      return {
        cause: 'access-rule',
        certainty: 'documented',
        says: 'Your company stops every phone that no rule allows. An administrator can allow this phone.',
      };
    case 'individual':
      return {
        cause: 'not-allowed',
        certainty: 'documented',
        says: 'This phone is on the list of phones that this mailbox may not use, or it is missing from the list of allowed ones.',
      };
    case 'upgrade':
      return { ...discovery, says: 'The mailbox has just moved to another server. Exchange stops the phone for a short time, and this passes by itself.' };
  }
  if (reason !== undefined && isReason(reason)) {
    return {
      cause: 'throttling',
      certainty: 'derived',
      says: `Exchange stops this phone because of how it behaves (${reason}). Usually this ends after some time.`,
    };
  }
  return concludeTopic('blocked');
}

/** The state and the reason among the details. */
export function stateAndReason(fields: readonly Field[]): {
  readonly state: State | undefined;
  readonly reason: string | undefined;
  readonly lines: readonly Field[];
} {
  const state = fields.find((one) => one.kind === 'state' && stateOf(one.value) !== undefined);
  const reason = fields.find((one) => one.kind === 'reason' && one.value !== '');
  return {
    state: state === undefined ? undefined : stateOf(state.value),
    reason: reason?.value,
    lines: [state, reason].filter((one) => one !== undefined),
  };
}
