import { checkHistory, type Recording, type Verdict } from './check-history.ts';
import { saidTwice, shownIn } from './clients.ts';
import type { Delivery, Said, Shown } from './history.ts';
import { findButton, printOf, stepIn } from './read-reply.ts';

const conversation = 'anna';
const says = (id: string, label?: string): Said => ({ conversation, id, ...(label === undefined ? {} : { label }) });
const hands = (id: string, status = 200): Delivery => ({ conversation, id, began: 0, ended: 1, status, answer: '' });
const shows = (answers: string, step: number, label: string, at: number, print = `print of ${answers}`): Shown => ({
  conversation,
  answers,
  step,
  label,
  print,
  at,
});

/** Begins, and adds three marks; every test changes one thing. */
const good = {
  said: [says('begin'), says('a', 'Mark one'), says('b', 'Mark two'), says('c', 'Mark one')],
  deliveries: [hands('begin'), hands('a'), hands('b'), hands('c')],
  shown: [shows('begin', 1, '', 10), shows('a', 2, 'Mark one', 20), shows('b', 3, 'Mark two', 30), shows('c', 4, 'Mark one', 40)],
} satisfies Recording;

const faultsOf = (verdict: Verdict): string[] =>
  Object.entries(verdict).flatMap(([kind, faults]) => (Array.isArray(faults) && faults.length > 0 ? [kind] : []));
const judge = (change: Partial<Recording>): string[] => faultsOf(checkHistory({ ...good, ...change }));

describe('The checker accepts', () => {
  it('a history in which everything happened once and in order', () => {
    expect(judge({})).toEqual([]);
  });

  it('messages that were applied in another order than they were said', () => {
    expect(judge({ shown: [good.shown[0]!, shows('c', 2, 'Mark one', 20), shows('a', 3, 'Mark one', 30), shows('b', 4, 'Mark two', 40)] })).toEqual([]);
  });

  it('a message that was neither acknowledged nor applied', () => {
    expect(judge({ deliveries: [...good.deliveries.slice(0, 3), hands('c', 503)], shown: good.shown.slice(0, 3) })).toEqual([]);
  });

  it('a message that was applied though its acknowledgement was lost', () => {
    expect(judge({ deliveries: [...good.deliveries.slice(0, 3), hands('c', 0)] })).toEqual([]);
  });

  it('a reply sent again because a crash came shortly after it', () => {
    const verdict = checkHistory({ ...good, shown: [...good.shown, { ...good.shown[3]!, at: 900 }], crashes: [{ at: 60 }], underWay: 100 });
    expect(faultsOf(verdict)).toEqual([]);
    expect(verdict.repeated).toBe(1);
  });
});

describe('The checker refuses', () => {
  it('an acknowledged message without a reply', () => {
    expect(judge({ shown: good.shown.slice(0, 3) })).toEqual(['lost']);
  });

  it('two messages that were applied to the same state', () => {
    expect(judge({ shown: [...good.shown.slice(0, 3), shows('c', 3, 'Mark one', 40)] })).toEqual(['misapplied']);
  });

  it('a message that was applied twice', () => {
    expect(judge({ shown: [...good.shown.slice(0, 3), shows('c', 5, 'Mark one', 40)] })).toEqual(['misapplied']);
  });

  it('a first mark that is not the first', () => {
    const later = good.shown.slice(1).map((one) => ({ ...one, step: one.step + 1 }));
    expect(judge({ shown: [good.shown[0]!, ...later] })).toEqual(['misapplied']);
  });

  it('a reply to something that nobody said', () => {
    expect(judge({ shown: [...good.shown, shows('x', 5, 'Mark one', 50)] })).toEqual(['invented']);
  });

  it('a reply that takes one answer for another', () => {
    expect(judge({ shown: [...good.shown.slice(0, 3), shows('c', 4, 'Mark five', 40)] })).toEqual(['invented']);
  });

  it('a reply that shows no step, such as an apology', () => {
    expect(judge({ shown: [...good.shown.slice(0, 3), shows('c', -1, '', 40)] })).toEqual(expect.arrayContaining(['invented']));
  });

  it('a reply shown twice without a crash', () => {
    expect(judge({ shown: [...good.shown, { ...good.shown[3]!, at: 50 }] })).toEqual(['doubled']);
  });

  it('a reply shown twice with a crash that came before it, too late, or only after the second time', () => {
    const twice = [...good.shown, { ...good.shown[3]!, at: 900 }];
    for (const at of [30, 500, 950]) expect(judge({ shown: twice, crashes: [{ at }], underWay: 100 })).toEqual(['doubled']);
  });

  it('a reply shown three times with one crash', () => {
    const thrice = [...good.shown, { ...good.shown[3]!, at: 900 }, { ...good.shown[3]!, at: 950 }];
    expect(judge({ shown: thrice, crashes: [{ at: 60 }], underWay: 100 })).toEqual(['doubled']);
  });

  it('a second reply with another content', () => {
    expect(judge({ shown: [...good.shown, shows('c', 4, 'Mark one', 900, 'another print')], crashes: [{ at: 60 }], underWay: 100 })).toEqual(['changed']);
  });

  it('replies that came in another order than they were decided', () => {
    expect(judge({ shown: [good.shown[0]!, shows('a', 2, 'Mark one', 35), shows('b', 3, 'Mark two', 30), good.shown[3]!] })).toEqual(['unordered']);
  });

  it('a fault in one of several conversations', () => {
    const other = 'otto';
    const shown = [...good.shown, ...good.shown.slice(0, 3).map((one) => ({ ...one, conversation: other }))];
    const said = [...good.said, ...good.said.map((one) => ({ ...one, conversation: other }))];
    const deliveries = [...good.deliveries, ...good.deliveries.map((one) => ({ ...one, conversation: other }))];
    expect(judge({ said, deliveries, shown })).toEqual(['lost']);
  });
});

describe('What a history shows', () => {
  const entry = (said?: string, step = -1) => ({ id: `id-${said ?? step}`, said, step, label: '', print: '' });

  it('is told by what follows what was said', () => {
    expect(
      shownIn(conversation, [entry(undefined, 0), entry('a'), entry(undefined, 2), entry('b'), entry(undefined, 3)]).map((one) => [one.answers, one.step]),
    ).toEqual([
      ['a', 2],
      ['b', 3],
    ]);
  });

  it('names what was recorded twice', () => {
    expect(saidTwice([entry('a'), entry(undefined, 2), entry('a'), entry(undefined, 3)])).toEqual(['a']);
  });

  it('is read from the card itself', () => {
    expect(stepIn('{"text":"Tally marks · Step 12 · answered “Mark two”"}')).toEqual({ step: 12, label: 'Mark two' });
    expect(stepIn('{"text":"Tally marks · Step 1"}')).toEqual({ step: 1, label: '' });
    expect(stepIn('{"text":"Something went wrong"}').step).toBe(-1);
  });

  it('is the same content whatever its id and time', () => {
    expect(printOf({ id: '1', timestamp: 'now', text: 'hello' })).toBe(printOf({ id: '2', timestamp: 'later', text: 'hello' }));
    expect(printOf({ text: 'hello' })).not.toBe(printOf({ text: 'hallo' }));
  });

  it('has buttons that are found by their titles', () => {
    expect(findButton({ body: [{ actions: [{ title: 'Go', data: { to: 1 } }] }] }, 'Go')).toEqual({ to: 1 });
    expect(findButton({ title: 'Go' }, 'Go')).toBeUndefined();
  });
});
