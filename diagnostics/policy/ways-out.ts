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
  const conflicting = reviews.filter((review) => review.conflicts.length > 0);
  const closed = conflicting.filter((review) => review.allows !== true).slice(0, mostPolicies);
  const [first] = conflicting;
  if (first === undefined) return [];
  const [stopping] = closed;
  if (stopping !== undefined) return [letIn(closed), askNothing(closed, book), ownPolicy(stopping, book, profile)];
  const spare = conflicting.slice(0, mostPolicies);
  return [askNothing(spare, book), ownPolicy(first, book, profile)].map((way) => ({ ...way, first: joined(notNeeded(spare.length), way.first) }));
}

const joined = (...sentences: readonly (string | undefined)[]): string => sentences.filter((one) => one !== undefined).join(' ');

const notNeeded = (policies: number): string =>
  `Usually not needed: ${policies === 1 ? 'the policy lets' : 'these policies let'} such phones in all the same (${allowSetting} is on).`;

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

function ownPolicy(review: Review, book: FactBook, profile: Profile): WayOut {
  const name = quoted(`${review.policy.name?.slice(0, 150) ?? 'ActiveSync'} - ${profile.phone ?? 'phones'}`);
  const cmdlets = family(review);
  const { words, left } = keptSettings(review, book, profile);
  const show = `Get-${cmdlets} -Identity ${quoted(review.policy.name)} | Format-List`;
  const before = "Get-CASMailbox -Identity '<mailbox>' | Format-List ActiveSyncMailboxPolicy";
  const give = "Set-CASMailbox -Identity '<mailbox>' -ActiveSyncMailboxPolicy";
  return {
    title: 'Give these users a policy of their own',
    ...(left.length === 0 ? {} : { first: takeOver(left, show, cmdlets) }),
    command: [...(left.length === 0 ? [] : [show]), [`New-${cmdlets} -Name ${name} -${allowSetting} $false`, ...words].join(' '), before, `${give} ${name}`],
    effect: 'Only the mailboxes that get the new policy change. All phones of these mailboxes then follow it; other users keep their policy.',
    undo: `Note the present policy of the mailbox first: ${before}. To go back, give the mailbox that policy again, then remove the new one: ${give} '<policy of before>'; Remove-${cmdlets} -Identity ${name}`,
  };
}

/** Names that are listed of the settings that a text does not show. */
const mostNamed = 12;

/** What must be done before a new policy is made of one that is not known in full. */
function takeOver(left: readonly string[], show: string, cmdlets: string): string {
  const more = left.length - mostNamed;
  const names = `${left.slice(0, mostNamed).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  return `Not ready to run: the value of these settings cannot be taken from this text: ${names}. New-${cmdlets} gives each one that is left out its default, which can be weaker than the present policy (no password, no lock). See the present policy in full (${show}), and add these settings with the values they have there to New-${cmdlets}.`;
}

/** Settings of a policy that a new one does not take over: the first is set anew, the other would change everybody's policy. */
const notKept: ReadonlySet<string> = new Set([allowSetting, 'IsDefaultPolicy']);

/** The settings that the text shows, as parameters: conflicting ones neutral, all others as they are. What it does not show is left. */
function keptSettings(review: Review, book: FactBook, profile: Profile): { readonly words: string[]; readonly left: string[] } {
  const conflicting = new Set(review.conflicts.map((conflict) => conflict.name));
  const names = [...new Set([...profile.supports, ...book.settings.keys()])].filter((name) => !notKept.has(name));
  const words: string[] = [];
  const left: { readonly parameter: string; readonly sent: boolean }[] = [];
  for (const name of names) {
    const fact = book.settings.get(name);
    if (fact === undefined) continue;
    const value = conflicting.has(name) ? neutralLiteral(fact) : valueToKeep(name, fact, review);
    const parameter = parameterName(name, review, book);
    if (value !== undefined) words.push(`-${parameter} ${value}`);
    else left.push({ parameter, sent: fact['sent-to-phone'] });
  }
  // A text with all that phones get shows the whole policy: what it lacks beside that, its Exchange does not have.
  const isWhole = left.every(({ sent }) => !sent);
  return { words, left: [...(isWhole ? [] : left.map(({ parameter }) => parameter)), ...review.policy.unknown.map((field) => field.name)] };
}

/** The one value that the text shows for a setting, as PowerShell takes it; `undefined` where it is missing or cannot be told. */
function valueToKeep(name: string, fact: Setting, { policy }: Review): string | undefined {
  const [field, ...others] = policy.settings.filter((one) => one.name === name).map((one) => one.field);
  if (field === undefined || field.cut || others.some((one) => one.value !== field.value)) return undefined;
  const judgement = judgeSetting(fact, field.value, false);
  if (judgement === 'unreadable') return undefined;
  if (fact.type === 'boolean') return `$${String(onOrOff(field.value.replace(/^["']|["']$/g, '').trim()))}`;
  if (judgement === 'asks-nothing') return /^\d[\d:.]{0,20}$/.test(field.value) ? field.value : neutralLiteral(fact);
  return fact.type !== 'list' && /^[\w.:]{1,40}$/.test(field.value) ? literal(field.value) : undefined;
}

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
