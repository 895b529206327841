/** The code that is read out over the telephone. */
import * as fc from 'fast-check';
import { codeLetters, codeOf, readCode, spelled } from '../../dialogs/case-code.ts';

const numbers = fc.array(fc.integer({ min: 0, max: 28 }), { minLength: 6, maxLength: 6 });

describe('A case code', () => {
  it('has no characters that are taken for others', () => {
    expect(codeLetters).not.toMatch(/[ILOU01]/);
    expect(new Set(codeLetters).size).toBe(29);
  });

  it('is read in capitals or small letters, with and without dashes and blanks', () => {
    const code = codeOf([17, 5, 18, 1, 21, 4]);
    const said = spelled(code);
    for (const text of [
      said,
      said.toLowerCase(),
      said.replaceAll('-', ' '),
      code,
      ` ${said}. `,
      [...code].join(' '),
      `join ${said}`,
      said.replaceAll('-', '–'),
    ]) {
      expect(readCode(text)).toEqual({ kind: 'code', code });
    }
  });

  it('never reads one wrong character or two that changed places as a code', () => {
    fc.assert(
      fc.property(numbers, fc.nat(6), fc.nat(28), (some, place, letter) => {
        const code = codeOf(some);
        const other = code.slice(0, place) + codeLetters[letter] + code.slice(place + 1);
        if (other !== code) expect(readCode(spelled(other))).toEqual({ kind: 'wrong' });
        const [one, two] = [code[place], code[place + 1]];
        if (two === undefined || one === two) return;
        expect(readCode(spelled(code.slice(0, place) + two + one + code.slice(place + 2)))).toEqual({ kind: 'wrong' });
      }),
    );
  });

  it('leaves ordinary words alone', () => {
    for (const text of ['my printer is offline', 'network', '86000C2B', 'nothing', 'yes', '1', '', 'certificate']) expect(readCode(text)).toBeUndefined();
  });
});
