/** What is wrong with one phone, from its fields and what the facts say about their values. */
import type { FactBook } from '../../knowledge/library.ts';
import type { Certainty } from '../../knowledge/schema.ts';
import type { Field } from '../powershell/output.ts';
import { type Order, readDate, type Readings, readings } from './dates.ts';
import { type Device, present } from './device.ts';
import { certaintyOf, sayNumber } from './in-words.ts';

export interface Trouble {
  readonly cause: string;
  readonly certainty: Certainty;
  /** A sentence without the phone's name: `it is blocked by ...`. */
  readonly says: string;
  readonly fields: readonly Field[];
}

export interface Judgement {
  readonly device: Device;
  readonly troubles: readonly Trouble[];
  /** What cannot be told of it; empty when all that matters is known. */
  readonly open: readonly string[];
}

/** Days without a sync after which a phone counts as not synced. */
const longestRest = 7;
const dayLength = 86_400_000;

/** Judges one phone; `order` is how the dates of its text are to be read. */
export function judgeDevice(device: Device, book: FactBook, now: number, order: Order): Judgement {
  const wipe = wipeOf(device, order);
  const access = accessOf(device, book);
  const sync = syncOf(device, now, order);
  const troubles = wipe.concat(access.troubles);
  return {
    device,
    troubles: troubles.length > 0 ? troubles : policyBefore(device, book, sync.troubles),
    open: access.open.concat(sync.open),
  };
}

type Part = Pick<Judgement, 'troubles' | 'open'>;

const trouble = (cause: string, certainty: Certainty, says: string, ...fields: readonly (Field | undefined)[]): Trouble => ({
  cause,
  certainty,
  says,
  fields: present(fields),
});

function accessOf(device: Device, book: FactBook): Part {
  const { state, reason } = device;
  if (state === undefined || state.cut) return { troubles: [], open: ['DeviceAccessState'] };
  const sure = certaintyOf(book, state);
  const numbers = [state, reason].flatMap((field) => (field?.written === undefined ? [] : [sayNumber(field)]));
  switch (state.value.toLowerCase()) {
    case 'allowed':
      return { troubles: [], open: numbers };
    case 'blocked': {
      const { troubles, open } = blockedOf(device, state, book);
      return { troubles, open: [...numbers, ...open] };
    }
    case 'quarantined':
      return { troubles: [trouble('quarantined', sure, 'it waits for an administrator to let it in', state, reason)], open: numbers };
    case 'devicediscovery':
      return { troubles: [trouble('discovery', sure, 'Exchange is still finding out what it is; wait 15 minutes, then look again', state)], open: numbers };
    case 'unknown':
      return { troubles: [], open: numbers.length > 0 ? numbers : ['DeviceAccessState (it is Unknown)'] };
  }
  return { troubles: [], open: ['DeviceAccessState'] };
}

function blockedOf(device: Device, state: Field, book: FactBook): Part {
  const { reason, rule } = device;
  const known = reason === undefined ? 'unverified' : certaintyOf(book, reason);
  // Of a state that is only a number nobody can be surer than of the number.
  const sure = known === 'documented' ? certaintyOf(book, state) : known;
  switch (reason?.value.toLowerCase()) {
    case 'policy':
      return {
        troubles: [trouble('policy', sure, 'it is blocked because it does not meet the policy of the mailbox', state, reason, device.policyStatus)],
        open: [],
      };
    case 'global':
      return { troubles: [trouble('access-rule', sure, 'it is blocked by the default access level of the organisation', state, reason)], open: [] };
    case 'individual':
      return { troubles: [trouble('access-rule', sure, 'it is blocked by the list of this mailbox', state, reason)], open: [] };
    case 'devicerule':
      return { troubles: [trouble('access-rule', sure, 'it is blocked by a device access rule', state, reason, rule)], open: [] };
    case 'upgrade':
      return {
        troubles: [trouble('server-busy', sure === 'documented' ? 'derived' : sure, 'its mailbox has just moved; this passes by itself', state, reason)],
        open: [],
      };
  }
  return eitherOf(device);
}

