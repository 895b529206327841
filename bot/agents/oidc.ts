/** Signing in through an OpenID Connect provider: authorization code with PKCE, state and nonce. */
import { jwtVerify, SignJWT } from 'jose';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  type Configuration,
  discovery,
  enableNonRepudiationChecks,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import { z } from 'zod';
import { isAllowed } from './is-allowed.ts';
import type { OidcSettings } from './oidc-settings.ts';

/** Seconds from leaving for the provider to coming back, and for each of its answers. */
const patience = 10 * 60;
const deadline = 10;
const issuer = 'stepwise';
const audience = 'agent-sign-in';

/** What must be the same when somebody comes back; kept in a signed cookie of theirs. */
const attempt = z.object({ state: z.string(), nonce: z.string(), verifier: z.string() });

export interface Leaving {
  /** Where the browser goes. */
  readonly to: string;
  /** What it brings back. */
  readonly kept: string;
}

export class Oidc {
  readonly #settings: OidcSettings;
  readonly #secret: Uint8Array;
  readonly #now: () => number;
  #provider: Promise<Configuration> | undefined;

  /** @param secret signs what a browser keeps while it is away. */
  constructor(settings: OidcSettings, secret: Uint8Array, now: () => number) {
    this.#settings = settings;
    this.#secret = secret;
    this.#now = now;
  }

  /** Begins; `back` is our address that the provider knows. */
  async leave(back: string): Promise<Leaving> {
    const provider = await this.#discover();
    const kept = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
    const { state, nonce, verifier } = kept;
    const challenge = { code_challenge: await calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' };
    const to = buildAuthorizationUrl(provider, { redirect_uri: back, scope: 'openid email profile', state, nonce, ...challenge });
    const at = Math.floor(this.#now() / 1000);
    const signed = new SignJWT(kept).setProtectedHeader({ alg: 'HS256' }).setIssuer(issuer).setAudience(audience);
    return { to: to.href, kept: await signed.setExpirationTime(at + patience).sign(this.#secret) };
  }

  /**
   * Ends it, with the address that the browser came back to; gives who it is, when that is an agent.
   * @throws an error of `openid-client` or `jose` for anything that does not fit.
   */
  async comeBack(address: URL, kept: string): Promise<string | undefined> {
    const provider = await this.#discover();
    const { payload } = await jwtVerify(kept, this.#secret, { algorithms: ['HS256'], issuer, audience, currentDate: new Date(this.#now()) });
    const { state, nonce, verifier } = attempt.parse(payload);
    const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true };
    const claims = (await authorizationCodeGrant(provider, address, checks)).claims();
    return claims !== undefined && isAllowed(claims, this.#settings.allow) ? claims.sub : undefined;
  }

  /** What the provider says of itself, asked for once; after a failure it is asked again. */
  #discover(): Promise<Configuration> {
    const { issuer: at, clientId, clientSecret } = this.#settings;
    // Without it the library trusts the connection, and does not look at the token's signature. Plain addresses are only
    // those of this machine: isKeyAddress lets no other through.
    const execute = at.startsWith('http:') ? [enableNonRepudiationChecks, allowInsecureRequests] : [enableNonRepudiationChecks];
    this.#provider ??= discovery(new URL(at), clientId, clientSecret, undefined, { execute, timeout: deadline }).catch((error: unknown) => {
      this.#provider = undefined;
      throw error;
    });
    return this.#provider;
  }
}
