/** A policy as far as a text tells it: shown by a Get- cmdlet, or set by a command. */
import type { FactBook } from '../../knowledge/library.ts';
import { type Field, fieldNamed, type Item } from '../powershell/output.ts';
import { looksLikeSetting, settingNames } from './setting-names.ts';

export interface PolicySetting {
  /** Its name in the facts. */
  readonly name: string;
  readonly field: Field;
}

export interface Policy {
  readonly name: string | undefined;
  /** `shown`: what it is. `new`: what a command creates. `changed`: the part that a command changes. */
  readonly origin: 'shown' | 'new' | 'changed';
  /** Whether the cmdlets of Exchange 2013 and later were used. */
  readonly later: boolean;
  readonly settings: readonly PolicySetting[];
  /** Names made like settings that the facts lack, or that cannot be told because they were cut. */
  readonly unknown: readonly Field[];
  readonly shape: Item['shape'];
}

/** The server's own decision about phones that cannot apply all of a policy. */
export const allowSetting = 'AllowNonProvisionableDevices';

/** The policy that an object or a command gives; `undefined` when it has no setting. */
export function policyOf(item: Item, book: FactBook, origin: Policy['origin'], later?: boolean): Policy | undefined {
  const names = settingNames(book);
  const settings: PolicySetting[] = [];
  const unknown: Field[] = [];
  for (const field of item.fields) {
    const name = names.known(field.name);
    if (name !== undefined) settings.push({ name, field });
    else if (looksLikeSetting(field.name)) unknown.push(field);
  }
  if (settings.length + unknown.length === 0) return undefined;
  return { name: nameOf(item), origin, later: later ?? hasLaterName(settings, book), settings, unknown, shape: item.shape };
}

function nameOf(item: Item): string | undefined {
  const named = fieldNamed(item, 'Identity', 'Name', 'Id');
  const value = named?.cut ? undefined : named?.value.replace(/^(["'])(.*)\1$/, '$2');
  return value === undefined || value === '' || value.startsWith('$') ? undefined : value;
}

function hasLaterName(settings: readonly PolicySetting[], book: FactBook): boolean {
  return settings.some(({ name, field }) => {
    const later = book.settings.get(name)?.['later-name'];
    return later !== undefined && later.toLowerCase().startsWith(field.name.replace(/(?:\.\.\.|…)$/, '').toLowerCase());
  });
}
