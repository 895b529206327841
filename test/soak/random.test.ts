import { randomFrom } from './random.ts';
import { planTally } from './tally.ts';

const draw = (seed: number, name = '') =>
  Array.from(
    { length: 50 },
    (
      (random) => () =>
        random.next()
    )(randomFrom(seed, name)),
  );

describe('Chance with a seed', () => {
  it('is the same each time', () => {
    expect(draw(7)).toEqual(draw(7));
  });

  it('is another one with another seed or name', () => {
    expect(draw(7)).not.toEqual(draw(8));
    expect(draw(7, 'kill')).not.toEqual(draw(7, 'burst'));
  });

  it('does not depend on what other parts drew before', () => {
    const random = randomFrom(7);
    const first = random.named('part').next();
    random.next();
    expect(random.named('part').next()).toBe(first);
  });

  it('stays within its bounds and reaches them', () => {
    const random = randomFrom(3);
    const rolled = Array.from({ length: 2_000 }, () => random.between(2, 5));
    expect(new Set(rolled)).toEqual(new Set([2, 3, 4, 5]));
  });

  it('shuffles without losing anything', () => {
    const items = Array.from({ length: 100 }, (_, index) => index);
    const shuffled = randomFrom(1).shuffled(items);
    expect(shuffled).not.toEqual(items);
    expect(shuffled.toSorted((one, other) => one - other)).toEqual(items);
  });

  it('makes the same schedule of the same seed', () => {
    const plan = (seed: number) =>
      planTally(randomFrom(seed), { name: 'anna', channel: 'connector', marks: 20, mode: 'in-turn', at: (random) => [0, random.between(1, 9)] });
    expect(plan(5)).toEqual(plan(5));
    expect(plan(5)).not.toEqual(plan(6));
  });
});
