/** A stand-in for the service that publishes the Bot Connector's keys; tokens are signed with keys made here. */
import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface TestKey {
  readonly kid: string;
  readonly endorsements?: readonly string[] | undefined;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

export function makeKey(kid: string, endorsements?: readonly string[]): TestKey {
  return { kid, endorsements, ...generateKeyPairSync('rsa', { modulusLength: 2048 }) };
}

/** A JWT of these parts, signed by the key unless a signature is given. */
export function makeToken(key: TestKey, claims: object, header: object = {}, signature?: string): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part({ alg: 'RS256', typ: 'JWT', kid: key.kid, ...header })}.${part(claims)}`;
  return `${signed}.${signature ?? createSign('RSA-SHA256').update(signed).sign(key.privateKey).toString('base64url')}`;
}

export class KeyService {
  /** What it publishes. */
  keys: readonly TestKey[];
  /** Answers with this status instead, or never when `hangs`. */
  failWith: number | undefined;
  hangs = false;
  /** Requests so far. */
  asked = 0;
  readonly #server: Server;

  private constructor(keys: readonly TestKey[]) {
    this.keys = keys;
    this.#server = createServer((request, response) => {
      this.asked += 1;
      if (this.hangs) return;
      const body =
        request.url === '/keys'
          ? { keys: this.keys.map(({ kid, endorsements, publicKey }) => ({ kid, use: 'sig', endorsements, ...publicKey.export({ format: 'jwk' }) })) }
          : { issuer: 'https://api.botframework.com', jwks_uri: `${this.origin}/keys`, id_token_signing_alg_values_supported: ['RS256'] };
      response.writeHead(this.failWith ?? 200, { 'content-type': 'application/json', connection: 'close' });
      response.end(this.failWith === undefined ? JSON.stringify(body) : 'away');
    });
  }

  static async start(...keys: readonly TestKey[]): Promise<KeyService> {
    const service = new KeyService(keys);
    await new Promise<void>((resolve) => service.#server.listen(0, '127.0.0.1', resolve));
    return service;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The setting BotOpenIdMetadata. */
  get metadata(): string {
    return `${this.origin}/metadata`;
  }

  /** Connections that are open now. */
  connections(): Promise<number> {
    return new Promise((resolve, reject) => this.#server.getConnections((error, count) => (error ? reject(error) : resolve(count))));
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
