import { describeFault, KnowledgeError } from '../../knowledge/fault.ts';
import { loadLibrary } from '../../knowledge/load.ts';
import { facts, faultsOf, paperGuide, printerGuide, smallFiles } from '../support/small-knowledge.ts';

const printerPath = 'guides/printer-offline.yaml';

function printerWith(from: string, to: string): Record<string, string> {
  if (!printerGuide.includes(from)) throw new Error(`The guide has no "${from}".`);
  return { [printerPath]: printerGuide.replace(from, to) };
}

function lineOf(text: string, words: string): number {
  return text.slice(0, text.indexOf(words)).split('\n').length;
}

describe('An author who writes a guide', () => {
  it('gets a library when nothing is wrong', () => {
    const library = loadLibrary(smallFiles());
    expect([...library.guides.keys()]).toEqual(['paper-jam', 'printer-offline']);
    expect(library.guides.values().next().value?.version).toMatch(/^[0-9a-f]{8}$/);
  });

  it.each([
    ['an unknown key', 'hint-typo', printerWith('    ask: How is', '    hint-typo: x\n    ask: How is'), 'which-connection'],
    ['an unknown kind', 'kind', printerWith('kind: check', 'kind: quiz'), 'read-code'],
    ['a missing target', 'does not exist', printerWith('next: reseat-cable', 'next: reseat-cabel'), 'which-connection'],
    ['an unreachable node', 'No answer leads here', printerWith('  solved: {', '  lost: { kind: outcome, result: solved, title: Lost }\n  solved: {'), 'lost'],
    [
      'fixed that does not end solved',
      'not a solved outcome',
      printerWith('fixed: solved\n    not-fixed: restart-queue', 'fixed: restart-queue\n    not-fixed: restart-queue'),
      'reseat-cable',
    ],
    [
      'two nodes of one id',
      'same name',
      printerWith('  reseat-cable:\n', '  reseat-cable: { kind: outcome, result: solved, title: x }\n  reseat-cable:\n'),
      undefined,
    ],
    ['two answers of one id', 'have the id', printerWith('id: usb', 'id: network'), 'which-connection'],
    ['a label too long for a button', 'fit a button', printerWith('With a USB cable', 'With a USB cable that is long and grey and old'), 'which-connection'],
    ['a step without a source', 'source', printerWith('    source: { document: printer-manual, section: usb }\n    fixed', '    fixed'), 'reseat-cable'],
    ['a section that does not exist', 'no section', printerWith('section: usb }\n    fixed', 'section: wires }\n    fixed'), 'reseat-cable'],
    ['an unknown document', 'no document', printerWith('document: printer-manual, section: network', 'document: lost, section: network'), 'restart-queue'],
    ['an unknown command', 'no command', printerWith('use: restart-queue', 'use: restart-que'), 'restart-queue'],
    ['an unknown parameter', 'no parameter', printerWith('{ use: restart-queue }', '{ use: restart-queue, with: { Speed: 3 } }'), 'restart-queue'],
    ['an unknown fact', 'no table', printerWith('show: [printer-lights]', 'show: [printer-light]'), 'restart-queue'],
    ['an unknown cause', 'no cause', printerWith('no-paper: paper-jam', 'no-papers: paper-jam'), 'read-code'],
    [
      'what is missing',
      '"nodes.reseat-cable.instructions.agent" is missing',
      printerWith('      agent: Ask the caller to unplug the cable at both ends.\n', ''),
      'reseat-cable',
    ],
    ['a node named like something every object has', 'does not exist', printerWith('not-fixed: restart-queue', 'not-fixed: constructor'), 'reseat-cable'],
    ['an id that is not the file name', 'file', printerWith('id: printer-offline', 'id: printer-off-line'), undefined],
    ['a start that does not exist', 'start', printerWith('start: which-connection', 'start: which'), undefined],
  ])('is told about %s, with file, line and node', (_what, words, change, node) => {
    const faults = faultsOf(change);
    const text = faults.map(describeFault);
    expect(text.join('\n')).toContain(words);
    const fault = faults.find((one) => describeFault(one).includes(words));
    expect(fault?.file).toBe(printerPath);
    expect(fault?.node).toBe(node);
    expect(fault?.line).toBeGreaterThan(1);
    expect(fault?.remedy).toMatch(/\.$/);
  });

  it('is told about a concept of little meaning that does not exist', () => {
    const [fault] = faultsOf({ 'facts/words.yaml': 'kind: words\nsays-little: [chat, chit-chat]\nconcepts: { chat: { en: [hello] } }\n' });
    expect([fault?.file, fault?.line, fault?.problem]).toEqual(['facts/words.yaml', 2, 'There is no concept "chit-chat".']);
  });

  it('may write the words of a language as a list, or in one text with commas', () => {
    const wordsOf = (written: string): unknown =>
      loadLibrary(smallFiles({ 'facts/words.yaml': `kind: words\nconcepts: { chat: { en: ${written} } }\n` })).facts.flatMap((one) =>
        one.kind === 'words' ? Object.values(one.concepts).map((languages) => languages['en']) : [],
      );
    expect(wordsOf(`[hello, good day, "that's nice"]`)).toEqual([['hello', 'good day', "that's nice"]]);
    expect(wordsOf(`"hello,  good day,\n   that's nice, "`)).toEqual([['hello', 'good day', "that's nice"]]);
    for (const wrong of ['12', '" , "', '[]12']) expect(() => wordsOf(wrong)).toThrow(KnowledgeError);
    const [fault] = faultsOf({ 'facts/words.yaml': 'kind: words\nconcepts:\n  chat:\n    en: 12\n' });
    expect([fault?.line, fault?.remedy]).toEqual([4, 'Write the words one after the other, with commas between them.']);
  });

  it('is told the very line of the fault', () => {
    const [fault] = faultsOf(printerWith('next: reseat-cable', 'next: nowhere'));
    expect(fault?.line).toBe(lineOf(printerGuide, '- { id: usb'));
  });

  it('is told about more than six answers', () => {
    const many = Array.from({ length: 7 }, (_, index) => `      - { id: a${index}, label: Answer ${index}, next: solved }`).join('\n');
    const faults = faultsOf({ 'guides/paper-jam.yaml': paperGuide.replace(/ {6}- \{ id: 'yes'.*\n.*solved \}/, many) });
    expect(faults.map(describeFault).join('\n')).toContain('at most 6 answers');
  });

  it('is told about a loop without exit and about paths that never end', () => {
    const loop = paperGuide
      .replace('    fixed: solved\n    not-fixed: hand-over\n    done: still-stuck', '    done: still-stuck\n    stuck: still-stuck')
      .replace('next: solved', 'next: open-door');
    const faults = faultsOf({ 'guides/paper-jam.yaml': loop }).map(describeFault).join('\n');
    expect(faults).toContain('(open-door): It is part of a loop without exit.');
    expect(faults).toContain('(still-stuck): It is part of a loop without exit.');
    const tail = paperGuide
      .replace('start: open-door', 'start: first')
      .replace(
        'nodes:\n',
        'nodes:\n  first:\n    kind: question\n    ask: Ready?\n    answers: [{ id: a, label: A, next: open-door }, { id: b, label: B, next: open-door }]\n',
      );
    const ends = faultsOf({
      'guides/paper-jam.yaml': tail
        .replace('    fixed: solved\n    not-fixed: hand-over\n    done: still-stuck', '    done: still-stuck\n    stuck: still-stuck')
        .replace('next: solved', 'next: open-door'),
    });
    expect(ends.map(describeFault).join('\n')).toContain('(first): Its paths never end.');
  });

  it('is told when too many answers give up', () => {
    const faults = faultsOf({
      'guides/paper-jam.yaml': paperGuide
        .replace('next: open-door', 'next: hand-over')
        .replace('done: still-stuck', 'done: still-stuck')
        .replace('next: solved }', 'next: hand-over }'),
    });
    expect(faults.map(describeFault).join('\n')).toContain('give up and hand over');
  });

  it('is told about a walk that is too deep', () => {
    const steps = Array.from(
      { length: 14 },
      (_, index) =>
        `  s${index}:\n    kind: question\n    ask: Number ${index}?\n    answers: [{ id: a, label: A, next: ${index === 13 ? 'open-door' : `s${index + 1}`} }, { id: b, label: B, next: solved }]`,
    ).join('\n');
    const faults = faultsOf({ 'guides/paper-jam.yaml': paperGuide.replace('start: open-door', 'start: s0').replace('nodes:\n', `nodes:\n${steps}\n`) });
    expect(faults.map(describeFault).join('\n')).toContain('It takes 13 choices to get here');
  });

  it('is told about a guide nobody can triage to', () => {
    expect(
      faultsOf({ 'guides/paper-jam.yaml': paperGuide.replace(/symptoms: .*/, 'symptoms: []') })
        .map(describeFault)
        .join('\n'),
    ).toContain('List what people say');
  });

  it('gets all faults of all files at once, in order', () => {
    const faults = faultsOf({
      ...printerWith('next: reseat-cable', 'next: nowhere'),
      'guides/paper-jam.yaml': paperGuide.replace('kind: question', 'kind: riddle'),
      'facts/lights.yaml': 'kind: table\nid: x\n',
    });
    expect(new Set(faults.map((one) => one.file))).toEqual(new Set(['facts/lights.yaml', 'guides/paper-jam.yaml', printerPath]));
  });

  it('is told about shape and arrows of one file in one go', () => {
    const faulty = printerGuide
      .replace('      agent: Ask the caller to unplug the cable at both ends.\n', '')
      .replace('next: restart-queue, also', 'next: nowhere, also')
      .replace('id: printer-offline', 'id: printer')
      .replace(/^title: .*$/m, '')
      .replace('use: restart-queue', 'use: lost');
    const text = faultsOf({ [printerPath]: faulty })
      .map(describeFault)
      .join('\n');
    for (const words of ['instructions.agent" is missing', '"nowhere"', 'not the file', '"title" is missing', 'no command "lost"'])
      expect(text).toContain(words);
    expect(text.split('\n')).toHaveLength(5);
  });

  it('is not told that links into a guide with faults lead nowhere', () => {
    const faults = faultsOf({ 'guides/paper-jam.yaml': paperGuide.replace('kind: question', 'kind: riddle') });
    expect(faults).toHaveLength(1);
  });

  it('is told one fault, not a hundred, when a fact file has one', () => {
    expect(faultsOf({ 'facts/documents.yaml': facts.documents.replace('origin: article', 'origin: articel') })).toHaveLength(1);
  });

  it('is told about YAML that cannot be read', () => {
    const [fault] = faultsOf({ [printerPath]: 'id: [a\nnodes: {' });
    expect(fault?.problem).toContain('not valid YAML');
  });
});
