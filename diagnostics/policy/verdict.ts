/** What the reviews come to, in plain sentences, the conclusion first. */
import { outcomeOf, type Profile, type Review } from './review.ts';
import { allowSetting } from './policy.ts';

/** Names that are listed in a sentence; the rest is counted. */
const listed = 4;

/** `A, B, C and 3 more`; each name once. */
export function list(names: readonly string[]): string {
  const each = [...new Set(names)];
  const shown = each.slice(0, listed).join(', ');
  return each.length > listed ? `${shown} and ${each.length - listed} more` : shown;
}

export const phoneOf = (profile: Profile): string => profile.phone ?? 'this phone';

export const policyName = (review: Review): string => (review.policy.name === undefined ? 'This policy' : `The policy "${review.policy.name.slice(0, 80)}"`);

/** One to three sentences on all the policies of a text. */
export function verdictOn(reviews: readonly Review[], profile: Profile): string {
  const [only] = reviews;
  const said = reviews.length === 1 && only !== undefined ? onOne(only, profile) : onSeveral(reviews, profile);
  return `${said} Compared with: ${profile.title}.`;
}

function onOne(review: Review, profile: Profile): string {
  const phone = phoneOf(profile);
  if (review.conflicts.length > 0) return onConflicts(review, phone);
  const command = review.policy.origin !== 'shown';
  if (outcomeOf(review) === 'fine') return `${policyName(review)} asks for nothing that ${phone} cannot do. All settings that matter can be seen.`;
  const nothing = command
    ? `Nothing that this command sets stops ${phone}, but it does not give all settings`
    : `Nothing that can be seen here stops ${phone}, but not everything can be seen`;
  return `${nothing}. ${openPoints(review)}`;
}

function onConflicts(review: Review, phone: string): string {
  const names = list(review.conflicts.map((conflict) => conflict.name));
  const asks = `${policyName(review)} asks for what ${phone} cannot do: ${names}.`;
  const depends = review.depends.length > 0 ? ` This counts only while ${list(review.depends)} is on, which cannot be seen here.` : '';
  switch (review.allows) {
    case false:
      return `${asks} It does not let such phones in, so it ${review.depends.length > 0 ? 'usually ' : ''}stops the phone.${depends}`;
    case true:
      return `${asks} It lets such phones in all the same (${allowSetting} is on), so usually this does not stop the phone.${depends}`;
    case null:
      return `${asks} Whether that stops the phone depends on ${allowSetting}, which cannot be seen here: with $false it does, with $true it usually does not.${depends}`;
  }
}

function openPoints(review: Review): string {
  if (review.unreadable.length > 0) return `These values could not be judged: ${list(review.unreadable)}.`;
  const defaults = review.policy.origin === 'new' ? ' They get the defaults of Exchange, and the documents do not agree on those.' : '';
  return `Not shown: ${list(review.missing)}.${defaults}`;
}

const named = (some: readonly Review[]): string => list(some.map((review) => `"${(review.policy.name ?? 'without a name').slice(0, 60)}"`));

function onSeveral(reviews: readonly Review[], profile: Profile): string {
  const phone = phoneOf(profile);
  const stopping = reviews.filter((review) => outcomeOf(review) === 'fault');
  const asking = reviews.filter((review) => review.conflicts.length > 0 && !stopping.includes(review));
  if (stopping.length > 0) {
    return `${stopping.length} of ${reviews.length} policies stop ${phone}: ${named(stopping)}. A mailbox has only one policy; look up which one this user has.`;
  }
  if (asking.length > 0) {
    return `${asking.length} of ${reviews.length} policies ask for what ${phone} cannot do: ${named(asking)}. Whether they stop the phone depends on ${allowSetting}.`;
  }
  const open = reviews.filter((review) => outcomeOf(review) === 'unclear');
  if (open.length === 0) return `None of these ${reviews.length} policies asks for anything that ${phone} cannot do. All settings that matter can be seen.`;
  return `Nothing that can be seen here stops ${phone}, but ${open.length} of ${reviews.length} policies do not show everything.`;
}
