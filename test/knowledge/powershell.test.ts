import fc from 'fast-check';
import { CommandValueError, commandValue, longestValue, quote, renderCommand } from '../../knowledge/powershell.ts';
import { shippedDesk } from '../support/shipped-knowledge.ts';

describe('A value in a command', () => {
  it('stays a harmless string, whatever it says', () => {
    expect(quote("O'Brien; Remove-Mailbox *")).toBe("'O''Brien; Remove-Mailbox *'");
    expect(quote('$(Remove-Mailbox *)`n"x"')).toBe('\'$(Remove-Mailbox *)`n"x"\'');
  });

  it('has typographic quotes and hyphens as ASCII, so that it pastes into a shell', () => {
    expect(quote('\u201CO\u2019Brien\u201D \u2013 x')).toBe("'\"O''Brien\" - x'");
  });

  it.each(['a\nb', 'a\rb', 'a\u2028b', 'a\u0000b', 'a\u202Eb', 'a\u200Bb', 'a\tb', 'x'.repeat(longestValue + 1)])('is refused with what to do: %j', (value) => {
    expect(() => commandValue(value)).toThrow(CommandValueError);
    expect(() => commandValue(value)).toThrow(/Please type/);
  });

  it('can never leave its quotes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (value) => {
        let quoted: string;
        try {
          quoted = quote(value);
        } catch (error) {
          expect(error).toBeInstanceOf(CommandValueError);
          return;
        }
        expect(quoted).toMatch(/^'([^'\u2018\u2019\u201A\u201B\r\n]|'')*'$/);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('Every shipped command', () => {
  const { book } = shippedDesk().library;

  it.each([...book.commands])('%s is one line of ASCII', (_id, command) => {
    const line = renderCommand(command, book, {});
    expect(line).toMatch(/^[\x20-\x7E]+$/);
    expect(line.startsWith(command.cmdlet)).toBe(true);
  });

  it('that makes a policy for a phone sets exactly what the phone supports, from the table', () => {
    const policies = [...book.commands.values()].filter((command) => command.parameters.some((parameter) => parameter.type === 'settings'));
    expect(policies.length).toBeGreaterThan(0);
    for (const command of policies) {
      const line = renderCommand(command, book, { policy: "My 'WP7' Policy" });
      const profile = command.parameters.flatMap((parameter) => (parameter.type === 'settings' ? [parameter.profile] : []))[0] ?? '';
      for (const setting of book.profiles.get(profile)?.supports ?? []) expect(line).toContain(` -${setting} `);
      expect(line).toContain("'My ''WP7'' Policy'");
    }
  });

  it('that changes something says what and how to undo it', () => {
    for (const [id, command] of book.commands) {
      if (/^(Get|Test)-/.test(command.cmdlet)) continue;
      expect([id, command.changes.length > 10, (command.undo ?? command['undo-with'] ?? '').length > 5]).toEqual([id, true, true]);
    }
  });
});
