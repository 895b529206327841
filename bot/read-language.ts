/** The language of an activity: the first two letters of its locale, and nothing of what may stand behind them. */
import { z } from 'zod';

const locale = z
  .string()
  .regex(/^[a-z]{2}([-_]|$)/i)
  .transform((text) => text.slice(0, 2).toLowerCase());

/** Two letters, or `undefined` where the channel says none. */
export function readLanguage(activity: { readonly locale?: unknown }): string | undefined {
  return locale.safeParse(activity.locale).data;
}
