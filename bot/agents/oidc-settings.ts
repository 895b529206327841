/** What signing in through an OpenID Connect provider needs: whom to ask, and who is an agent. */
import { z } from 'zod';
import { isKeyAddress } from '../connector/service-address.ts';

/** What makes somebody an agent: a claim with that value, or a checked e-mail address in that domain. */
export interface Allowed {
  readonly name: string;
  readonly value: string;
}

export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** One of these is enough. */
  readonly allow: readonly Allowed[];
}

/** The name that stands for the domain of a checked address. */
export const emailDomain = 'email-domain';

const allowed = z
  .string()
  .regex(/^[\w.:/-]+=\S.*$/, 'must be a list such as groups=1a2b…, roles=helpdesk, email-domain=contoso.com')
  .transform((text): Allowed => ({ name: text.slice(0, text.indexOf('=')), value: text.slice(text.indexOf('=') + 1) }));

const text = z.string().trim().min(1).optional();

/** The settings in the environment; all or none. */
export const oidcEnvironment = {
  OIDC_ISSUER: z.string().refine(isKeyAddress, 'must be an https:// address').optional(),
  OIDC_CLIENT_ID: text,
  OIDC_CLIENT_SECRET: text,
  OIDC_ALLOW: z
    .string()
    .optional()
    .transform((list) => (list ?? '').split(',').flatMap((item) => (item.trim() === '' ? [] : [item.trim()])))
    .pipe(z.array(allowed)),
};

interface Given {
  readonly OIDC_ISSUER?: string | undefined;
  readonly OIDC_CLIENT_ID?: string | undefined;
  readonly OIDC_CLIENT_SECRET?: string | undefined;
  readonly OIDC_ALLOW: readonly Allowed[];
}

/** The settings that are missing for `AGENT_SIGN_IN=oidc`. */
export function missingForOidc(given: Given): (keyof Given)[] {
  const names = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const;
  return [...names.filter((name) => given[name] === undefined), ...(given.OIDC_ALLOW.length === 0 ? (['OIDC_ALLOW'] as const) : [])];
}

export function oidcOf({
  OIDC_ISSUER: issuer,
  OIDC_CLIENT_ID: clientId,
  OIDC_CLIENT_SECRET: clientSecret,
  OIDC_ALLOW: allow,
}: Given): OidcSettings | undefined {
  return issuer === undefined || clientId === undefined || clientSecret === undefined ? undefined : { issuer, clientId, clientSecret, allow };
}
