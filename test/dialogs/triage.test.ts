import { printerGuide, smallDesk } from '../support/small-knowledge.ts';
import { doorTriage, ownGuide, ownPrinterGuide } from './triage-helpdesk.ts';

const triage = doorTriage();
const places = (text: string) => triage(text).guides.map((one) => `${one.guide}/${one.node}`);

describe('A person who types an error code', () => {
  it.each([
    '86000C2B',
    '86000c2b',
    '0x86000C2B',
    '0x86000c2b',
    'error code: 86000C2B.',
    '(86000C2B)',
    '86000 C2B',
    '8600-0C2B',
    '8 6 0 0 0 C 2 B',
    '８６０００Ｃ２Ｂ',
    '86OOOC2B',
  ])('gets straight to the node of that code, typed as %s', (typed) => {
    expect(triage(typed)).toMatchObject({ verdict: 'match', guides: [{ guide: 'lock-jammed', node: 'deeper' }, expect.anything()] });
  });

  it.each(['8600C2B', '86000CC2B', '860000C2B', '86000C2'])('is understood when one digit got lost or doubled, as in %s', (typed) => {
    expect(places(typed)[0]).toMatch(/^lock-jammed/);
  });

  it.each(['86000D2B', '12345678', 'DEADBEEF'])('is not sent to the code next to it when the code is not known, as with %s', (typed) => {
    expect(triage(typed).verdict).toBe('out-of-scope');
  });

  it('is shown the code as the reason', () => {
    expect(triage('it says 0x86000c2b and nothing more').guides[0]?.because).toContain('0x86000c2b');
  });

  it('gets to the guide of the code though the rest of the message says little', () => {
    expect(places('Hello, since this morning I see 80072EE7 at the gate, please call me back. Regards, Ann')[0]).toBe('badge-refused/deeper');
  });
});

describe('A person who types in their own words', () => {
  it('gets straight to the guide when the words are clear, and sees which words decided', () => {
    const verdict = triage('my key turns but the lock stays shut');
    expect(verdict.verdict).toBe('match');
    expect(verdict.guides[0]).toMatchObject({ guide: 'lock-jammed', node: 'first' });
    expect(verdict.guides[0]?.because.length).toBeGreaterThan(0);
    for (const word of verdict.guides[0]?.because ?? []) expect('my key turns but the lock stays shut').toContain(word);
  });

  it('is never told that “please” was the reason, though an example has it too', () => {
    const chatty = {
      'facts/words.yaml': 'kind: words\nsays-little: [polite]\nconcepts:\n  polite: { en: [please, can you] }\n  lock: { en: [lock] }\n',
      'guides/paper-jam.yaml': ownGuide('paper-jam', 'Paper is stuck', '[please can you look, can you please come, please]'),
    };
    const because = doorTriage(chatty)('please can you look at the lock').guides.flatMap((one) => one.because);
    expect(because).toContain('lock');
    for (const word of because) expect(word).not.toMatch(/please|can you/);
  });

  it('is judged by what texts can say: an arrow for a cause that only files show changes nothing', () => {
    const codes = 'kind: codes\ncauses: { no-paper: there is no paper, jammed-inside: a log says that it is jammed }\ncodes: {}\n';
    const withArrow = printerGuide.replace(
      'findings: { no-paper: paper-jam/open-door }',
      'findings: { no-paper: paper-jam/open-door, jammed-inside: paper-jam/open-door }',
    );
    const read = (guide: string) => smallDesk({ 'facts/codes.yaml': codes, 'guides/printer-offline.yaml': guide }).triage('paper is stuck');
    expect(withArrow).not.toBe(printerGuide);
    expect(read(withArrow)).toEqual(read(printerGuide));
  });

  it('gets deeper into the guide when the words belong to a deeper node', () => {
    expect(places('there is a red light on the lock that blinks')[0]).toBe('lock-jammed/deeper');
  });

  it.each(['the loock does not opne', 'my bagde is refussed at the gate', 'lock dosnt open'])('is understood with typing slips, as in "%s"', (typed) => {
    expect(triage(typed).verdict).not.toBe('out-of-scope');
  });

  it.each([
    'Das Schloss öffnet nicht',
    'das schloss oeffnet nicht',
    "La serrure ne s'ouvre pas",
    'замок не открывается',
    '錠が開きません',
    'Das Sicherheitsschloss öffnet nicht',
  ])('is understood in another language, as in "%s"', (typed) => {
    expect(places(typed)[0]).toMatch(/^lock-jammed/);
  });

  it('is understood by the name of a command, however it is written', () => {
    for (const typed of ['Reset-DoorLock', 'reset-doorlock -force', 'Reset DoorLock fails']) expect(places(typed)[0]).toMatch(/^lock-jammed/);
  });

  it('gets at most three guides, best first, with scores between 0 and 1', () => {
    const { guides } = triage('key, lock, badge and reader at the gate');
    expect(guides.length).toBeLessThanOrEqual(3);
    expect(guides.map((one) => one.score)).toEqual(guides.map((one) => one.score).toSorted((one, other) => other - one));
    for (const { score } of guides) expect(score >= 0 && score <= 1).toBe(true);
  });

  it('gets a choice when the words fit two guides alike', () => {
    expect(triage('lock or badge').verdict).toBe('choose');
  });
});