/** Blocked, and no reason that the facts know: the policy or a rule. A policy not applied makes the policy likelier. */
function eitherOf(device: Device): Part {
  const policy = trouble(
    'policy',
    'derived',
    'it is blocked, perhaps because it does not meet the policy of the mailbox',
    device.state,
    device.reason,
    device.policyStatus,
  );
  const rule = trouble('access-rule', 'derived', 'it is blocked, perhaps by a device access rule', device.state, device.reason, device.rule);
  const ruled = device.rule !== undefined;
  return { troubles: ruled ? [rule, policy] : [policy, rule], open: ['DeviceAccessStateReason'] };
}

/** What the date of a field can stand for; `undefined` when it is not shown or holds no date. */
function readingsOf(field: Field | undefined, order: Order): Readings | undefined {
  const date = field && readDate(field.value);
  return date && readings(date, order);
}

function syncOf(device: Device, now: number, order: Order): Part {
  const success = readingsOf(device.success, order);
  const attempt = readingsOf(device.attempt, order);
  if (success === undefined) {
    if (attempt !== undefined && device.neverSucceeded)
      return { troubles: [trouble('not-synced', 'derived', 'it tried to sync and never succeeded', device.attempt)], open: [] };
    return { troubles: [], open: ['LastSuccessSync'] };
  }
  if (attempt !== undefined && attempt.day > success.day && attempt.month > success.month) {
    return {
      troubles: [trouble('not-synced', 'derived', 'its last attempt is newer than its last success, so it usually fails now', device.success, device.attempt)],
      open: [],
    };
  }
  const rests = [now - success.day, now - success.month].map((rest) => rest / dayLength);
  if (success.sure && rests.every((rest) => rest > longestRest)) {
    return { troubles: [trouble('not-synced', 'derived', `it has not synced for ${Math.floor(Math.min(...rests))} days`, device.success)], open: [] };
  }
  const recent = rests.every((rest) => rest <= longestRest && rest > -1);
  const failing = attempt !== undefined && (attempt.day > success.day || attempt.month > success.month);
  const unsure = success.sure ? 'LastSuccessSync (it lies in the future)' : 'LastSuccessSync (day and month cannot be told apart)';
  const open = recent && !failing ? [] : [unsure];
  return { troubles: [], open: attempt === undefined ? open.concat('LastSyncAttemptTime') : open };
}

/** A phone that fails and did not apply its policy usually fails for that. */
function policyBefore(device: Device, book: FactBook, troubles: readonly Trouble[]): readonly Trouble[] {
  const { policyStatus: status } = device;
  if (troubles.length === 0 || status === undefined || !/^(?:not|partially)applied$/i.test(status.value)) return troubles;
  const sure = certaintyOf(book, status) === 'unverified' ? 'unverified' : 'derived';
  return [trouble('policy', sure, 'it does not apply all of its policy and does not sync', status, device.policy), ...troubles];
}

/** A wipe that was asked for and not yet followed by a good sync. */
function wipeOf(device: Device, order: Order): Trouble[] {
  const pending = device.status !== undefined && /wipe/i.test(device.status.value);
  const dates = [...device.wipes, ...(device.wipeDone === undefined ? [] : [device.wipeDone])].filter((field) => /\d/.test(field.value));
  if (!pending && dates.length === 0) return [];
  const synced = readingsOf(device.success, order);
  const over = dates.every((field) => {
    const asked = readingsOf(field, order);
    return asked !== undefined && synced !== undefined && synced.day > asked.day && synced.month > asked.month;
  });
  if (!pending && over && device.wipeDone !== undefined) return [];
  return [trouble('wipe', 'derived', 'somebody asked to delete everything on it', ...(pending ? [device.status] : []), ...dates)];
}
