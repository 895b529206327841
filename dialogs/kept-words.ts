/** Somebody's own words as a case keeps them. */
import { mask } from '../diagnostics/mask.ts';
import { longestText } from './input.ts';

/** Without passwords, mail addresses and device ids, which nobody needs to help; at most 4,000 characters. */
export function keptWords(text: string): string {
  return mask(text.trim().slice(0, longestText));
}