describe('A person whose problem is not one of ours', () => {
  it('is told what it sounds like', () => {
    expect(triage('the coffee machine makes no espresso')).toEqual({ verdict: 'out-of-scope', topic: 'the coffee machine', guides: [] });
  });

  it('is turned away also when it sounds alike', () => {
    expect(triage('the printer does not open its paper tray').verdict).toBe('out-of-scope');
  });

  it.each(['', '   ', '!!!', '…', '\u0000', 'asdf', 'qwertz uiop', 'xx yy zz', '🤷'])('is turned away without a topic after nonsense, as in "%s"', (typed) => {
    expect(triage(typed)).toEqual({ verdict: 'out-of-scope', guides: [] });
  });
});

describe('A helpdesk that writes a guide of its own', () => {
  it('turns printers away before there is a printer guide', () => {
    expect(triage('my printer is offline')).toMatchObject({ verdict: 'out-of-scope', topic: 'a printing problem' });
  });

  it('sees the guide found by its symptoms alone, before the topic that was out of scope', () => {
    const withGuide = doorTriage({ 'guides/printer-silent.yaml': ownPrinterGuide });
    for (const typed of ['my printer is offline', 'the printer is greyed out', 'print queue stuck', 'paper jam in the printer']) {
      expect(withGuide(typed)).toMatchObject({ verdict: 'match', guides: [{ guide: 'printer-silent' }, ...withGuide(typed).guides.slice(1)] });
    }
  });

  it('loses nothing of what was found and turned away before', () => {
    const withGuide = doorTriage({ 'guides/printer-silent.yaml': ownPrinterGuide });
    expect(withGuide('the lock does not open').guides[0]?.guide).toBe('lock-jammed');
    expect(withGuide('no coffee').verdict).toBe('out-of-scope');
  });

  it('needs neither lexicon nor topics', () => {
    const bare = doorTriage({ 'facts/words.yaml': 'kind: words\nconcepts: {}', 'facts/outOfScope.yaml': 'kind: out-of-scope\ntopics: {}' });
    expect(bare('the lock is stiff').guides[0]?.guide).toBe('lock-jammed');
    expect(bare('my badges are refused at the gates').guides[0]?.guide).toBe('badge-refused');
    expect(bare('pizza with olives').verdict).toBe('out-of-scope');
  });
});

it('Triage says the same for the same words', () => {
  for (const typed of ['the lock does not open', 'badge', 'no coffee']) expect(triage(typed)).toEqual(doorTriage()(typed));
});
