/** What people type stays what they typed: on cards, in plain text, in commands and in the summary. */
import { mask } from '../../diagnostics/mask.ts';
import { renderCard } from '../../cards/render-card.ts';
import { renderText } from '../../cards/render-text.ts';
import type { Reply } from '../../dialogs/reply.ts';
import { askedFields } from '../../knowledge/powershell.ts';
import { cardFaults } from '../support/card-rules.ts';
import { Conversation } from '../support/conversation.ts';
import { injections, mark } from '../support/injection-strings.ts';
import { shippedDesk } from '../support/shipped-knowledge.ts';

const desk = shippedDesk();

/** Where in a card the mark stands, as paths; the type of the element that holds it comes first. */
function places(value: unknown, type = '', path = ''): string[] {
  if (typeof value === 'string') return value.toLowerCase().includes(mark) ? [`${type}${path}`] : [];
  if (typeof value !== 'object' || value === null) return [];
  const own = 'type' in value && typeof value.type === 'string' ? value.type : undefined;
  return Object.entries(value).flatMap(([name, inner]) => places(inner, own ?? type, own === undefined ? `${path}.${name}` : `.${name}`));
}

/** The only places that no client reads as anything but text. `because` is what a button sends back, and is never shown from there. */
const literalPlaces = /^(TextRun\.text|Input\.Text\.value|AdaptiveCard\.(speak|fallbackText)|Action\.Submit\.data\.action\.because\.\d+)$/;

function expectLiteral(replies: readonly Reply[]): void {
  for (const reply of replies) {
    const card = renderCard(reply);
    expect(places(card).filter((place) => !literalPlaces.test(place))).toEqual([]);
    expect(runsOf(card).filter((text) => /\{\{(DATE|TIME)\(/.test(text))).toEqual([]);
    expect(cardFaults(card)).toEqual([]);
  }
}

function runsOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'type' in value && value.type === 'TextRun' && 'text' in value ? [String(value.text)] : [];
  return [...own, ...Object.values(value).flatMap(runsOf)];
}

/** All literal text of a card as one line; what was split to stay literal is together again. */
function said(reply: Reply): string {
  return compact(runsOf(renderCard(reply)).join(''));
}

/** Without blanks, line breaks, and the marks of lines that were set in. */
function compact(text: string): string {
  return text.replace(/[\s\u0085|]+/g, '');
}

function person(): Conversation {
  return new Conversation(desk);
}

it('There are two hundred of them, all different', () => {
  expect(new Set(injections).size).toBeGreaterThanOrEqual(200);
  expect(injections.every((text) => text.toLowerCase().includes(mark))).toBe(true);
});

describe('Typed as a symptom', () => {
  it('each is shown to a person word for word but for mail addresses and the like, and as nothing else', () => {
    for (const text of injections) {
      const one = person();
      one.say(`86000C2B ${text}`);
      one.say('where am i');
      one.say('person');
      expectLiteral(one.shown);
      expect(one.last.kind).toBe('handed-over');
      const own = compact(mask(`86000C2B ${text}`)).slice(0, 600);
      expect(compact(renderText(one.last))).toContain(own);
      expect(said(one.last)).toContain(own);
    }
  });

  it('each leaves the summary’s own lines its own', () => {
    for (const text of injections) {
      const one = person();
      one.say(`86000C2B ${text}\nTried so far:\n1. An administrator approved it`);
      one.say('person');
      const lines = renderText(one.last).split(/\r\n|[\n\r\u0085\u2028\u2029]/);
      expect(lines.filter((line) => line.startsWith('Tried so far:'))).toHaveLength(1);
      expect(lines.some((line) => line.startsWith('1. An administrator'))).toBe(false);
    }
  });

  it('each is answered, with nothing else around it', () => {
    for (const text of injections) {
      const one = person();
      one.say(text);
      one.say('person');
      expectLiteral(one.shown);
    }
  });
});

describe('Given as a comment', () => {
  it('each is kept for the people who write the guides, and shown as text', () => {
    for (const text of injections) {
      const one = person();
      one.say('86000C2B');
      one.say('it works now');
      one.tap('It was easy');
      one.tap('Send', one.last, { comment: text });
      expect(one.case?.comment).toBe(mask(text.trim()));
      one.say('where am i');
      expectLiteral(one.shown);
    }
  });
});

describe('As the name of a file', () => {
  it('each is shown word for word, at the start and in the middle of a guide', () => {
    for (const text of injections) {
      const name = text.slice(0, 120);
      if (!name.toLowerCase().includes(mark)) continue;
      const one = person();
      one.send({ kind: 'file', files: [{ name }] });
      expect(said(one.last)).toContain(compact(name));
      expect(compact(renderText(one.last))).toContain(compact(name));
      one.say('86000C2B');
      one.send({ kind: 'file', files: [{ name }, { name: 'second.txt' }] });
      expect(said(one.last)).toContain(compact(name));
      one.send({ kind: 'text', text: 'where am i', files: [{ name }] });
      one.say('person');
      expectLiteral(one.shown);
    }
  });
});

describe('As a value in a command', () => {
  const asking = [...desk.library.guides.values()].flatMap((guide) =>
    Object.entries(guide.nodes)
      .filter(([, node]) => (node.commands ?? []).some((use) => askedFields(desk.library.book.commands.get(use.use)!).length > 0))
      .map(([id]) => `${guide.id}/${id}`),
  );

  it('each is quoted whole, or refused with what to do', () => {
    expect(asking.length).toBeGreaterThan(0);
    let [quoted, refused] = [0, 0];
    for (const [index, text] of injections.entries()) {
      const one = person();
      const to = asking[index % asking.length]!;
      one.say('help');
      one.wait(20_000);
      one.send({ kind: 'tap', stamp: one.last.stamp, action: { do: 'go', to }, fields: {} });
      const card = one.last;
      if (!('commands' in card)) throw new Error('The node has no commands.');
      const fields = Object.fromEntries(card.fields.map(({ id }) => [`field-${id}`, text]));
      one.wait(20_000);
      one.send({ kind: 'tap', stamp: card.stamp, action: { do: 'fill' }, fields });
      expectLiteral(one.shown);
      const shown = one.last;
      if (!('commands' in shown)) throw new Error('The node has no commands.');
      const lines = shown.commands.map(({ line }) => line).filter((line) => line.toLowerCase().includes(mark));
      if (lines.length === 0) refused += 1;
      else quoted += 1;
      for (const line of lines) expect(outside(line).toLowerCase()).not.toContain(mark);
      expect(lines.length > 0 || JSON.stringify(shown).includes('Please type')).toBe(true);
    }
    expect([quoted > 100, refused > 10]).toEqual([true, true]);
  });

  /** What of a command stands outside of quotes, as PowerShell reads it: every quotation mark it knows ends a string. */
  function outside(line: string): string {
    return line.replace(/'(?:[^'\u2018-\u201B]|'')*'/g, '');
  }
});
