/** Of a locale, only the language is kept. */
import { readLanguage } from '../../bot/read-language.ts';

it.each([
  ['de-CH-1996', 'de'],
  ['EN_us', 'en'],
  ['fr', 'fr'],
])('%s is %s', (locale, language) => {
  expect(readLanguage({ locale })).toBe(language);
});

it.each(['', 'gsw-CH', 'x', 'anna.berger', 'en us', '中文', 7, null, undefined, { de: 1 }])('%p is no language', (locale) => {
  expect(readLanguage({ locale })).toBeUndefined();
});
