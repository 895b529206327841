/** Whether somebody whom a provider vouches for is an agent. */
import { z } from 'zod';
import { type Allowed, emailDomain } from './oidc-settings.ts';

const address = z.object({ email: z.string(), email_verified: z.literal(true) });
const values = z.union([z.string().transform((one) => [one]), z.array(z.string())]).catch([]);

/** Claims of a checked id token. An address counts only when the provider has checked it: else anybody could write one. */
export function isAllowed(claims: Readonly<Record<string, unknown>>, allow: readonly Allowed[]): boolean {
  return allow.some(({ name, value }) => {
    if (name !== emailDomain) return values.parse(claims[name]).includes(value);
    const parsed = address.safeParse(claims);
    return parsed.success && parsed.data.email.toLowerCase().endsWith(`@${value.toLowerCase().replace(/^@/, '')}`);
  });
}
