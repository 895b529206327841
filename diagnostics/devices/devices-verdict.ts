/** What the phones come to, in plain sentences, the conclusion first. */
import type { Profile } from '../policy/review.ts';
import { list, phoneOf } from '../policy/verdict.ts';
import type { Judgement } from './judge-device.ts';

/** One to three sentences. `ours` is how many of the phones are of the profile. */
export function verdictOn(judged: readonly Judgement[], profile: Profile | undefined, ours: number): string {
  const [only] = judged;
  if (only === undefined) return 'No phone could be read from this text.';
  return judged.length === 1 ? onOne(only, profile, ours === 1) : onSeveral(judged, profile, ours);
}

function onOne({ device, troubles, open }: Judgement, profile: Profile | undefined, isOurs: boolean): string {
  const phone = isOurs && profile !== undefined ? `This ${phoneOf(profile)}` : 'This phone';
  const other =
    isOurs || !device.about.some((field) => /OS$|UserAgent$/i.test(field.name)) || profile === undefined ? '' : ` It does not look like a ${phoneOf(profile)}.`;
  const unknown = open.length === 0 ? '' : ` Cannot be told from this: ${list(open)}.`;
  if (troubles.length > 0) return `${phone} does not sync as it should: ${list(troubles.map((trouble) => trouble.says))}.${unknown}${other}`;
  const partly = /^(?:NotApplied|PartiallyApplied)$/i.test(device.policyStatus?.value ?? '')
    ? ' It does not apply all of its policy, and usually that does not stop it.'
    : '';
  if (open.length === 0) return `${phone} may sync, and its last sync succeeded.${partly}${other}`;
  return `Nothing wrong can be seen with ${phone.toLowerCase().startsWith('this') ? phone.replace('This', 'this') : phone}, but not everything can be seen.${unknown}${other}`;
}

function onSeveral(judged: readonly Judgement[], profile: Profile | undefined, ours: number): string {
  const wrong = judged.filter((one) => one.troubles.length > 0);
  const kinds = new Map<string, number>();
  for (const kind of wrong.map(kindOf)) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  const counted = [...kinds].map(([kind, count]) => `${count} ${kind}`).join('; ');
  const are = ours === 1 ? '1 is' : `${ours} are`;
  const which = profile === undefined || ours === 0 ? '' : ` ${are} ${phoneOf(profile)}.`;
  const open = judged.filter((one) => one.open.length > 0).length;
  const unknown = open === 0 ? '' : ` For ${open} of them, this list does not show everything that matters.`;
  if (wrong.length === 0) return `No trouble can be seen with these ${judged.length} phones.${unknown}${which}`;
  return `${wrong.length} of ${judged.length} phones have trouble: ${counted}.${unknown}${which}`;
}

/** What is wrong, short: the access state with its reason, else the first trouble. */
function kindOf({ device, troubles }: Judgement): string {
  const state = device.state?.value ?? '';
  const usually = device.state?.written === undefined && device.reason?.written === undefined ? '' : 'usually ';
  if (troubles[0]?.cause === 'wipe') return 'with a wipe asked for';
  if (/^(?:blocked|quarantined)$/i.test(state)) return `${usually}${state.toLowerCase()} (${device.reason?.value ?? 'no reason shown'})`;
  if (/^devicediscovery$/i.test(state)) return `${usually}still being identified`;
  return troubles.some((trouble) => trouble.cause === 'not-synced' && trouble.fields.length === 2) ? 'failing now' : 'not synced for a while';
}
