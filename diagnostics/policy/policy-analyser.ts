/** Reads the output of Get-ActiveSyncMailboxPolicy and Get-MobileDeviceMailboxPolicy. */
import type { Analyser, Context, Finding } from '../finding.ts';
import { fieldNamed, type Item, likenessOf, mayName } from '../powershell/output.ts';
import { readOutput } from '../powershell/read-output.ts';
import { wholeText } from '../whole-text.ts';
import { findPolicies, mostPolicies } from './policy-finding.ts';
import { type Policy, policyOf } from './policy.ts';
import { isOwnSetting, looksLikeSetting, settingMidst, settingNames, settingStart } from './setting-names.ts';

export const policyAnalyser: Analyser = {
  material: 'policy',
  recognise: (head) => (mayName(head, settingStart, settingMidst) ? likenessOf(readOutput(head.split('\n'), looksLikeSetting), likeness, certain) : 0),
  open: (context) => wholeText(context, analyse),
  openPage: (context) => wholeText(context, analyse),
};

function analyse(lines: readonly string[], context: Context): Finding {
  const names = settingNames(context.book);
  const policies: Policy[] = [];
  for (const item of readOutput(lines, (name) => names.known(name) !== undefined || looksLikeSetting(name))) {
    const policy = policyOf(item, context.book, 'shown');
    if (policy !== undefined) policies.push(policy);
    // One more than is looked at says that there are more.
    if (policies.length > mostPolicies) break;
  }
  return findPolicies('policy', policies, context, lines);
}

/** How sure an object makes that a policy is shown that has all that tells one. */
const certain = 0.95;

/** How much an object is like a policy: by its settings with values such as settings have. */
function likeness(item: Item): number {
  const settings = item.fields.filter((field) => isOwnSetting(field.name) && isValue(field.value));
  if (settings.length >= 6) return certain;
  if (settings.length >= 2) return 0.85;
  if (settings.length === 1) return fieldNamed(item, 'Name', 'Identity') === undefined ? 0.4 : 0.8;
  return 0;
}

/** Settings have short values; what follows a name in a sentence is longer. */
const isValue = (value: string): boolean => value.startsWith('{') || (value.length <= 60 && value.split(' ').length <= 5 && !/[.?!]$/.test(value));
