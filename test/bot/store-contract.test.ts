/** What every store promises, whatever database it keeps things in. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../bot/store/open-store.ts';
import { errandLease, type NewErrand } from '../../bot/store/handover-store.ts';
import { historyPage, outboxPage, senderLease, type Store, type TurnRecord } from '../../bot/store/store.ts';
import { eventPage, type StoredEvent } from '../../bot/store/stored-event.ts';
import { newCase } from '../../dialogs/case.ts';
import { type Postgres, startPostgres } from '../support/postgres.ts';
import { emptyTables, partitionTables } from '../support/postgres-tables.ts';
import { bodyOf, record, turn, unread, waitingTurn } from '../support/turn-record.ts';

const hour = 3_600_000;
const folder = mkdtempSync(join(tmpdir(), 'stepwise-'));
let postgres: Postgres;
let files = 0;

beforeAll(async () => {
  postgres = await startPostgres({ sync: false });
});
afterAll(async () => {
  await postgres.stop();
  rmSync(folder, { recursive: true });
});

const open = (url: string): Promise<Store> => openStore(url, 10, unread);

async function newTables(): Promise<string> {
  const url = await postgres.newSchema();
  await (await open(url)).close();
  return url;
}

async function newPartitions(): Promise<string> {
  const url = await newTables();
  await partitionTables(url);
  return url;
}

/** Made for the first test and emptied for the next, which is faster than made anew. */
function reused(make: () => Promise<string>): () => Promise<string> {
  let url: string | undefined;
  return async () => {
    if (url !== undefined) await emptyTables(url);
    return (url ??= await make());
  };
}

