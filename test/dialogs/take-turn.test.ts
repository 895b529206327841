import { newCase } from '../../dialogs/case.ts';
import { longAbsence, takeTurn } from '../../dialogs/take-turn.ts';
import { Conversation, buttonsOf, wordsOf } from '../support/conversation.ts';
import { facts, printerGuide, smallDesk } from '../support/small-knowledge.ts';

function started(words = 'printer offline'): Conversation {
  const person = new Conversation(smallDesk());
  person.say(words);
  return person;
}

describe('A person who comes for the first time', () => {
  it('is welcomed with the problems the bot knows', () => {
    const person = new Conversation(smallDesk());
    expect(person.last.kind).toBe('welcome');
    expect(buttonsOf(person.last).map((one) => one.label)).toEqual(['Paper is stuck in it', 'My printer is offline', 'Talk to a person']);
  });

  it('gets straight to the step when the words are clear, and is told why', () => {
    const reply = started().last;
    expect(reply).toMatchObject({ kind: 'question', step: 1, ask: 'How is the printer connected?' });
    expect(reply.kind === 'question' && reply.because.length).toBeGreaterThan(0);
  });

  it('is told what a code in the message means, how sure that is, and which codes are not known', () => {
    expect(wordsOf(started('error code: 86000C2B').last)).toMatch(/86000C2B: |Usually, 86000C2B means this: /);
    expect(wordsOf(started('my phone is broken, 8600C2B').last)).toContain('I read the code as 86000C2B');
    expect(wordsOf(started('error 86777777 and the printer is offline').last)).toContain('I do not know the code 86777777');
    expect(wordsOf(started('printer offline since 20260504').last)).not.toContain('20260504.');
  });

  it('does not read the meaning of a code twice, when the question says it itself', () => {
    const file = 'guides/printer-offline.yaml';
    for (const [hint, news] of [
      ['Your code stands below.', 1],
      ['86000C26 usually comes from the tray.', 0],
    ] as const) {
      const ask = 'ask: How is the printer connected?';
      const person = new Conversation(
        smallDesk({ [file]: printerGuide.replace(ask, `${ask}\n    hint: "${hint}"`).replace('- printer offline', '- "86000C26"') }),
      );
      person.say('86000C26');
      expect(person.last).toMatchObject({ kind: 'question', hint });
      expect(person.last.kind === 'question' && person.last.news).toHaveLength(news);
    }
  });

  it('is not asked for a code again when the message has it', () => {
    expect(started('error code: 86000C2B').last).toMatchObject({ kind: 'step', title: 'Reseat the USB cable' });
  });

  it('keeps the first words as the problem for the summary', () => {
    const person = started('printer offline since monday');
    person.say('person');
    expect(wordsOf(person.last)).toContain('Problem in their words: printer offline since monday');
  });
});

describe('A person at a question', () => {
  it.each(['Over the network', 'over the NETWORK!', '1', '1.', 'option 1', 'wifi', 'it is over the network I think', 'network'])(
    'can answer with “%s”',
    (words) => {
      const person = started();
      expect(person.say(words)).toMatchObject({ kind: 'step', title: 'Restart the print queue' });
    },
  );

  it('can answer yes and no in plain words', () => {
    const person = started('paper jam');
    person.tap('Done, go on');
    expect(person.last.kind).toBe('question');
    person.say('ja');
    expect(person.last).toMatchObject({ kind: 'step', title: 'Open the door' });
  });

  it('gets the same step again with what is possible when the words fit nothing', () => {
    const person = started();
    const reply = person.say('hmm hmm hmm');
    expect(reply).toMatchObject({ kind: 'question', ask: 'How is the printer connected?' });
    expect(wordsOf(reply)).toContain('1 to 3');
    expect(wordsOf(reply)).not.toContain('the print room');
  });

  it('is offered a person after two misses', () => {
    const person = started();
    person.say('hmm');
    expect(wordsOf(person.say('hmm hmm'))).toContain('the print room');
  });
});

