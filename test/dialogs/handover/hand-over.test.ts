import { analysers } from '../../../diagnostics/analysers.ts';
import { diagnoseText } from '../../../diagnostics/diagnose.ts';
import { type Handover } from '../../../dialogs/handover/handover.ts';
import type { Dropped, HelpdeskDid } from '../../../dialogs/input.ts';
import type { MessageReply } from '../../../dialogs/reply.ts';
import { keepsFiles } from '../../../dialogs/handover/keeps-files.ts';
import { parseOfficeHours } from '../../../dialogs/handover/office-hours.ts';
import { waitLines } from '../../../dialogs/handover/status.ts';
import { guidesOf } from '../../../dialogs/summary.ts';
import { renderCard } from '../../../cards/render-card.ts';
import { renderText } from '../../../cards/render-text.ts';
import { buttonsOf, Conversation, wordsOf } from '../../support/conversation.ts';
import { droppedText } from '../../support/dropped.ts';
import { smallDesk, withChecks } from '../../support/small-knowledge.ts';

const day = 24 * 3_600_000;
const notice = droppedText('notice/en-2010-quarantined-global.txt');
let person: Conversation;

beforeEach(() => {
  person = new Conversation({ ...smallDesk(), helpdesk: { followUpAfter: day, wait: 'about 30 minutes' } });
  person.say('printer offline');
});

function fileOf(text: string, name = 'a.txt'): Dropped {
  return { name, finding: diagnoseText(text, analysers, { book: smallDesk().library.book, now: 0 }) };
}

function quoted(): string {
  return (person.last as MessageReply).quoted ?? '';
}

function sent(): Handover {
  const one = person.case?.handovers?.at(-1);
  if (one === undefined) throw new Error('Nothing was sent.');
  return one;
}

function sendIt(): void {
  person.tap('Talk to a person');
  person.tap('Here in this chat');
  person.tap('Send it');
}

function helpdesk(did: HelpdeskDid['did'], text?: string): void {
  person.send({ kind: 'helpdesk-did', id: sent().id, did, via: 'card', by: 'Anna', text });
}

