/** Somebody who leads a helpdesk: finds the link in the log, signs in, and opens the insights. */
import { Writable } from 'node:stream';
import { pino } from 'pino';
import type { Service } from '../../bot/service.ts';
import { startTestService } from './service.ts';

export class Lead {
  readonly service: Service;
  readonly #log: readonly string[];
  cookie = '';

  private constructor(service: Service, log: readonly string[]) {
    this.service = service;
    this.#log = log;
  }

  static async start(env: Readonly<Record<string, string>> = {}, now?: () => number): Promise<Lead> {
    const lines: string[] = [];
    const stream = new Writable({ write: (line: Buffer, _encoding, done) => void (lines.push(line.toString()), done()) });
    return new Lead(await startTestService(env, now, pino({ level: 'info' }, stream)), lines);
  }

  /** The path of the newest link in the log. */
  get link(): string | undefined {
    return this.#log.flatMap((line) => /"link":"http:\/\/localhost:\d+([^"]+)"/.exec(line)?.[1] ?? []).at(-1);
  }

  ask(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { cookie: this.cookie, ...init.headers };
    return fetch(`http://127.0.0.1:${this.service.port}${path}`, { redirect: 'manual', ...init, headers });
  }

  async signIn(): Promise<Response> {
    const response = await this.ask(this.link ?? '/no-link');
    this.cookie = response.headers.get('set-cookie')?.split(';')[0] ?? '';
    return response;
  }

  async read(path: string): Promise<string> {
    const response = await this.ask(path);
    if (response.status !== 200) throw new Error(`${path} was answered ${response.status}.`);
    return response.text();
  }
}
