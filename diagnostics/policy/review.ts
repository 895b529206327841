/** One policy against one phone: what it asks that the phone cannot do, and what the text leaves open. */
import type { FactBook } from '../../knowledge/library.ts';
import type { Certainty } from '../../knowledge/schema.ts';
import { evidence } from '../evidence.ts';
import type { Conflict, Evidence, Outcome } from '../finding.ts';
import { mask } from '../mask.ts';
import { judgeSetting, type Judgement, onOrOff, type Setting } from './judge-setting.ts';
import type { Field } from '../powershell/output.ts';
import { allowSetting, type Policy, type PolicySetting } from './policy.ts';

export type Profile = FactBook['profiles'] extends ReadonlyMap<string, infer One> ? One : never;

export interface Review {
  readonly policy: Policy;
  /** The settings that ask what the phone cannot do. `conflictOf` tells more of those that are shown. */
  readonly conflicts: readonly Conflicting[];
  /** How sure it is that the surest conflict is one. */
  readonly certainty: Certainty;
  readonly allows: boolean | null;
  /** What says whether such phones are let in. */
  readonly allowsField: Field | undefined;
  /** Settings that this phone cannot follow, and that the text does not show. */
  readonly missing: readonly string[];
  /** Settings whose value cannot be read, and settings the facts lack. */
  readonly unreadable: readonly string[];
  /** The conflicts count only while another setting is on, and the text does not show that one. */
  readonly depends: readonly string[];
}

export interface Conflicting extends PolicySetting {
  readonly setting: Setting;
}

interface Judged extends Conflicting {
  readonly judgement: Judgement;
}

/** Compares each setting that is sent to the phone, and that the phone does not support, with its neutral value. */
export function reviewPolicy(read: Policy, book: FactBook, profile: Profile): Review {
  const policy = withShownName(read);
  const switches = switchesOf(policy);
  const judged = policy.settings.flatMap((one): Judged[] => {
    const setting = book.settings.get(one.name);
    if (setting === undefined || !matters(one.name, setting, profile) || switchOf(switches, setting) === false) return [];
    const judgement = judgeSetting(setting, one.field.value, one.field.cut);
    return judgement === 'asks-nothing' ? [] : [{ ...one, setting, judgement }];
  });
  const asking = judged.filter(({ judgement }) => judgement === 'asks');
  const unreadable = judged.filter(({ judgement }) => judgement === 'unreadable');
  const open = asking.filter((one) => switchOf(switches, one.setting) === undefined);
  return {
    policy,
    conflicts: asking,
    certainty: asking.some((one) => isSure(one, switches)) ? 'documented' : 'derived',
    allows: switches.get(allowSetting) ?? null,
    allowsField: policy.settings.find((one) => one.name === allowSetting)?.field,
    missing: missingFrom(switches, book, profile),
    unreadable: [...new Set([...unreadable.map((one) => one.name), ...policy.unknown.map((field) => field.name)])],
    depends: open.length === asking.length ? [...new Set(open.flatMap((one) => one.setting['counts-with'] ?? []))] : [],
  };
}

/** A name that is somebody's address is not shown, so the policy counts as one without a name. */
function withShownName(policy: Policy): Policy {
  return policy.name === undefined || mask(policy.name) === policy.name ? policy : { ...policy, name: undefined };
}

/** What the review of one policy comes to. Who asks for nothing is in order only when everything was shown. */
export function outcomeOf(review: Review): Outcome {
  if (review.conflicts.length > 0) return review.allows === false ? 'fault' : 'unclear';
  return review.missing.length === 0 && review.unreadable.length === 0 ? 'fine' : 'unclear';
}

const matters = (name: string, setting: Setting, profile: Profile): boolean => setting['sent-to-phone'] && !profile.supports.includes(name);

/** Whether the setting is on that this one counts with: `true` when it needs none, `undefined` when not shown. */
function switchOf(switches: Switches, setting: Setting): boolean | undefined {
  const other = setting['counts-with'];
  return other === undefined ? true : switches.get(other);
}

/** Each setting that is shown, with whether it is on, when all places that show it say the same. */
type Switches = ReadonlyMap<string, boolean | undefined>;

function switchesOf(policy: Policy): Switches {
  const switches = new Map<string, boolean | undefined>();
  for (const { name, field } of policy.settings) {
    const on = onOrOff(field.value, field.cut);
    switches.set(name, switches.has(name) && switches.get(name) !== on ? undefined : on);
  }
  return switches;
}

function isSure(one: Conflicting, switches: Switches): boolean {
  return one.setting.certainty === 'documented' && !one.field.cut && switchOf(switches, one.setting) === true;
}

function missingFrom(switches: Switches, book: FactBook, profile: Profile): string[] {
  const missing: string[] = [];
  for (const [name, setting] of book.settings) {
    if (!switches.has(name) && matters(name, setting, profile) && switchOf(switches, setting) !== false) missing.push(name);
  }
  return missing;
}

/** A conflict as it is shown. `raw` are the lines that the policy was read from. */
export function conflictOf({ name, setting, field }: Conflicting, policy: Policy, raw: readonly string[]): Conflict {
  return {
    policy: policy.name,
    setting: name,
    value: shownValue(field),
    neutral: neutralLiteral(setting),
    evidence: lineOf(field, policy, raw),
  };
}

/** A value as it may be shown. */
export const shownValue = (field: Field): string => mask(field.cut ? `${field.value}…` : field.value);

/** The line of a setting as it stands, or only the setting where the line has more than that. */
export function lineOf(field: Field, policy: Policy, raw: readonly string[]): Evidence {
  const line = raw[field.line - 1] ?? '';
  const whole = line.length <= 160 && line.includes(field.name) && line.includes(field.value) && policy.shape === 'list';
  return evidence(field.line, whole ? line : `${field.name}: ${field.value}`);
}

/** The neutral value as PowerShell writes it. */
export function neutralLiteral(setting: Setting): string {
  if (setting.neutral === null) return '$null';
  return typeof setting.neutral === 'boolean' ? `$${setting.neutral}` : String(setting.neutral);
}