describe('A person who says that nothing helped', () => {
  it.each(['no, that has not fixed it', 'I dont think that fixed it', 'that fixed it? no', 'nope, that has fixed nothing'])(
    'is never taken for helped: “%s”',
    (words) => {
      const person = started('error 86000C2B');
      expect(person.say(words).kind).not.toBe('solved');
      expect(person.case?.choices.every((choice) => choice.kind !== 'answer' || choice.answer !== 'fixed')).toBe(true);
    },
  );

  it('is not handed over for a question that has the words of a button', () => {
    const person = started('paper jam');
    expect(person.say('how do i do this, i cannot find it').kind).toBe('step');
  });
});

describe('A person at a step', () => {
  it('can say politely that it works', () => {
    expect(started('error 86000C2B').say('it works now, thanks!').kind).toBe('solved');
  });

  it('sees which answer led to the card', () => {
    expect(started().say('2')).toMatchObject({ title: 'Reseat the USB cable', answered: 'With a USB cable' });
  });

  it('can say that it works', () => {
    const person = started('error 86000C2B');
    expect(person.say('it works now')).toMatchObject({ kind: 'solved', title: 'The printer prints again' });
    expect(person.events.map((one) => one.name)).toContain('solved');
  });

  it('can say in the middle of a question that it works now', () => {
    expect(started().say('it works now').kind).toBe('solved');
  });

  it('gets back into the guide when it fails again after all', () => {
    const person = started('error 86000C2B');
    person.tap('That fixed it');
    expect(person.say('still not working')).toMatchObject({ kind: 'step', title: 'Reseat the USB cable' });
  });

  it('gets commands with the own values, quoted', () => {
    const person = started('error 86000C2B');
    person.tap('Still not working');
    const reply = person.tapAtOnce('Back').length > 0 && person.tap('Still not working');
    expect(reply).toMatchObject({ commands: [{ line: "Restart-PrintQueue -Identity '<printer>' -Force $true" }] });
    person.send({ kind: 'tap', stamp: person.last.stamp, action: { do: 'fill' }, fields: { 'field-printer': "O'Brien; Remove-Mailbox *" } });
    expect(person.last).toMatchObject({
      again: true,
      commands: [{ line: "Restart-PrintQueue -Identity 'O''Brien; Remove-Mailbox *' -Force $true" }],
      fields: [{ value: "O'Brien; Remove-Mailbox *" }],
    });
  });

  it('is told when a value cannot stand in a command', () => {
    const person = started('error 86000C2B');
    person.tap('Still not working');
    person.send({ kind: 'tap', stamp: person.last.stamp, action: { do: 'fill' }, fields: { 'field-printer': 'a\nRemove-Mailbox' } });
    expect(wordsOf(person.last)).toContain('line break');
    expect(person.last).toMatchObject({ commands: [{ line: "Restart-PrintQueue -Identity '<printer>' -Force $true" }] });
  });
});

describe('A person who wants a human', () => {
  it.each(['this is stupid, I want a human', 'please let me talk to a person now'])('gets one for a sentence: “%s”', (words) => {
    const person = new Conversation(smallDesk({ 'facts/phrases.yaml': facts.phrases.replace('talk to a person', 'talk to a person, want a human') }));
    expect(person.say(words).kind).toBe('handed-over');
  });

  it('finds the button on every list', () => {
    const person = new Conversation(smallDesk());
    expect(buttonsOf(person.last).map((one) => one.label)).toContain('Talk to a person');
    person.say('the coffee machine is broken');
    expect(buttonsOf(person.last).map((one) => one.label)).toContain('Talk to a person');
  });
});

describe('A person who types a number', () => {
  it('picks that button of a list', () => {
    const person = new Conversation(smallDesk());
    expect(person.say('2')).toMatchObject({ kind: 'question', guide: 'The printer shows as offline' });
  });

  it('that fits no button is told what is possible', () => {
    expect(wordsOf(started().say('99'))).toContain('1 to 3');
  });

  it('does not start a guide with “no” at the welcome', () => {
    const person = new Conversation(smallDesk());
    person.say('no');
    expect(person.case?.choices).toEqual([]);
  });
});

