/** The phone that a policy or a device is compared with. */
import type { Context } from '../finding.ts';
import type { Profile } from './review.ts';

/** The profile of the context, else the first of the book; `undefined` when the book has none of that name. */
export function profileOf(context: Pick<Context, 'book' | 'profile'>): Profile | undefined {
  const { profiles } = context.book;
  return context.profile === undefined ? [...profiles.values()][0] : profiles.get(context.profile);
}
