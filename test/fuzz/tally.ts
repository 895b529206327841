/** What came back, by kind, and what must not have. */
import type { Hit, Shot } from './client.ts';

const errorShape = /^\{"error":("|\{"code":")/;

export class Tally {
  readonly failures: string[] = [];
  total = 0;
  /** Requests of the walk over all cards. */
  walked = 0;
  readonly #statuses = new Map<string, number>();
  readonly #times: number[] = [];
  #slowest = { milliseconds: 0, shot: '' };

  count(shot: Shot, hit: Hit): void {
    this.total += 1;
    if (shot.kind === 'card') this.walked += 1;
    this.#times.push(hit.milliseconds);
    if (hit.milliseconds > this.#slowest.milliseconds) this.#slowest = { milliseconds: hit.milliseconds, shot: describe(shot).slice(0, 300) };
    const name = `${shot.kind.padEnd(12)} ${hit.status}`;
    this.#statuses.set(name, (this.#statuses.get(name) ?? 0) + 1);
    const fault = faultOf(shot, hit);
    if (fault !== undefined) this.fail(`${fault}\n  ${describe(shot)}`);
  }

  fail(what: string): void {
    this.failures.push(what);
  }

  report(): string {
    const lines = [...this.#statuses].toSorted(([one], [other]) => one.localeCompare(other)).map(([name, times]) => `${name} ${String(times).padStart(8)}`);
    const sorted = this.#times.toSorted((one, other) => one - other);
    const at = (part: number): string => (sorted[Math.floor(sorted.length * part)] ?? 0).toFixed(1);
    return [...lines, `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${this.#slowest.milliseconds.toFixed(1)} ms (${this.#slowest.shot})`].join('\n');
  }
}

function faultOf(shot: Shot, { status, text }: Hit): string | undefined {
  if (status === 0) return `no answer: ${text}`;
  if (status >= 500) return `${status}: ${text.slice(0, 300)}`;
  if (status >= 400 && shot.method !== 'HEAD' && text !== '' && !errorShape.test(text)) return `${status} with a body of another shape: ${text.slice(0, 300)}`;
  return undefined;
}

function describe({ kind, method, path, headers, body }: Shot): string {
  return `${kind}: ${method} ${path.slice(0, 300)} ${JSON.stringify(headers).slice(0, 400)} ${body?.toString('latin1').slice(0, 1200) ?? ''}`;
}