describe('A person at a check', () => {
  it('can go on without a code', () => {
    const person = started();
    person.tap('It shows a code');
    person.tap('There is no code');
    expect(person.last.kind).toBe('handed-over');
  });

  it('is offered a person after two empty tries', () => {
    const person = started();
    person.tap('It shows a code');
    person.tap('Read it');
    person.tap('Read it');
    expect(wordsOf(person.last)).toContain('the print room');
  });

  function atCheck(): Conversation {
    const person = started();
    person.tap('It shows a code');
    return person;
  }

  it.each(['86000C2B', 'it says 0x86000c2b.', 'Error code: 86000C2B', '86000 C2B', '8600C2B', '860O0C2B'])(
    'goes where the code “%s” leads, also into another guide',
    (words) => {
      expect(atCheck().say(words)).toMatchObject({ kind: 'step', title: 'Open the door' });
    },
  );

  it('can send the code in the field of the card', () => {
    const person = atCheck();
    person.tap('Read it', person.last, { code: '86000C2B' });
    expect(person.last).toMatchObject({ kind: 'step', title: 'Open the door' });
  });

  it('is never told a worked-out meaning as certain', () => {
    expect(wordsOf(atCheck().say('86000C26'))).toContain('86000C26 usually means');
  });

  it('is told honestly that a code is unknown', () => {
    const person = atCheck();
    expect(wordsOf(person.say('85030022'))).toContain('I do not know the code 85030022');
    expect(person.last.kind).toBe('handed-over');
  });

  it('sees the finding in the summary', () => {
    const person = atCheck();
    person.say('86000C2B');
    person.say('person');
    expect(wordsOf(person.last)).toContain('The tray is empty.');
  });
});

describe('A person who goes back', () => {
  it('comes back step by step to the very beginning', () => {
    const person = started();
    person.tap('With a USB cable');
    person.tap('Still not working');
    person.say('back');
    expect(person.last).toMatchObject({ title: 'Reseat the USB cable' });
    person.tap('Back');
    expect(person.last).toMatchObject({ ask: 'How is the printer connected?' });
    person.tap('Back');
    expect(person.last.kind).toBe('welcome');
    person.say('back');
    expect(person.last.kind).toBe('welcome');
  });

  it('can start over and keeps nothing of before', () => {
    const person = started();
    const before = person.case?.id;
    person.say('start over');
    expect(person.last.kind).toBe('welcome');
    expect(person.case?.choices).toEqual([]);
    expect(person.case?.symptom).toBeUndefined();
    expect(person.case?.id).not.toBe(before);
  });

  it('sees the way so far', () => {
    const person = started();
    person.tap('With a USB cable');
    expect(person.say('where am i')).toMatchObject({
      kind: 'path',
      steps: [{ asked: 'The printer shows as offline' }, { asked: 'How is the printer connected?', answered: 'With a USB cable' }],
    });
  });
});

describe('A person who taps', () => {
  it('counts once when tapping twice', () => {
    const person = started();
    const card = person.last;
    person.tapAtOnce('With a USB cable', card);
    const shown = person.shown.length;
    person.tapAtOnce('With a USB cable', card);
    expect(person.shown).toHaveLength(shown);
    expect(person.case?.choices).toHaveLength(2);
  });

  it('goes back once when tapping Back twice', () => {
    const person = started();
    person.tap('With a USB cable');
    person.tap('Still not working');
    const card = person.last;
    person.tapAtOnce('Back', card);
    person.tapAtOnce('Back', card);
    expect(person.last).toMatchObject({ title: 'Reseat the USB cable' });
  });

  it('is told which step an old card belongs to, and can go back there', () => {
    const person = started();
    const old = person.last;
    person.tap('With a USB cable');
    person.tap('Over the network', old);
    expect(person.last.kind).toBe('message');
    expect(wordsOf(person.last)).toContain('How is the printer connected?');
    expect(wordsOf(person.last)).toContain('With a USB cable');
    expect(person.case?.choices).toHaveLength(2);
    person.tap('Go back to that step');
    expect(person.last).toMatchObject({ ask: 'How is the printer connected?' });
    expect(person.case?.choices).toHaveLength(1);
  });

  it('can stay after tapping an old card', () => {
    const person = started();
    const old = person.last;
    person.tap('With a USB cable');
    person.tap('Over the network', old);
    person.tap('Stay here');
    expect(person.last).toMatchObject({ title: 'Reseat the USB cable' });
  });

  it('can reach a step that was backed out of, from its card', () => {
    const person = started();
    person.tap('With a USB cable');
    const old = person.last;
    person.tap('Back');
    person.tap('Still not working', old);
    person.tap('Go back to that step');
    expect(person.last).toMatchObject({ title: 'Reseat the USB cable' });
    person.tap('Back');
    expect(person.last).toMatchObject({ ask: 'How is the printer connected?' });
  });

  it('loses nothing by a card of an earlier case', () => {
    const person = started();
    const old = person.last;
    person.say('start over');
    person.say('paper jam');
    person.tap('With a USB cable', old);
    expect(wordsOf(person.last)).toContain('Open the door');
    expect(person.case?.choices).toHaveLength(1);
  });
});

