/** An OpenID Connect provider on this machine: says yes to everybody, and lies when it is told to. */
import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWK, SignJWT, type CryptoKey } from 'jose';

interface Asked {
  readonly nonce: string;
  readonly challenge: string;
}

export class StandInIssuer {
  /** Claims of the next people, beside what every id token has. */
  claims: Record<string, unknown> = { email: 'anna@contoso.com', email_verified: true };
  /** The key that signs; another one is nobody's. */
  signer: CryptoKey;
  /** How many codes were exchanged. */
  exchanged = 0;
  readonly #asked = new Map<string, Asked>();
  readonly #server: Server;

  private constructor(signer: CryptoKey, jwk: JWK) {
    this.signer = signer;
    this.#server = createServer((request, response) => {
      let body = '';
      request.on('data', (part: Buffer) => (body += part.toString()));
      request.on('end', () => {
        const send = (status: number, value: unknown): void => {
          response.writeHead(status, { 'content-type': 'application/json' });
          response.end(JSON.stringify(value));
        };
        if (request.url === '/.well-known/openid-configuration') return send(200, this.#metadata());
        if (request.url === '/keys') return send(200, { keys: [{ ...jwk, kid: 'one', use: 'sig', alg: 'RS256' }] });
        if (request.url === '/token')
          return void this.#exchange(new URLSearchParams(body)).then((tokens) => send(tokens === undefined ? 400 : 200, tokens ?? { error: 'invalid_grant' }));
        send(404, {});
      });
    });
  }

  static async start(): Promise<StandInIssuer> {
    const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
    const issuer = new StandInIssuer(privateKey, await exportJWK(publicKey));
    await new Promise<void>((resolve) => issuer.#server.listen(0, '127.0.0.1', resolve));
    return issuer;
  }

  get address(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** What a browser does at the provider: gives the address that it is sent back to. */
  agree(to: string): string {
    const query = new URL(to).searchParams;
    const code = `code-${this.#asked.size + 1}`;
    this.#asked.set(code, { nonce: query.get('nonce') ?? '', challenge: query.get('code_challenge') ?? '' });
    const back = new URL(query.get('redirect_uri') ?? '');
    back.search = new URLSearchParams({ code, state: query.get('state') ?? '' }).toString();
    return back.href;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #metadata(): object {
    const at = this.address;
    return {
      issuer: at,
      authorization_endpoint: `${at}/authorize`,
      token_endpoint: `${at}/token`,
      jwks_uri: `${at}/keys`,
      response_types_supported: ['code'],
      id_token_signing_alg_values_supported: ['RS256'],
      code_challenge_methods_supported: ['S256'],
    };
  }

  /** A code is good once, and only with the verifier whose hash came before. */
  async #exchange(form: URLSearchParams): Promise<object | undefined> {
    const asked = this.#asked.get(form.get('code') ?? '');
    this.#asked.delete(form.get('code') ?? '');
    const hash = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (asked === undefined || asked.challenge !== hash) return undefined;
    this.exchanged += 1;
    const seconds = Math.floor(Date.now() / 1000);
    const base = { sub: 'anna', iss: this.address, aud: 'stepwise-client', iat: seconds, exp: seconds + 300, nonce: asked.nonce };
    const token = await new SignJWT({ ...base, ...this.claims }).setProtectedHeader({ alg: 'RS256', kid: 'one' }).sign(this.signer);
    return { access_token: 'unused', token_type: 'bearer', id_token: token };
  }
}
