/** One entry of a mailbox log while it is being read. */
import { BodyFacts } from './body-facts.ts';
import { BodyReader } from './body-reader.ts';
import type { AddressQuery } from './address-query.ts';
import type { Sign } from './request.ts';

/** What stands where in an entry: the labels of the log. */
export type Section = 'none' | 'time' | 'request-header' | 'request-body' | 'response-header' | 'response-body' | 'state' | 'reason' | 'exception' | 'other';

export class Entry {
  section: Section = 'none';
  time = '';
  address: AddressQuery | undefined;
  addressText = '';
  /** `14.1`; empty when it is not there. */
  version = '';
  http: Sign | undefined;
  code = '';
  location = '';
  /** The line that says that the server slows the phone down, or when to come back. */
  slowed: Sign | undefined;
  state: { readonly word: string; readonly sign: Sign } | undefined;
  reason: { readonly word: string; readonly sign: Sign } | undefined;
  exception: Sign | undefined;
  /** Words and numbers in exceptions that may be among the facts. */
  readonly words: { readonly word: string; readonly sign: Sign }[] = [];
  answered = false;
  readonly request = new BodyFacts();
  readonly response = new BodyFacts();
  readonly requestReader = new BodyReader(this.request);
  readonly responseReader = new BodyReader(this.response);
  readonly line: number;

  constructor(line: number) {
    this.line = line;
  }

  /** Nothing in it says that anything happened. */
  get empty(): boolean {
    return (
      this.address === undefined &&
      this.http === undefined &&
      this.state === undefined &&
      this.exception === undefined &&
      !this.request.begun &&
      !this.response.begun
    );
  }
}
