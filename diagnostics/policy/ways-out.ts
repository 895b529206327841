/** The three ways out of a conflict, as commands with the policy's own names and values. */
import type { FactBook } from '../../knowledge/library.ts';
import { CommandValueError, quote } from '../../knowledge/powershell.ts';
import type { WayOut } from '../finding.ts';
import { judgeSetting, onOrOff, type Setting } from './judge-setting.ts';
import { allowSetting } from './policy.ts';
import { type Conflicting, neutralLiteral, type Profile, type Review, shownValue } from './review.ts';

/** Policies that commands are given for. */
const mostPolicies = 5;

/** The ways out of the conflicts of these policies; empty when there is none. */
export function waysOut(reviews: readonly Review[], book: FactBook, profile: Profile): WayOut[] {
  const conflicting = reviews.filter((review) => review.conflicts.length > 0).slice(0, mostPolicies);
  if (conflicting.length === 0) return [];
  const closed = conflicting.filter((review) => review.allows !== true);
  return [...(closed.length === 0 ? [] : [letIn(closed)]), askNothing(conflicting, book), ownPolicy(conflicting[0], book, profile)];
}

const family = (review: Review): string => (review.policy.later ? 'MobileDeviceMailboxPolicy' : 'ActiveSyncMailboxPolicy');

/** A string that PowerShell keeps as it is; a name that cannot stand in a command shows as the words that ask for it. */
function quoted(value: string | undefined): string {
  try {
    return quote(value ?? '<policy>');
  } catch (error) {
    if (error instanceof CommandValueError) return quote('<policy>');
    throw error;
  }
}

const setting = (review: Review, words: string): string => `Set-${family(review)} -Identity ${quoted(review.policy.name)} ${words}`;

function letIn(reviews: readonly Review[]): WayOut {
  const back = reviews.map((review) => setting(review, `-${allowSetting} $false`));
  return {
    title: 'Let phones in that cannot apply every setting',
    command: reviews.map((review) => setting(review, `-${allowSetting} $true`)),
    effect:
      'Every user of the policy may then sync a phone that does not apply all of it. Phones that can apply it still do. A phone that has synced before is not affected.',
    undo: `Switch it off again: ${back.join('; ')}`,
  };
}

function askNothing(reviews: readonly Review[], book: FactBook): WayOut {
  const words = (review: Review, value: (conflict: Conflicting) => string): string =>
    setting(review, review.conflicts.map((conflict) => `-${parameterName(conflict.name, review, book)} ${value(conflict)}`).join(' '));
  const before = (review: Review): string => words(review, ({ field }) => literal(shownValue(field)));
  return {
    title: 'Stop asking for what the phone cannot do',
    command: reviews.map((review) => words(review, (conflict) => neutralLiteral(conflict.setting))),
    effect: 'No phone with the policy has to follow these settings any more, phones that can follow them included.',
    undo: `Write down the present values first. Then put them back: ${reviews.map(before).join('; ')}`,
  };
}

function ownPolicy(review: Review | undefined, book: FactBook, profile: Profile): WayOut {
  const name = quoted(`${review?.policy.name?.slice(0, 150) ?? 'ActiveSync'} - ${profile.phone ?? 'phones'}`);
  const cmdlets = review === undefined ? 'ActiveSyncMailboxPolicy' : family(review);
  const settings = review === undefined ? [] : profile.supports.flatMap((one) => supportedWords(one, review, book));
  return {
    title: 'Give these users a policy of their own',
    command: [
      `New-${cmdlets} -Name ${name} -${allowSetting} $false ${settings.join(' ')}`,
      `Set-CASMailbox -Identity '<mailbox>' -ActiveSyncMailboxPolicy ${name}`,
    ],
    effect: 'Only the mailboxes that get the new policy change. All phones of these mailboxes then follow it; other users keep their policy.',
    undo: `Put the mailbox back first, then remove the policy: Set-CASMailbox -Identity '<mailbox>' -ActiveSyncMailboxPolicy $null; Remove-${cmdlets} -Identity ${name}`,
  };
}

/** A supported setting with the value it has in the policy, so that security stays; neutral where that is not known. */
function supportedWords(name: string, review: Review, book: FactBook): string[] {
  const fact = book.settings.get(name);
  if (fact === undefined) return [];
  const found = review.policy.settings.find((one) => one.name === name)?.field;
  const usable = found !== undefined && !found.cut && judgeSetting(fact, found.value, false) === 'asks' && isPlain(fact, found.value);
  return [`-${parameterName(name, review, book)} ${usable ? literal(found.value) : neutralLiteral(fact)}`];
}

const isPlain = (fact: Setting, value: string): boolean => fact.type !== 'list' && /^[\w.:$]{1,40}$/.test(value);

const parameterName = (name: string, review: Review, book: FactBook): string =>
  (review.policy.later ? book.settings.get(name)?.['later-name'] : undefined) ?? name;

/** A value of Get- output as PowerShell takes it back. */
function literal(value: string): string {
  const on = /^\$?(?:true|false)$/i.test(value) ? onOrOff(value) : undefined;
  if (on !== undefined) return `$${on}`;
  if (value === '') return '$null';
  if (/^[A-Za-z0-9:.]{1,60}$/.test(value)) return value;
  const list = /^\{(.*)\}$/.exec(value)?.[1];
  if (list !== undefined)
    return list
      .split(',')
      .slice(0, 50)
      .map((one) => quoted(one))
      .join(',');
  return quoted(value.replace(/ \(.*$/, ''));
}