describe('A person with another problem in the middle', () => {
  it('is offered to switch, and finds the place again', () => {
    const person = started();
    person.tap('With a USB cable');
    person.say('now the paper is stuck in the tray');
    expect(person.last.kind).toBe('message');
    person.say('yes');
    expect(person.last).toMatchObject({ title: 'Open the door' });
    person.say('back');
    expect(person.last).toMatchObject({ title: 'Reseat the USB cable' });
  });

  it('can stay', () => {
    const person = started();
    person.say('paper jam');
    person.say('no');
    expect(person.last).toMatchObject({ ask: 'How is the printer connected?' });
  });

  it('is told honestly what the bot does not know, and who does', () => {
    const person = new Conversation(smallDesk());
    const reply = person.say('the coffee machine is broken');
    expect(reply.kind).toBe('choose');
    expect(wordsOf(reply)).toContain('the print room');
  });
});

describe('A person who comes back', () => {
  it('after hours is asked whether to continue', () => {
    const person = started();
    person.tap('With a USB cable');
    person.wait(longAbsence + 1);
    person.send({ kind: 'joined' });
    expect(buttonsOf(person.last).map((one) => one.label)).toEqual(['Continue', 'Start over']);
    person.say('continue');
    expect(person.last).toMatchObject({ title: 'Reseat the USB cable' });
  });

  it('after days is not taken at a word that meant something then', () => {
    const person = started();
    person.wait(3 * 24 * 60 * 60 * 1000);
    person.say('2');
    expect(person.last.kind).toBe('message');
    person.tap('Start over');
    expect(person.last.kind).toBe('welcome');
  });

  it('can still tap the button of the card', () => {
    const person = started();
    person.wait(longAbsence * 20);
    expect(person.tap('With a USB cable')).toMatchObject({ title: 'Reseat the USB cable' });
  });

  it('sees nothing twice after a reload', () => {
    const person = started();
    expect(person.send({ kind: 'joined' })).toEqual([]);
  });

  it('begins a new case with a new problem once the old one is over', () => {
    const person = started('error 86000C2B');
    person.tap('That fixed it');
    const first = person.case?.id;
    expect(person.say('paper jam')).toMatchObject({ title: 'Open the door', step: 1 });
    expect(person.case?.id).not.toBe(first);
  });
});

describe('A person at the end', () => {
  it('can rate with one tap and leave a comment', () => {
    const person = started('error 86000C2B');
    person.tap('That fixed it');
    person.say('it was easy');
    expect(person.case?.rating).toBe('good');
    person.say('The second step was hard to read');
    expect(person.case?.comment).toBe('The second step was hard to read');
    expect(person.last.kind).toBe('message');
  });

  it('gets a summary worth giving to a person', () => {
    const person = started();
    person.tap('With a USB cable');
    person.tap('Still not working');
    person.tap('Still not working');
    expect(person.last.kind).toBe('handed-over');
    const summary = person.last.kind === 'handed-over' ? person.last.summary : '';
    const order = [
      'printer offline',
      'How is the printer connected? -> With a USB cable',
      'Reseat the USB cable -> Still not working',
      'Restart the print queue -> Still not working',
      'printer-offline (',
    ];
    expect(order.map((words) => summary.indexOf(words))).toEqual(order.map((words) => summary.indexOf(words)).toSorted((one, other) => one - other));
    expect(summary).not.toContain('undefined');
    expect(order.every((words) => summary.includes(words))).toBe(true);
  });

  it('can ask for a person at any point, and go on after all', () => {
    const person = started();
    person.tap('Talk to a person');
    expect(person.last.kind).toBe('handed-over');
    person.tap('Back');
    expect(person.last).toMatchObject({ ask: 'How is the printer connected?' });
  });
});

