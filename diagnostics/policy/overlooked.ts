/** Lines that ask something of the phone and became part of no policy: they keep a text from being in order. */
import type { FactBook } from '../../knowledge/library.ts';
import { plainLine } from '../powershell/plain-line.ts';
import { judgeSetting } from './judge-setting.ts';
import type { Policy } from './policy.ts';
import type { Profile } from './review.ts';
import { settingNames } from './setting-names.ts';

const pair = /^[\s*>-]{0,40}([A-Za-z]{3,60})\s{0,60}[:=]\s{0,60}(\S.{0,200})$/;

/** Whether such a line stands in the text, for example between the rows of a table. */
export function hasOverlooked(lines: readonly string[], policies: readonly Policy[], book: FactBook, profile: Profile): boolean {
  const names = settingNames(book);
  const asking = lines.flatMap((line, index) => {
    const found = line.includes(':') || line.includes('=') ? pair.exec(plainLine(line)) : null;
    const name = found === null ? undefined : names.known(found[1] ?? '');
    const setting = name === undefined ? undefined : book.settings.get(name);
    if (name === undefined || !setting?.['sent-to-phone'] || setting['counts-with'] !== undefined || profile.supports.includes(name)) return [];
    return judgeSetting(setting, (found?.[2] ?? '').trim(), false) === 'asks' ? [`${index + 1} ${name}`] : [];
  });
  if (asking.length === 0) return false;
  const read = new Set(policies.flatMap((policy) => policy.settings.map(({ name, field }) => `${field.line} ${name}`)));
  return asking.some((one) => !read.has(one));
}