describe.each([
  ['SQLite', async () => `sqlite:${join(folder, `${++files}`, 'stepwise.db')}`],
  ['PostgreSQL', reused(newTables)],
  ['PostgreSQL with partitions', reused(newPartitions)],
])('A store in %s', (_, newUrl) => {
  let url: string;
  let store: Store;

  beforeEach(async () => {
    url = await newUrl();
    store = await open(url);
  });
  afterEach(() => store.close());

  describe('writes turns:', () => {
    it('gives back what a turn wrote', async () => {
      expect(await store.load('c')).toBeUndefined();
      expect(await store.commit(turn())).toEqual({ kind: 'written', outbox: 'empty' });
      expect(await store.load('c')).toEqual({ version: 1, delivery: 'direct-line', seq: 2, case: newCase('case-0001', 5) });
      expect(await store.history('c', 1)).toEqual([{ seq: 2, activity: { type: 'message', text: 'number 2', id: 'c|0000002' } }]);
      expect(await store.load('other')).toBeUndefined();
      expect(await store.history('other', 0)).toEqual([]);
    });

    it('writes nothing for a key it knows, and tells where its replies are', async () => {
      await store.commit(turn());
      expect(await store.commit(turn({ version: 1, records: [record(3)] }))).toEqual({ kind: 'conflict' });
      expect(await store.history('c', 0)).toHaveLength(2);
      expect(await store.seen('c', 'k1')).toEqual({ firstSeq: 1, lastSeq: 2 });
      expect(await store.seen('c', 'k2')).toBeUndefined();
      expect(await store.seen('other', 'k1')).toBeUndefined();
    });

    it('writes nothing when the version has moved on', async () => {
      await store.commit(turn());
      await store.commit(turn({ version: 1, key: 'k2', records: [record(3)] }));
      expect(await store.commit(turn({ version: 1, key: 'k3', records: [record(3)] }))).toEqual({ kind: 'conflict' });
      expect(await store.commit(turn({ version: 0, key: 'k4' }))).toEqual({ kind: 'conflict' });
      expect(await store.commit(turn({ conversation: 'new', version: 1, key: 'k5' }))).toEqual({ kind: 'conflict' });
      expect(await store.seen('c', 'k3')).toBeUndefined();
      expect(await store.history('c', 0)).toHaveLength(3);
      expect(await store.load('new')).toBeUndefined();
    });

    it('writes a turn whole or not at all', async () => {
      await store.commit(turn());
      await expect(store.commit(turn({ version: 1, key: 'k2', records: [record(3), record(2)] }))).rejects.toThrow();
      expect(await store.history('c', 0)).toHaveLength(2);
      expect(await store.load('c')).toMatchObject({ version: 1, seq: 2 });
      expect(await store.seen('c', 'k2')).toBeUndefined();
    });

    it('takes a turn without any activity', async () => {
      expect(await store.commit(turn({ records: [], events: [] }))).toEqual({ kind: 'written', outbox: 'empty' });
      expect(await store.load('c')).toMatchObject({ version: 1, seq: 0 });
      expect(await store.commit(turn({ version: 1, key: 'k2' }))).toMatchObject({ kind: 'written' });
    });

    it('goes on with another case of the same conversation, and back to the first', async () => {
      await store.commit(turn());
      await store.commit(turn({ version: 1, key: 'k2', case: newCase('case-0002', 9), records: [record(3)] }));
      expect((await store.load('c'))?.case.id).toBe('case-0002');
      await store.commit(turn({ version: 2, key: 'k3', case: { ...newCase('case-0001', 5), visit: 7 }, records: [record(4)] }));
      expect((await store.load('c'))?.case).toMatchObject({ id: 'case-0001', visit: 7 });
      await store.commit(turn({ version: 3, key: 'k4', case: newCase('case-0003', 9), records: [record(5)] }));
      expect((await store.load('c'))?.case.id).toBe('case-0003');
    });

    it('forgets everything earlier when told to, and counts on', async () => {
      await store.commit(waitingTurn(0, [1, 2]));
      await store.settle('c', [{ seq: 1, sentAs: 'one' }], 1000);
      await store.keepUpload('c', 'u', { name: 'a.txt', contentType: 'text/plain', content: new Uint8Array([1]) }, 5);
      await store.commit(turn({ conversation: 'other' }));
      const forgetting = turn({ delivery: 'connector', version: 1, key: 'k2', case: newCase('case-0002', 9), records: [record(3)], forget: true });
      expect(await store.commit(forgetting)).toEqual({ kind: 'written', outbox: 'empty' });
      expect((await store.history('c', 0)).map(({ seq }) => seq)).toEqual([3]);
      expect(await store.seen('c', 'waiting-0')).toBeUndefined();
      expect(await store.seen('c', 'k2')).toEqual({ firstSeq: 3, lastSeq: 3 });
      expect(await store.findUpload('c', 'u')).toBeUndefined();
      expect(await store.load('c')).toMatchObject({ version: 2, seq: 3, case: { id: 'case-0002' } });
      expect(await store.due(10_000_000)).toEqual([]);
      expect(await store.history('other', 0)).toHaveLength(2);
    });

    it('gives a long history page by page', async () => {
      await store.commit(turn({ records: Array.from({ length: historyPage + 5 }, (_, index) => record(index + 1)) }));
      const first = await store.history('c', 0);
      expect(first).toHaveLength(historyPage);
      expect((await store.history('c', first.at(-1)!.seq)).map(({ seq }) => seq)).toEqual([201, 202, 203, 204, 205]);
    });

    it('shows a changed card under the id of the one it replaces', async () => {
      await store.commit(turn({ records: [record(1), record(2, { stamp: 's' })] }));
      await store.commit(turn({ version: 1, key: 'k2', records: [record(3), record(4, { stamp: 's', replaces: 2 })] }));
      expect((await store.history('c', 3)).map(({ activity }) => activity.id)).toEqual(['c|0000002']);
      expect(await store.findStamp('c', 's')).toBe(2);
      expect(await store.findStamp('c', 't')).toBeUndefined();
      expect(await store.findStamp('other', 's')).toBeUndefined();
    });

    it('keeps any text, whatever it consists of', async () => {
      const hard = ['a\0b', 'a\u{1}b', '\u{d800}', '{"a":"\\"\\\\"}', "'; DROP TABLE cases; --", '\u{1f600}', 'x'.repeat(5000), `${'x'.repeat(5000)}y`];
      for (const [index, text] of hard.entries()) {
        const body = JSON.stringify({ type: 'message', text });
        const symptom = { ...newCase(`case-${index}-000`, 5), symptom: text };
        const events = [{ name: 'answered', value: text, audience: 'user' }] as const;
        const one = turn({ conversation: `${text} in`, key: text, case: symptom, records: [record(1, { body, stamp: text })], events });
        expect(await store.commit(one)).toMatchObject({ kind: 'written' });
        expect(await store.commit({ ...one, version: 1 })).toEqual({ kind: 'conflict' });
        expect((await store.load(`${text} in`))?.case.symptom).toBe(text);
        expect((await store.history(`${text} in`, 0))[0]?.activity.text).toBe(text);
        expect(await store.findStamp(`${text} in`, text)).toBe(1);
        await store.keepUpload(`${text} in`, text, { name: text, contentType: text, content: new Uint8Array([0, 1]) }, 5);
        expect((await store.findUpload(`${text} in`, text))?.content).toEqual(new Uint8Array([0, 1]));
      }
    });

    it('writes a hundred turns at once, and only the one that fails fails', async () => {
      const turns = Array.from({ length: 100 }, (_, index) =>
        turn({ conversation: `c${index}`, records: index === 40 ? [record(1), record(1)] : [record(1), record(2)] }),
      );
      const results = await Promise.allSettled(turns.map((one) => store.commit(one)));
      expect(results.flatMap(({ status }, index) => (status === 'rejected' ? index : []))).toEqual([40]);
      for (let index = 0; index < 100; index += 1) expect(await store.history(`c${index}`, 0)).toHaveLength(index === 40 ? 0 : 2);
    });

    it('lets one of twenty writers of one conversation win each version', async () => {
      for (let version = 0; version < 5; version += 1) {
        const writes = Array.from({ length: 20 }, (_, index) => store.commit(turn({ version, key: `${version} ${index}`, records: [record(version + 1)] })));
        const results = await Promise.all(writes);
        expect(results.filter(({ kind }) => kind === 'written')).toHaveLength(1);
      }
      expect(await store.history('c', 0)).toHaveLength(5);
    });
  });

  describe('keeps an outbox:', () => {
    it('whoever puts the first reply in sends it, and later ones with it', async () => {
      expect(await store.commit(waitingTurn(0, [1, 2]))).toEqual({ kind: 'written', outbox: 'mine' });
      expect(await store.commit(waitingTurn(1, [3]))).toEqual({ kind: 'written', outbox: 'theirs' });
      expect(await store.commit(turn({ version: 2, key: 'k', records: [record(4)] }))).toEqual({ kind: 'written', outbox: 'empty' });
      expect(await store.commit(waitingTurn(0, [1], { conversation: 'other' }))).toEqual({ kind: 'written', outbox: 'mine' });
    });

    it('settling gives what came meanwhile, until nothing waits and somebody else may send', async () => {
      await store.commit(waitingTurn(0, [1, 2]));
      await store.commit(waitingTurn(1, [3]));
      const left = await store.settle(
        'c',
        [
          { seq: 1, sentAs: 'one' },
          { seq: 2, sentAs: undefined },
        ],
        1000,
      );
      expect(left).toEqual([{ seq: 3, body: bodyOf(3), sentAs: undefined }]);
      expect(await store.settle('c', [{ seq: 3, sentAs: undefined }], 1000)).toEqual([]);
      expect(await store.due(10_000_000)).toEqual([]);
      expect(await store.commit(waitingTurn(2, [4]))).toMatchObject({ outbox: 'mine' });
    });

    it('what is put off is due again later, with one more try counted', async () => {
      await store.commit(waitingTurn(0, [1, 2]));
      await store.postpone('c', 2000);
      expect(await store.due(1999)).toEqual([]);
      expect(await store.claim('c', 1999)).toBeUndefined();
      expect(await store.due(2000)).toEqual(['c']);
      const reference = { serviceUrl: 'http://127.0.0.1/' };
      const pending = [1, 2].map((seq) => ({ seq, body: bodyOf(seq), sentAs: undefined }));
      expect(await store.claim('c', 2000)).toEqual({ reference, pending, tries: 1 });
      await store.postpone('c', 3000);
      expect(await store.claim('c', 3000)).toMatchObject({ tries: 2 });
      await store.settle('c', [{ seq: 1, sentAs: undefined }], 3000);
      await store.postpone('c', 4000);
      expect(await store.claim('c', 4000)).toMatchObject({ tries: 1, pending: [{ seq: 2 }] });
    });

    it('a sender that settles nothing is gone after its lease; one that does stays', async () => {
      await store.commit(waitingTurn(0, [1, 2, 3]));
      expect(await store.claim('c', 1000 + senderLease - 1)).toBeUndefined();
      await store.settle('c', [{ seq: 1, sentAs: undefined }], 2000);
      expect(await store.due(1000 + senderLease)).toEqual([]);
      expect(await store.due(2000 + senderLease)).toEqual(['c']);
      expect(await store.claim('c', 2000 + senderLease)).toMatchObject({ tries: 0, pending: [{ seq: 2 }, { seq: 3 }] });
      expect(await store.claim('c', 2000 + senderLease)).toBeUndefined();
    });

    it('a time far ahead was written before the clock was set back, and counts as due', async () => {
      await store.commit(waitingTurn(0, [1], { at: 10_000_000 }));
      expect(await store.due(5_000)).toEqual(['c']);
      expect(await store.claim('c', 5_000)).toMatchObject({ pending: [{ seq: 1 }] });
      expect(await store.due(5_000)).toEqual([]);
    });

    it('shows the longest due first, and not too many', async () => {
      for (let index = 0; index < outboxPage + 3; index += 1) await store.commit(waitingTurn(0, [1], { conversation: `c${index}`, at: 100_000 - index }));
      const due = await store.due(100_000 + senderLease);
      expect(due).toHaveLength(outboxPage);
      expect(due[0]).toBe(`c${outboxPage + 2}`);
    });

    it('knows under which id the card was sent that a reply replaces', async () => {
      await store.commit(waitingTurn(0, [], { records: [1, 2].map((seq) => record(seq, { pending: true, stamp: `card ${seq}` })) }));
      await store.settle(
        'c',
        [
          { seq: 1, sentAs: undefined },
          { seq: 2, sentAs: 'channel-id' },
        ],
        1000,
      );
      await store.commit(waitingTurn(1, [], { records: [record(3, { pending: true, replaces: 2 }), record(4, { pending: true, replaces: 1 })] }));
      const claimed = await store.claim('c', 1000 + senderLease);
      expect(claimed?.pending.map(({ sentAs }) => sentAs)).toEqual(['channel-id', undefined]);
    });

    it('keeps nothing of a reply that was sent, except where a card stands that may be shown again', async () => {
      await store.commit(
        waitingTurn(0, [], { records: [record(1, { pending: true }), record(2, { pending: true, stamp: 's' }), record(3, { pending: true })] }),
      );
      await store.settle(
        'c',
        [1, 2].map((seq) => ({ seq, sentAs: `as ${seq}` })),
        1000,
      );
      expect(await store.history('c', 0)).toMatchObject([{ seq: 2 }, { seq: 3, activity: { text: 'number 3' } }]);
      expect((await store.history('c', 0))[0]?.activity.text).toBeUndefined();
      expect(await store.findStamp('c', 's')).toBe(2);
    });

    it('keeps how to reach a conversation until a turn says otherwise', async () => {
      await store.commit(waitingTurn(0, [1]));
      await store.commit(waitingTurn(1, [2], { reference: undefined }));
      expect(await store.claim('c', 1000 + senderLease)).toMatchObject({ reference: { serviceUrl: 'http://127.0.0.1/' } });
      await store.commit(waitingTurn(2, [3], { reference: { serviceUrl: 'http://127.0.0.2/' } }));
      expect(await store.claim('c', 1000 + 2 * senderLease)).toMatchObject({ reference: { serviceUrl: 'http://127.0.0.2/' } });
    });
  });

  describe('keeps other things:', () => {
    it('shows an upload to its own conversation only', async () => {
      await store.keepUpload('c', 'u', { name: 'a.txt', contentType: 'text/plain', content: new Uint8Array([1, 2]) }, 5);
      expect(await store.findUpload('c', 'u')).toEqual({ name: 'a.txt', contentType: 'text/plain', content: new Uint8Array([1, 2]) });
      expect(await store.findUpload('other', 'u')).toBeUndefined();
    });

    it('makes a secret once', async () => {
      const first = await store.secret('s', () => new Uint8Array([1]));
      expect(first).toEqual(new Uint8Array([1]));
      expect(await store.secret('s', () => new Uint8Array([2]))).toEqual(first);
    });

    it('deletes conversations that were not touched for long, 500 at a time', async () => {
      const hour = 3_600_000;
      const writes = Array.from({ length: 510 }, (_, index) =>
        store.commit(waitingTurn(0, [1], { conversation: `old-${index}`, case: newCase(`case-${index}-000`, 5), at: hour })),
      );
      await Promise.all(writes);
      await store.keepUpload('old-1', 'u', { name: 'a.txt', contentType: 'text/plain', content: new Uint8Array([1]) }, hour);
      await store.commit(turn({ conversation: 'young', case: newCase('case-young', 5), at: 5 * hour }));
      expect(await store.sweep(3 * hour)).toBe(500);
      expect(await store.sweep(3 * hour)).toBe(10);
      expect(await store.sweep(3 * hour)).toBe(0);
      expect(await store.load('old-1')).toBeUndefined();
      expect(await store.history('old-1', 0)).toEqual([]);
      expect(await store.seen('old-1', 'waiting-0')).toBeUndefined();
      expect(await store.findUpload('old-1', 'u')).toBeUndefined();
      expect(await store.due(100 * hour)).toEqual([]);
      expect(await store.load('young')).toBeDefined();
      expect(await store.commit(turn({ conversation: 'old-1' }))).toMatchObject({ kind: 'written' });
    });

    it('has everything after it was closed and opened again', async () => {
      await store.commit(turn());
      await store.commit(waitingTurn(1, [3]));
      await store.close();
      store = await open(url);
      expect(await store.history('c', 0)).toHaveLength(3);
      expect(await store.claim('c', 1000 + senderLease)).toMatchObject({ pending: [{ seq: 3 }] });
    });

    describe('keeps what is to be done for the helpdesk:', () => {
      const handover = { id: 'handover-1', body: '{"a":"\\u0000"}', address: '{}' };
      const errand = (change: Partial<NewErrand> = {}): NewErrand => ({
        id: 'card:1',
        kind: 'card',
        handover: 'handover-1',
        body: '{"n":1}',
        dueAt: 100,
        ...change,
      });
      const later = 100 + errandLease;

      it('writes it with the turn, or not at all', async () => {
        expect(await store.commit(turn({ version: 4, work: { handover, errands: [errand()] } }))).toEqual({ kind: 'conflict' });
        expect(await store.findHandover('handover-1')).toBeUndefined();
        expect(await store.takeErrands(100)).toEqual([]);
        expect(await store.commit(turn({ work: { handover, errands: [errand()] } }))).toEqual({ kind: 'written', outbox: 'empty' });
        expect(await store.load('c')).toMatchObject({ version: 1 });
        expect(await store.findHandover('handover-1')).toEqual({ ...handover, conversation: 'c', sentAs: undefined });
        expect(await store.takeErrands(99)).toEqual([]);
        expect(await store.takeErrands(100)).toEqual([{ ...errand(), dueAt: undefined, conversation: 'c', revision: 1, tries: 0, since: 100 }]);
      });

      it('gives an errand to one at a time, until it is ended, put off, or the lease runs out', async () => {
        await store.commit(turn({ work: { errands: [errand()] } }));
        const taken = await Promise.all([store.takeErrands(100), store.takeErrands(100), store.takeErrands(100)]);
        expect(taken.flat()).toHaveLength(1);
        expect(await store.takeErrands(later - 1)).toEqual([]);
        const [again] = await store.takeErrands(later);
        await store.putOffErrand(again!, later + 50);
        expect(await store.takeErrands(later + 49)).toEqual([]);
        const [third] = await store.takeErrands(later + 50);
        expect(third).toMatchObject({ tries: 1, since: 100 });
        await store.endErrand(third!, later + 60);
        expect(await store.takeErrands(10 * later)).toEqual([]);
      });

      it('has a newer body done too, when it came while the older one was under way', async () => {
        await store.commit(turn({ work: { errands: [errand()] } }));
        const [first] = await store.takeErrands(100);
        await store.commit(turn({ version: 1, key: 'k2', records: [record(3)], work: { errands: [errand({ body: '{"n":2}', dueAt: 110 })] } }));
        expect(await store.takeErrands(120)).toEqual([]);
        await store.endErrand(first!, 130);
        expect(await store.takeErrands(130)).toMatchObject([{ body: '{"n":2}', revision: 2, since: 100 }]);
      });

      it('gives news of a hand-over only after what they are news of', async () => {
        const news = [errand({ id: 'n1', kind: 'webhook-news', dueAt: 50 }), errand({ id: 'n2', kind: 'card-note', dueAt: 50 })];
        await store.commit(
          turn({ work: { errands: [...news, errand(), errand({ id: 'webhook:handover-1', kind: 'webhook' }), errand({ id: 'card:handover-1' })] } }),
        );
        expect(await store.takeErrands(99)).toEqual([]);
        const taken = await store.takeErrands(100);
        expect(taken.map(({ id }) => id).toSorted()).toEqual(['card:1', 'card:handover-1', 'webhook:handover-1']);
        for (const one of taken) await store.endErrand(one, 100);
        expect((await store.takeErrands(100)).map(({ id }) => id).toSorted()).toEqual(['n1', 'n2']);
      });

      it('gives news of a hand-over one after the other, oldest first, and lets none of another wait for them', async () => {
        const news = (id: string, dueAt: number, handover = 'handover-1') => errand({ id, kind: 'webhook-news', handover, dueAt });
        await store.commit(turn({ work: { errands: [news('z', 50), news('c', 60), news('b', 60), news('other', 70, 'handover-2')] } }));
        const order: string[][] = [];
        for (let taken = await store.takeErrands(100); taken.length > 0; taken = await store.takeErrands(100)) {
          order.push(taken.map(({ id }) => id).toSorted());
          for (const one of taken) await store.endErrand(one, 100);
        }
        expect(order).toEqual([['other', 'z'], ['b'], ['c']]);
      });

      it('holds later news back while an earlier piece waits for its next try', async () => {
        await store.commit(turn({ work: { errands: [errand({ id: 'a', kind: 'card-note', dueAt: 50 }), errand({ id: 'b', kind: 'card-note', dueAt: 60 })] } }));
        const [first] = await store.takeErrands(100);
        expect(first).toMatchObject({ id: 'a' });
        expect(await store.takeErrands(100)).toEqual([]);
        await store.putOffErrand(first!, 200);
        expect(await store.takeErrands(199)).toEqual([]);
        expect(await store.takeErrands(200)).toMatchObject([{ id: 'a', tries: 1 }]);
      });

      it('counts deliveries that wait for long, not questions for later', async () => {
        await store.commit(turn({ work: { errands: [errand(), errand({ id: 'f', kind: 'follow-up' })] } }));
        expect(await store.lateErrands(100)).toBe(0);
        expect(await store.lateErrands(101)).toBe(1);
      });

      it('remembers the card, and what was learned of a place', async () => {
        await store.commit(turn({ work: { handover, errands: [] } }));
        await store.keepCard('handover-1', 'sent-1');
        expect(await store.findHandover('handover-1')).toMatchObject({ sentAs: 'sent-1' });
        expect(await store.findPlace('p')).toBeUndefined();
        await store.keepPlace('p', '{"a":1}');
        await store.keepPlace('p', '{"a":2}');
        expect(await store.findPlace('p')).toBe('{"a":2}');
      });

      it('forgets it with the conversation', async () => {
        await store.commit(turn({ work: { handover, errands: [errand()] } }));
        await store.commit(turn({ version: 1, key: 'k2', records: [record(3)], forget: true }));
        expect(await store.findHandover('handover-1')).toBeUndefined();
        expect(await store.takeErrands(later)).toEqual([]);
      });

      it('has it after it was closed and opened again, also what was under way', async () => {
        await store.commit(turn({ work: { handover, errands: [errand()] } }));
        await store.takeErrands(100);
        await store.close();
        store = await open(url);
        expect(await store.takeErrands(later)).toHaveLength(1);
      });
    });

    it('says that it can be written', async () => {
      await store.ping();
      await store.ping();
    });
  });

  describe('keeps case codes:', () => {
    it('a fingerprint leads to one conversation, and another gets none of the same', async () => {
      expect(await store.keepCode('f1', 'c', 5)).toBe(true);
      expect(await store.keepCode('f1', 'c', 6)).toBe(true);
      expect(await store.keepCode('f1', 'other', 7)).toBe(false);
      expect(await store.findCode('f1')).toBe('c');
      expect(await store.findCode('f2')).toBeUndefined();
    });

    it('forgets them with the conversation, when it is told to and when its time is over', async () => {
      await store.commit(turn());
      await store.keepCode('f1', 'c', 5);
      await store.commit(turn({ version: 1, key: 'k2', records: [record(3)], forget: true }));
      expect(await store.findCode('f1')).toBeUndefined();
      await store.keepCode('f2', 'c', 6);
      expect(await store.sweep(10_000_000)).toBe(1);
      expect(await store.findCode('f2')).toBeUndefined();
    });

    it('says how a conversation is reached, where that is kept', async () => {
      await store.commit(waitingTurn(0, [1]));
      expect((await store.load('c'))?.reference).toEqual({ serviceUrl: 'http://127.0.0.1/' });
    });
  });

  describe('keeps what happened:', () => {
    const all = { from: 0, until: Number.MAX_SAFE_INTEGER };
    const happened = (change: Partial<TurnRecord>): TurnRecord => turn({ records: [], delivery: 'connector', ...change });

    it('gives events back case by case, each in its order, with when the case began and the language', async () => {
      const [early, late] = [newCase('case-later-in-name', 1_000), newCase('case-first-in-name', 2_000)];
      const names = ['answered', 'arrived', 'solved', 'rated', 'arrived'] as const;
      await store.commit(happened({ conversation: 'b', case: late, language: 'de', at: 2_100, events: [{ name: 'missed', audience: 'agent' }] }));
      await store.commit(
        happened({ conversation: 'a', case: early, at: 9_000, events: names.map((name) => ({ name, guide: 'g', node: 'n', value: 'v', audience: 'user' })) }),
      );
      await store.commit(happened({ conversation: 'a', case: early, version: 1, key: 'k2', at: 8_000, events: [{ name: 'back', audience: 'user' }] }));
      const events = await store.events(all);
      expect(events.map(({ name }) => name)).toEqual([...names, 'back', 'missed']);
      expect(events[0]).toEqual({
        case: early.id,
        began: 1_000,
        nth: expect.any(Number) as number,
        at: 9_000,
        name: 'answered',
        guide: 'g',
        node: 'n',
        value: 'v',
        audience: 'user',
        language: undefined,
      });
      expect(events.at(-1)).toMatchObject({ case: late.id, began: 2_000, guide: undefined, audience: 'agent', language: 'de' });
      expect((await store.events({ from: 1_001, until: 2_001 })).map(({ name }) => name)).toEqual(['missed']);
      expect(await store.events({ from: 1_001, until: 2_000 })).toEqual([]);
    });

    it('counts what ended a case to that case, also when the turn begins another', async () => {
      await store.commit(happened({ case: newCase('case-0001', 5) }));
      const of = { id: 'case-0001', startedAt: 5 };
      const events = [{ name: 'started-over', of, audience: 'user' } as const, { name: 'arrived', audience: 'user' } as const];
      await store.commit(happened({ version: 1, key: 'k2', case: newCase('case-0002', 9), at: 9, events }));
      expect((await store.events(all)).map((one) => [one.case, one.name])).toEqual([
        ['case-0001', 'arrived'],
        ['case-0001', 'started-over'],
        ['case-0002', 'arrived'],
      ]);
    });

    it('gives a page of events after the other, and none twice', async () => {
      const many = Array.from({ length: 700 }, (_, index) => ({ name: 'answered', value: String(index), audience: 'user' }) as const);
      for (let version = 0; version < 4; version += 1) await store.commit(happened({ version, key: `k${version}`, events: many }));
      await store.commit(happened({ conversation: 'other', case: newCase('case-0000', 5), events: many }));
      const found: StoredEvent[] = [];
      for (let page = await store.events(all); page.length > 0; page = await store.events(all, found.at(-1))) {
        expect(page.length).toBeLessThanOrEqual(eventPage);
        found.push(...page);
      }
      expect(found).toHaveLength(3_500);
      expect(new Set(found.map((one) => `${one.case} ${one.nth}`)).size).toBe(3_500);
      expect(found.map(({ value }) => value)).toEqual(Array.from({ length: 5 }, () => many.map(({ value }) => value)).flat());
    });

    it('gives the comments of cases that are still kept, the last of each', async () => {
      const commented = [{ name: 'commented', guide: 'g', audience: 'user' } as const];
      const one = { ...newCase('case-0001', 5), comment: 'first "words"' };
      await store.commit(happened({ case: one, events: commented }));
      await store.commit(happened({ case: { ...one, comment: 'last words' }, version: 1, key: 'k2', at: 6, events: commented }));
      await store.commit(happened({ case: newCase('case-0002', 9), version: 2, key: 'k3', at: 7, events: [] }));
      await store.commit(happened({ conversation: 'd', case: { ...newCase('case-0003', 8), comment: 'others' }, at: 8, language: 'de', events: commented }));
      expect(await store.comments(all)).toEqual([
        { at: 8, guide: 'g', audience: 'user', language: 'de', comment: 'others' },
        { at: 6, guide: 'g', audience: 'user', language: undefined, comment: 'last words' },
      ]);
      expect(await store.comments({ from: 6, until: 8 })).toEqual([]);
      await store.sweep(10_000_000);
      expect(await store.comments(all)).toEqual([]);
    });

    it.each(['forgotten', 'swept'])('keeps the events of a case that is %s under an id that nobody knows, and says no more when it began', async (how) => {
      const began = 5 * hour + 1_234;
      const shown = newCase('case-on-a-ticket', began);
      await store.commit(
        happened({ conversation: 'msteams:person', case: shown, at: began + 10, events: [{ name: 'arrived', guide: 'g', node: 'n', audience: 'user' }] }),
      );
      await store.commit(
        happened({ conversation: 'msteams:person', case: shown, version: 1, key: 'k2', at: began + 60_010, events: [{ name: 'solved', audience: 'user' }] }),
      );
      if (how === 'swept') await store.sweep(Number.MAX_SAFE_INTEGER);
      else
        await store.commit(
          happened({
            conversation: 'msteams:person',
            case: newCase('case-fresh', began + hour),
            version: 2,
            key: 'k3',
            at: began + hour,
            forget: true,
            events: [],
          }),
        );
      const [first, second, ...rest] = await store.events(all);
      expect(rest).toEqual([]);
      expect(first).toMatchObject({ began: 5 * hour, at: 5 * hour + 10, name: 'arrived', guide: 'g', node: 'n' });
      expect(second).toMatchObject({ began: 5 * hour, at: 5 * hour + 60_010, name: 'solved', case: first?.case });
      expect(JSON.stringify([first, second])).not.toMatch(/ticket|msteams|person/);
    });

    it('says how many conversations wait for their replies to be sent', async () => {
      expect(await store.waiting()).toBe(0);
      await store.commit(waitingTurn(0, [1, 2]));
      await store.commit(waitingTurn(0, [1], { conversation: 'd' }));
      expect(await store.waiting()).toBe(2);
    });
  });
});