describe('Somebody who wants to talk to a person', () => {
  it('is asked how to be reached, sees what will be sent, and sends it with a tap', () => {
    person.tap('Talk to a person');
    person.say('please call +49 30 1234567');
    const shown = quoted();
    expect(shown).toContain('+49 30 1234567');
    expect(shown).toContain('printer offline');
    expect(person.effects).toEqual([]);
    person.tap('Send it');
    expect(person.effects).toMatchObject([
      { kind: 'hand-over', parcel: { text: shown, contact: { way: 'phone', value: '+49 30 1234567' }, problem: 'printer offline' } },
      { kind: 'follow-up', at: person.now + day },
    ]);
    expect(wordsOf(person.last)).toContain('67');
    expect(wordsOf(person.last)).not.toContain('1234567');
    expect(JSON.stringify(person.case)).not.toContain('1234567');
  });

  it('is not asked about files when there were none, and is when there was one', () => {
    person.tap('Talk to a person');
    expect((person.tap('Here in this chat') as MessageReply).title).toContain('will send');
    person.tap('Do not send anything');
    person.send({ kind: 'file', files: [{ name: 'a.log', problem: 'unreadable' }] });
    person.tap('Talk to a person');
    person.tap('Here in this chat');
    person.tap('Yes, keep files for them');
    person.tap('Send it');
    expect(person.effects).toMatchObject([{ kind: 'hand-over', parcel: { files: { names: ['a.log'], mayBeSent: true } }, state: { files: true } }, {}]);
  });

  it.each([
    ['with nothing that can be read', [{ name: 'a.log', problem: 'unreadable' }]],
    ['with words', [fileOf('paper is stuck in the tray')]],
    ['with two', [fileOf('lorem ipsum'), fileOf('nothing prints', 'b.txt')]],
    ['with something to find', [{ name: 'code.txt', finding: fileOf('86000C2B').finding }]],
  ])('who sends a file %s is told, and asked again how to be reached', (_what, files) => {
    person.tap('Talk to a person');
    const { choices } = person.case!;
    const replies = person.send({ kind: 'file', files });
    expect(replies.map(wordsOf).join(' ')).toMatch(/I keep no copy of your files?, only/);
    expect(person.last).toMatchObject({ field: { id: 'contact' } });
    expect(person.case).toMatchObject({ choices, files: files.map(({ name }) => name) });
    person.say('anna@contoso.com');
    expect(person.last).toMatchObject({ title: 'May files go to the helpdesk?' });
    person.send({ kind: 'file', files });
    expect(person.last).toMatchObject({ title: 'May files go to the helpdesk?' });
  });

  it('who types how to be reached beside a file is not asked again', () => {
    person.tap('Talk to a person');
    person.send({ kind: 'text', text: 'anna@contoso.com', files: [fileOf('lorem ipsum')] });
    expect(person.case?.handing?.reach).toEqual({ way: 'mail', value: 'anna@contoso.com' });
    person.tap('No files');
    person.send({ kind: 'text', text: 'here is one more', files: [fileOf('lorem ipsum')] });
    expect(person.shown.at(-2)).toMatchObject({ lines: expect.arrayContaining([expect.stringContaining('I keep no copy of your file. If')]) });
    expect(person.last).toMatchObject({ title: 'This is what I will send' });
  });

  it('who pastes something is told what it is, and asked again how to be reached', () => {
    const caller = new Conversation({ ...smallDesk(withChecks), helpdesk: { followUpAfter: day } });
    caller.say('phone does not sync');
    caller.tap('Talk to a person');
    caller.say(notice);
    expect(caller.shown.at(-2)).toMatchObject({ kind: 'finding' });
    expect(caller.last).toMatchObject({ field: { id: 'contact' } });
  });

  it('can cancel, and nothing is sent', () => {
    person.tap('Talk to a person');
    person.tap('Here in this chat');
    expect(person.tap('Do not send anything').kind).toBe('question');
    expect(person.case?.handing).toBeUndefined();
    expect(person.effects).toEqual([]);
  });

  it('sees the new text first when something has changed since it was shown', () => {
    person.tap('Talk to a person');
    const old = person.tap('Here in this chat');
    person.tap('Change how to reach me');
    person.say('anna@contoso.com');
    person.tap('Send it', old);
    expect(person.effects).toEqual([]);
    expect(quoted()).toContain('anna@contoso.com');
    person.tap('Send it');
    expect(person.effects).toHaveLength(2);
  });

  it('sends once, however often they tap', () => {
    person.tap('Talk to a person');
    const review = person.tap('Here in this chat');
    person.tap('Send it');
    person.tap('Send it', review);
    person.tap('Talk to a person', review.kind === 'message' ? { ...review, buttons: [{ label: 'Talk to a person', action: { do: 'person' } }] } : review);
    expect(person.effects.filter(({ kind }) => kind === 'hand-over')).toHaveLength(1);
    expect(person.last).toMatchObject({ kind: 'message', field: { id: 'answer' } });
  });

  it('gets the summary to copy where no helpdesk is configured', () => {
    const other = new Conversation(smallDesk());
    other.say('printer offline');
    expect(other.tap('Talk to a person').kind).toBe('handed-over');
    expect(other.effects).toEqual([]);
  });

  it('has no file kept where nothing is sent, for nobody was asked', () => {
    const other = new Conversation(smallDesk());
    other.say('printer offline');
    other.tap('Talk to a person');
    expect(keepsFiles(other.case!)).toBe(false);
  });

  it('can type everything on a channel without buttons', () => {
    person.say('person');
    person.say('here in this chat');
    expect(renderText(person.last)).toContain('Reach them: in this chat');
    person.say('1');
    expect(person.effects[0]).toMatchObject({ kind: 'hand-over' });
  });
});

