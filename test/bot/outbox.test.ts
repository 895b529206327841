/** What has been sent is noted down, even when the store is away for a moment just then. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { ConnectorClient } from '../../bot/connector/connector-client.ts';
import { Outbox } from '../../bot/connector/outbox.ts';
import { openSqliteStore } from '../../bot/store/sqlite-store.ts';
import { StoreUnavailable } from '../../bot/store/store-unavailable.ts';
import type { Settled, Store } from '../../bot/store/store.ts';
import { StandInConnector, until } from '../support/stand-in-connector.ts';
import { record, turn, unread } from '../support/turn-record.ts';

let folder: string;
let store: Store;
let connector: StandInConnector;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stepwise-'));
  store = openSqliteStore(join(folder, 'stepwise.db'), unread);
  connector = await StandInConnector.start();
});
afterEach(async () => {
  await connector.stop();
  await store.close();
  rmSync(folder, { recursive: true });
});

/** A store that cannot note down what was sent that many times. */
function unableToSettle(times: number): Store {
  let left = times;
  const settle = (conversation: string, sent: readonly Settled[], at: number) => {
    if (left > 0) {
      left -= 1;
      return Promise.reject(new StoreUnavailable('The store is locked.', new Error('locked')));
    }
    return store.settle(conversation, sent, at);
  };
  return new Proxy(store, {
    get: (target, name) => {
      if (name === 'settle') return settle;
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

it('A store that is locked while replies go out is asked again, and the next reply does not wait for the lease', async () => {
  const reference = { serviceUrl: connector.address, conversation: { id: 'c' } };
  const outbox = new Outbox({ store: unableToSettle(2), client: new ConnectorClient(undefined), log: pino({ level: 'silent' }), now: Date.now });
  const said = (version: number, seq: number) =>
    turn({ delivery: 'connector', version, key: `k${seq}`, reference, records: [record(seq, { pending: true })], at: Date.now() });
  const first = said(0, 1);
  expect(await store.commit(first)).toMatchObject({ outbox: 'mine' });
  void outbox.deliver('c', reference, first.records, undefined);
  await until(() => connector.sent.length === 1);
  expect(await store.commit(said(1, 2))).toMatchObject({ outbox: 'theirs' });
  await until(() => connector.sent.length === 2);
  expect(connector.sent.map((one) => one.activity.text)).toEqual(['number 1', 'number 2']);
  await outbox.stop();
});
