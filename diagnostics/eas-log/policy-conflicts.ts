/** Settings of a policy as it was sent that ask for something the phone cannot do. */
import type { FactBook } from '../../knowledge/library.ts';
import type { Conflict, Context } from '../finding.ts';
import type { SentSetting } from './body-facts.ts';
import { hideOwner, shown } from './sign.ts';

/** Words that stand for "asks nothing" in facts, as PowerShell writes them. */
function asPowerShell(neutral: string | number | boolean | null): string {
  if (neutral === null) return '$null';
  if (typeof neutral === 'boolean') return neutral ? '$true' : '$false';
  return neutral === 'unlimited' ? 'Unlimited' : String(neutral);
}

/** The conflicts with the context's profile, each setting once. */
export function policyConflicts(settings: readonly SentSetting[], { book, profile: named }: Context): Conflict[] {
  const profile = (named === undefined ? undefined : book.profiles.get(named)) ?? book.profiles.values().next().value;
  if (profile === undefined) return [];
  const password = !settings.some(({ element, value }) => element === 'DevicePasswordEnabled' && asksNothing(element, value, book));
  const conflicts = settings.flatMap((sent): Conflict[] => {
    const element = book.elements.get(sent.element);
    const setting = element && book.settings.get(element.setting);
    if (element === undefined || setting === undefined || profile.supports.includes(element.setting)) return [];
    if (asksNothing(sent.element, sent.value, book) || (element['for-password'] && !password)) return [];
    const evidence = shown(sent.sign);
    return [{ setting: element.setting, value: hideOwner(sent.value), neutral: asPowerShell(setting.neutral), evidence }];
  });
  return conflicts.filter((one, index) => conflicts.findIndex(({ setting }) => setting === one.setting) === index);
}

function asksNothing(element: string, value: string, book: FactBook): boolean {
  return book.elements.get(element)?.neutral.includes(value.toLowerCase()) ?? true;
}
