import fc from 'fast-check';
import { InOrder, TooManyWaiting } from '../../bot/in-order.ts';

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

describe('Work of one conversation', () => {
  it('is done in the order it came, one at a time, whatever each takes and whichever fails', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.record({ wait: fc.nat(3), fails: fc.boolean() }), { maxLength: 12 }), async (works) => {
        const order = new InOrder();
        const done: number[] = [];
        let running = 0;
        const results = works.map((work, index) =>
          order.run('c', async () => {
            running += 1;
            expect(running).toBe(1);
            await pause(work.wait);
            running -= 1;
            done.push(index);
            if (work.fails) throw new Error(String(index));
            return index;
          }),
        );
        const settled = await Promise.allSettled(results);
        expect(done).toEqual(works.map((_, index) => index));
        expect(settled.map((one) => one.status)).toEqual(works.map((work) => (work.fails ? 'rejected' : 'fulfilled')));
      }),
      { numRuns: 40 },
    );
  });

  it('does not hold up another conversation', async () => {
    const order = new InOrder();
    const { promise, resolve } = Promise.withResolvers<void>();
    const slow = order.run('slow', () => promise);
    expect(await order.run('other', async () => 'done')).toBe('done');
    resolve();
    await slow;
    await order.idle();
  });

  it('is refused when very much of it waits, and taken again later', async () => {
    const order = new InOrder();
    const { promise, resolve } = Promise.withResolvers<void>();
    const waiting = Array.from({ length: 500 }, () => order.run('c', () => promise));
    await expect(order.run('c', async () => 1)).rejects.toBeInstanceOf(TooManyWaiting);
    resolve();
    await Promise.all(waiting);
    expect(await order.run('c', async () => 1)).toBe(1);
  });
});