describe('A case with the helpdesk', () => {
  beforeEach(sendIt);

  it('is said to have arrived only when it has, with its number and the waiting time', () => {
    person.send({ kind: 'handover-late', id: sent().id });
    expect(wordsOf(person.last)).toContain('still trying');
    person.send({ kind: 'handover-arrived', id: sent().id, ticket: 'INC0012345' });
    expect(wordsOf(person.last)).toMatch(/arrived.*INC0012345.*about 30 minutes/);
    const before = person.shown.length;
    person.send({ kind: 'handover-arrived', id: sent().id });
    person.send({ kind: 'handover-late', id: sent().id });
    expect(person.shown).toHaveLength(before);
  });

  it('brings the words of the helpdesk literally, and the answer back', () => {
    helpdesk('said', 'Is **this** [yours](http://evil.test)?');
    expect(quoted()).toBe('Anna:\nIs **this** [yours](http://evil.test)?');
    const block = JSON.stringify(renderCard(person.last).body);
    expect(block).toContain('"TextRun","text":"Is **this** [yours](http://evil.test)?"');
    person.say('printer offline, and it says 86000C2B');
    expect(person.effects.at(-1)).toMatchObject({ kind: 'helpdesk-news', news: { what: 'message', text: 'printer offline, and it says 86000C2B' } });
    expect(sent().said.map(({ from }) => from)).toEqual(['helpdesk', 'person']);
  });

  it('is taken, released and solved', () => {
    helpdesk('took');
    expect(sent().by).toBe('Anna');
    helpdesk('released');
    expect(sent().by).toBeUndefined();
    helpdesk('solved');
    expect(sent().state).toBe('solved');
    expect(person.effects.at(-1)).toEqual({ kind: 'follow-up', id: sent().id, at: person.now + day });
  });

  it('is asked about once, later, and opened again when it does not work', () => {
    helpdesk('solved');
    person.wait(day);
    person.send({ kind: 'follow-up', id: sent().id });
    person.tap('No, it does not');
    expect(sent()).toMatchObject({ state: 'open', works: false });
    expect(person.effects.at(-1)).toMatchObject({ news: { what: 'does-not-work' } });
    const before = person.shown.length;
    person.send({ kind: 'follow-up', id: sent().id });
    expect(person.shown).toHaveLength(before);
  });

  it.each([
    ['yes', true],
    ['it works now', true],
    ['no', false],
    ['still not working', false],
  ])('can be answered with "%s"', (typed, works) => {
    helpdesk('solved');
    person.say(typed);
    expect(sent().works).toBe(works);
  });

  it('is not asked about when the person has said that it works, and the helpdesk hears it', () => {
    person.say('it works now');
    expect(person.effects.at(-1)).toMatchObject({ kind: 'helpdesk-news', news: { what: 'works' } });
    const before = person.shown.length;
    person.send({ kind: 'follow-up', id: sent().id });
    expect(person.shown).toHaveLength(before);
  });

  it('is forgotten with everything else: nothing is said any more', () => {
    const { id } = sent();
    person.say('forget me');
    person.tap('Delete everything');
    const before = person.shown.length;
    for (const did of ['took', 'said', 'solved'] as const) person.send({ kind: 'helpdesk-did', id, did, via: 'webhook', text: 'hi' });
    person.send({ kind: 'follow-up', id });
    expect(person.shown).toHaveLength(before);
  });

  it('stays with the helpdesk when the person starts over', () => {
    person.say('start over');
    helpdesk('said', 'Hello');
    expect(quoted()).toContain('Hello');
    expect(buttonsOf(person.last).map(({ label }) => label)).toEqual(['Send to the helpdesk']);
  });

  it('keeps files only where the person agreed', () => {
    expect(sent().files).toBe(false);
    person.send({ kind: 'file', files: [{ name: 'a.log', problem: 'unreadable' }] });
    expect(wordsOf(person.last)).toContain('I keep no copy of your file');
    expect(keepsFiles(person.case!)).toBe(false);
  });
});

describe('What is sent', () => {
  it('names every guide that the case went through, also along an arrow from another', () => {
    const guides = guidesOf(person.desk.library, {
      choices: [
        { kind: 'start', node: 'printer-offline/which-connection', version: 'old', because: [], at: 0, visit: 0 },
        { kind: 'answer', node: 'printer-offline/which-connection', answer: 'usb', at: 0, visit: 1 },
        { kind: 'answer', node: 'paper-jam/open-door', answer: 'fixed', at: 0, visit: 2 },
      ],
    });
    expect(guides).toEqual([
      { id: 'printer-offline', version: 'old' },
      { id: 'paper-jam', version: expect.stringMatching(/./) },
    ]);
  });
});

describe('The waiting time', () => {
  it('counts from the opening on while the helpdesk is closed', () => {
    const windows = parseOfficeHours('Mon-Fri 08:00-17:00');
    const hours = windows === undefined ? undefined : { windows, zone: 'UTC' };
    const helpdeskOpen = { followUpAfter: day, wait: 'about 30 minutes', hours };
    expect(waitLines(helpdeskOpen, Date.UTC(2026, 10, 23, 9))).toEqual(['The helpdesk is open now.', 'The expected waiting time is about 30 minutes.']);
    expect(waitLines(helpdeskOpen, Date.UTC(2026, 10, 23, 3)).at(1)).toContain('from then on');
  });
});
