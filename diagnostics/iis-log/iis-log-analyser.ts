/** The web server's log: which answers the phones got from /Microsoft-Server-ActiveSync. */
import type { Analyser, Context, Finding, FindingTable, Reading } from '../finding.ts';
import { lastHandshake } from '../eas-log/handshake.ts';
import { inOrder } from '../eas-log/in-order.ts';
import { gotThrough, lastingFaults } from '../eas-log/lasting.ts';
import { calmFinding, faultFinding, type Read } from '../eas-log/log-finding.ts';
import { Phones } from '../eas-log/phones.ts';
import type { Request } from '../eas-log/request.ts';
import { timeline } from '../eas-log/timeline.ts';
import { guessFields, type Layout, readByLayout, readLayout } from './layout.ts';
import { recogniseIisLog } from './recognise-iis-log.ts';
import { isActiveSync, longestWebLine } from './web-line.ts';
import { toWebRequest } from './web-request.ts';

/** Reads web server logs, with or without their header, whole or some lines of them. Memory does not grow with the log. */
export const iisLogAnalyser: Analyser = {
  material: 'iis-log',
  recognise: recogniseIisLog,
  open: (context) => new IisLogReading(context),
  openPage: (context) => new IisLogReading(context),
};

/** Counts kept apart; each stands for a phone and an answer. */
const mostCounts = 400;
/** From this version on, the server answers 200 and puts what is wrong inside. */
const statusInside = 140;

/** A web server's log is about everybody. */
const room = { phones: 300, first: 20, last: 60 };

class IisLogReading implements Reading {
  readonly #context: Context;
  readonly #phones = new Phones(room);
  readonly #counts = new Map<string, number>();
  #layout: Layout | undefined;
  #line = 0;
  /** Whether each good answer was to a version that answers by HTTP alone. */
  #oldOnly = true;

  constructor(context: Context) {
    this.#context = context;
  }

  line(written: string): void {
    this.#line += 1;
    if (this.#line === 1 && written.startsWith('\uFEFF')) return this.#take(written.slice(1));
    this.#take(written);
  }

  #take(written: string): void {
    if (written.startsWith('#')) {
      this.#layout = readLayout(written.slice(0, longestWebLine)) ?? this.#layout;
      return;
    }
    const text = written.length > longestWebLine ? written.slice(0, longestWebLine) : written;
    if (!isActiveSync(text)) {
      this.#layout = readLayout(text) ?? this.#layout;
      return;
    }
    const web = (this.#layout && readByLayout(text.trim(), this.#layout)) ?? guessFields(text.trim());
    if (web === undefined) return;
    const { request, version } = toWebRequest(web, this.#line, this.#phones, this.#context.book);
    if (gotThrough(request) && (version === undefined || version >= statusInside)) this.#oldOnly = false;
    this.#phones.add(request);
    this.#count(request);
  }

  end(): Finding {
    const phones = this.#phones.all().map(({ phone, requests }) => ({ phone, requests: inOrder(requests) }));
    const lasting = phones.flatMap(({ phone, requests }) => lastingFaults(phone, requests));
    const all = phones.flatMap(({ requests }) => requests);
    const tables = all.length === 0 ? [] : [timeline(all, this.#phones.seen, this.#context.book), this.#countTable()];
    const handshakes = phones.flatMap(({ phone, requests }) => lastHandshake(phone, requests) ?? []).map((one) => ({ ...one, stoppedAt: undefined }));
    const read: Read = { kind: 'iis-log', phones: phones.length, lasting, handshakes, conflicts: [], allowsNonProvisionable: null, tables, notes: [] };
    return lasting.length > 0 ? faultFinding(read, this.#context) : this.#calm(read, phones);
  }

  #calm(read: Read, phones: readonly { readonly requests: readonly Request[] }[]): Finding {
    if (phones.length === 0)
      return calmFinding(
        read,
        'unclear',
        ['No line in this log is about ActiveSync. Usually, the phone then does not reach this server.'],
        [otherLog, mailboxLog],
      );
    const ends = phones.map(({ requests }) => requests.findLast(({ result, command }) => result !== 'waiting' && command !== 'OPTIONS'));
    if (!ends.every((end) => end !== undefined && gotThrough(end)))
      return calmFinding(read, 'unclear', ['The log ends before it shows how the phone got on.'], [longerLog, mailboxLog]);
    if (this.#oldOnly) return calmFinding(read, 'fine', ['The server answered every phone well at the end of this log.'], []);
    const why =
      'The server answered every phone well, as far as this log can show. Newer phones get their errors inside the answer, and this log does not have that: a policy may still stop them.';
    return calmFinding(read, 'unclear', [why], [mailboxLog]);
  }

  #count({ phone, http, faults }: Request): void {
    const key = JSON.stringify([phone, http, faults[0]?.cause ?? '']);
    if (this.#counts.has(key) || this.#counts.size < mostCounts) this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }

  #countTable(): FindingTable {
    const sorted = [...this.#counts].sort(([, one], [, other]) => other - one);
    const rows = sorted.slice(0, 50).map(([key, count]) => {
      const [phone = '', http = '', cause = ''] = key.slice(2, -2).split('","');
      return [phone, http, this.#context.book.causes.get(cause) ?? '', String(count)];
    });
    return {
      title: 'How often each phone got which answer',
      columns: ['Phone', 'HTTP', 'Usually means that', 'Times'],
      rows,
      more: sorted.length - rows.length,
    };
  }
}

const mailboxLog = 'the mailbox log of this user (EASMailboxLog.txt), taken while the phone fails';
const longerLog = 'the lines that follow, until the phone has failed once more';
const otherLog = 'the log of the web server that the phone reaches, of the time when it failed';
