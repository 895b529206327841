/** The mailbox log of ActiveSync (EASMailboxLog.txt): what each phone asked, what the server answered, and what is wrong. */
import type { Analyser, Context, Finding, Reading } from '../finding.ts';
import type { SentSetting } from './body-facts.ts';
import type { Entry } from './entry.ts';
import { EntryReader } from './entry-reader.ts';
import { faultOf } from './faults.ts';
import { type Handshake, lastHandshake } from './handshake.ts';
import { inOrder } from './in-order.ts';
import { gotThrough, type Lasting, lastingFaults } from './lasting.ts';
import { calmFinding, faultFinding, type Read } from './log-finding.ts';
import { Phones } from './phones.ts';
import { policyConflicts } from './policy-conflicts.ts';
import { recogniseEasLog } from './recognise-eas-log.ts';
import type { Request } from './request.ts';
import { handshakeTable, timeline } from './timeline.ts';
import { toRequest } from './to-request.ts';

/** Reads mailbox logs of Exchange 2007 to 2019, whole or in part. Memory does not grow with the log. */
export const easLogAnalyser: Analyser = {
  material: 'eas-log',
  recognise: recogniseEasLog,
  open: (context) => new EasLogReading(context),
  openPage: (context) => new EasLogReading(context),
};

/** A mailbox log is about one person, who has few phones. */
const room = { phones: 20, first: 60, last: 240 };

class EasLogReading implements Reading {
  readonly #context: Context;
  readonly #phones = new Phones(room);
  readonly #reader: EntryReader;
  #settings: readonly SentSetting[] = [];
  #refuses = false;
  #skipped = 0;
  #why = '';

  constructor(context: Context) {
    this.#context = context;
    this.#reader = new EntryReader(context.book, (entry) => this.#take(entry));
  }

  line(text: string): void {
    this.#reader.line(text);
  }

  end(): Finding {
    this.#reader.end();
    const phones = this.#phones.all().map(({ phone, requests }) => ({ phone, requests: inOrder(requests) }));
    const read = this.#read(
      phones,
      phones.flatMap(({ phone, requests }) => lastingFaults(phone, requests)),
    );
    return read.lasting.length > 0 ? faultFinding(read, this.#context) : this.#calm(read, phones);
  }

  #take(entry: Entry): void {
    const { book } = this.#context;
    const phone = this.#phones.nameOf(entry.address?.deviceId ?? '', entry.address?.deviceType ?? '');
    if (entry.response.policy !== undefined) this.#settings = entry.response.settings;
    const refused = entry.response.refused || entry.request.refused;
    if (refused !== '') [this.#skipped, this.#why] = [this.#skipped + 1, refused];
    if (entry.response.statuses.some(({ value }) => book.statuses.get(`common/${value}`)?.name === 'DeviceNotFullyProvisionable')) this.#refuses = true;
    this.#phones.add(toRequest(entry, phone, book));
  }

  #read(phones: readonly { phone: string; requests: readonly Request[] }[], lasting: readonly Lasting[]): Read {
    const handshakes = phones.flatMap(({ phone, requests }) => lastHandshake(phone, requests) ?? []);
    const all = phones.flatMap(({ requests }) => requests);
    const took = handshakes.some(({ steps, stoppedAt }) => stoppedAt === undefined && steps.some(({ step }) => step === 'not-applied'));
    const conflicts = policyConflicts(this.#settings, this.#context);
    return {
      kind: 'eas-log',
      phones: phones.length,
      lasting: lasting.length > 0 || conflicts.length === 0 ? lasting : handshakes.flatMap((one) => unanswered(one, this.#context)),
      handshakes,
      conflicts,
      allowsNonProvisionable: this.#refuses ? false : took ? true : null,
      tables: all.length === 0 ? [] : [timeline(all, this.#phones.seen, this.#context.book), ...handshakeTable(handshakes)],
      notes:
        this.#skipped === 0
          ? []
          : [`${this.#skipped === 1 ? 'One part of the log was' : `${this.#skipped} parts of the log were`} skipped, because of ${this.#why}.`],
    };
  }

  #calm(read: Read, phones: readonly { requests: readonly Request[] }[]): Finding {
    const { handshakes } = read;
    const ends = phones.map(({ requests }) => requests.findLast(({ result, command }) => result !== 'waiting' && command !== 'OPTIONS'));
    if (phones.length === 0) return calmFinding(read, 'unclear', [emptySays], [anotherLog]);
    const stopped = handshakes.find(({ stoppedAt }) => stoppedAt !== undefined);
    if (stopped?.stoppedAt === 'accepted')
      return calmFinding(read, 'unclear', ['The phone accepted the policy. The log ends before the phone tries again.'], [longerLog]);
    if (stopped !== undefined) return calmFinding(read, 'unclear', ['The log ends while the phone gets its policy.'], [longerLog]);
    if (ends.some((end) => end === undefined)) return calmFinding(read, 'unclear', ['The log has requests of the phone, and no answers to them.'], [longerLog]);
    if (ends.some((end) => end?.result === 'fault'))
      return calmFinding(read, 'unclear', ['The log ends just after the server asked the phone for something more.'], [longerLog]);
    if (ends.every((end) => end !== undefined && gotThrough(end))) return calmFinding(read, 'fine', ['The phone and the server did not fail in this log.'], []);
    return calmFinding(read, 'unclear', ['What the log says at its end cannot be read.'], [anotherLog]);
  }
}

/** A phone that got a policy with conflicts and says nothing more has usually refused it. */
function unanswered({ phone, steps, stoppedAt }: Handshake, { book }: Context): Lasting[] {
  const sign = steps.at(-1)?.sign;
  if (stoppedAt !== 'downloaded' || sign === undefined) return [];
  const faults = faultOf(book.statuses.get('common/142'), [sign]).map((fault) => ({ ...fault, certainty: 'derived' as const }));
  return faults.map((fault) => ({ cause: fault.cause, phone, faults: [fault], fromEnd: 0, cameAndWent: false }));
}

const emptySays =
  'There is no request of a phone in this log. Usually, the phone then does not reach Exchange at all: the fault is in the address, the certificate or the sign-in.';
const longerLog = 'a log that runs until the phone has failed once more';
const anotherLog = 'another mailbox log: switch logging on, let the phone fail once, then fetch the log';