describe('What people said', () => {
  it('is in the summary when they switched to another problem', () => {
    const person = new Conversation(smallDesk());
    person.tap('My printer is offline');
    person.say('paper is stuck in the tray since noon');
    person.say('yes');
    expect(wordsOf(person.say('person'))).toContain('paper is stuck in the tray since noon');
  });

  it('after a rating counts as a new problem when it is one, even days later', () => {
    const person = started('error 86000C2B');
    person.tap('That fixed it');
    person.tap('It was easy');
    person.wait(3 * 24 * 60 * 60 * 1000);
    expect(person.say('paper jam')).toMatchObject({ title: 'Open the door' });
  });

  it('about files is kept beside the words that came with them', () => {
    const person = new Conversation(smallDesk());
    person.send({ kind: 'text', text: 'error 86000C2B', files: [{ name: 'a.txt' }] });
    expect(person.last).toMatchObject({ title: 'Reseat the USB cable' });
    expect(wordsOf(person.say('person'))).toContain('Files: a.txt');
  });
});

describe('A guide that is edited under an open case', () => {
  it('loses only the choices that no longer exist, and says so', () => {
    const person = started();
    person.tap('With a USB cable');
    person.tap('Still not working');
    person.desk = smallDesk({ 'guides/printer-offline.yaml': printerGuide.replaceAll('id: usb,', 'id: cable,') });
    person.say('where am i');
    expect(person.case?.choices).toHaveLength(1);
    expect(person.last).toMatchObject({ kind: 'path', now: 'Now: How is the printer connected?' });
    expect(person.events.find((one) => one.name === 'lost')).toMatchObject({ value: '2' });
  });

  it('says so on the next card', () => {
    const person = started();
    person.tap('With a USB cable');
    person.desk = smallDesk({ 'guides/printer-offline.yaml': printerGuide.replaceAll('id: usb,', 'id: cable,') });
    expect(wordsOf(person.say('hmm'))).toContain('no longer exist');
  });

  it('strands nobody when the whole guide is gone', () => {
    const person = started('paper jam');
    person.desk = smallDesk({
      'guides/paper-jam.yaml': undefined,
      'guides/printer-offline.yaml': printerGuide.replace('paper-jam/open-door', 'restart-queue'),
    });
    person.say('done');
    expect(person.last.kind).toBe('welcome');
  });

  it('takes nobody’s place away when a step is put in between', () => {
    const person = started();
    person.tap('With a USB cable');
    person.desk = smallDesk({
      'guides/printer-offline.yaml': printerGuide.replace(
        'usb, label: With a USB cable, next: reseat-cable',
        'usb, label: With a USB cable, next: restart-queue',
      ),
    });
    expect(person.tap('Still not working')).toMatchObject({ title: 'Restart the print queue' });
  });
});

describe('A turn', () => {
  it('gives the same result for the same arguments', () => {
    const desk = smallDesk();
    const before = newCase('case-000001', 0);
    const run = () => takeTurn(desk, before, { kind: 'text', text: 'printer offline' }, { now: 5, newId: 'case-000002' });
    expect(run()).toEqual(run());
    expect(before.choices).toEqual([]);
  });

  it('shows agents what to say and administrators what to do', () => {
    const person = started('error 86000C2B');
    person.say('help');
    person.tap('I help a caller');
    expect(person.last).toMatchObject({ audience: 'agent', instructions: ['Ask the caller to unplug the cable at both ends.'] });
    person.say('help');
    person.tap('I am the administrator');
    expect(person.last).toMatchObject({ audience: 'admin', instructions: ['Check the port.'] });
  });
});
