/** What is kept of a request's or an answer's body: statuses, the policy's settings, a wipe. Nothing else. */
import type { Sign } from './request.ts';
import { detached, sign } from './sign.ts';

/** Hears of the tags of a body, in their order. */
export interface TagListener {
  open(name: string): void;
  text(text: string): void;
  close(name: string): void;
}

export interface BodyStatus {
  /** The tag around it: `Sync`, `Collection`, `Provision`, `Policy` …; empty when it is not known. */
  readonly of: string;
  readonly value: string;
  readonly sign: Sign;
}

/** A setting of the policy as it was sent. */
export interface SentSetting {
  readonly element: string;
  readonly value: string;
  readonly sign: Sign;
}

/** Tags inside one another; more is refused. */
const deepest = 64;
/** Characters of a line that is shown as it is. */
const longestLine = 120;
const mostStatuses = 40;
const mostSettings = 200;

export class BodyFacts implements TagListener {
  readonly statuses: BodyStatus[] = [];
  readonly settings: SentSetting[] = [];
  root = '';
  /** Where a policy stands in the body. */
  policy: Sign | undefined;
  wipe: Sign | undefined;
  begun = false;
  /** Why the body was not read to its end; empty when it was. */
  refused = '';
  readonly #open: string[] = [];
  #line = 0;
  #text = '';
  #policyDepth = 0;

  /** The line that the next tags stand in. */
  at(line: number, text: string): void {
    this.#line = line;
    this.#text = text;
    this.begun = true;
  }

  /** A new document begins. */
  reset(): void {
    this.#open.length = 0;
    this.#policyDepth = 0;
  }

  open(written: string): void {
    const name = local(written);
    if (this.#open.length >= deepest) {
      this.refused = `more than ${deepest} tags inside one another`;
      return;
    }
    this.#open.push(name);
    if (this.root === '') this.root = detached(name, 60);
    if (name === 'RemoteWipe' || name === 'AccountOnlyRemoteWipe') this.wipe ??= this.#sign(name);
    if (isPolicyTag(name)) {
      this.policy ??= this.#sign(name);
      this.#policyDepth ||= this.#open.length;
    }
  }

  text(text: string): void {
    const name = this.#open.at(-1);
    if (name === 'Status') this.#status(text);
    else if (this.#policyDepth > 0 && name !== undefined) this.#setting(name, text);
  }

  close(written: string): void {
    const at = this.#open.lastIndexOf(local(written));
    if (at >= 0) this.#open.length = at;
    if (this.#open.length < this.#policyDepth) this.#policyDepth = 0;
  }

  #status(text: string): void {
    const value = text.slice(0, 40).trim();
    if (!/^\d{1,5}$/.test(value) || this.statuses.length >= mostStatuses) return;
    const of = this.#open.at(-2) ?? '';
    if (this.statuses.some((one) => one.of === of && one.value === value)) return;
    this.statuses.push({ of: detached(of, 60), value: detached(value, 5), sign: this.#sign('Status', value) });
  }

  /** A long line holds more than the tag, perhaps a mail: then only the tag is kept. */
  #sign(name: string, value?: string): Sign {
    if (this.#text.length <= longestLine) return sign(this.#line, this.#text);
    return sign(this.#line, value === undefined ? `<${name}>` : `<${name}>${value}</${name}>`);
  }

  #setting(element: string, text: string): void {
    const value = text.slice(0, 200).trim();
    if (value === '') return;
    // A policy for the oldest phones is one text with escaped tags.
    if (value.startsWith('<')) this.policy ??= this.#sign(element, '…');
    else if (this.settings.length < mostSettings) {
      this.settings.push({ element: detached(element, 60), value: detached(value, 60), sign: this.#sign(element, value) });
    }
  }
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function isPolicyTag(name: string): boolean {
  const lower = name.toLowerCase();
  return lower === 'eas-provisioningdoc' || lower === 'easprovisiondoc' || lower === 'wap-provisioningdoc';
}
