/** Bodies of a mailbox log are read the same, wherever something in them needs the parser of all XML. */
import { BodyFacts } from '../../diagnostics/eas-log/body-facts.ts';
import { BodyReader } from '../../diagnostics/eas-log/body-reader.ts';

const body = [
  '<?xml version="1.0" encoding="utf-8"?>',
  '<Provision xmlns="Provision:">',
  '<Status>1</Status><Policies>',
  '<Policy>',
  '<Status>',
  '142',
  '</Status>',
  '<eas-provisioningdoc><AllowCamera>0</AllowCamera>',
  '<Empty />',
  '</eas-provisioningdoc></Policy>',
  '</Policies>',
  '</Provision>',
];

function read(lines: readonly string[]): object {
  const facts = new BodyFacts();
  const reader = new BodyReader(facts);
  for (const line of lines) reader.line(1, line);
  const { root, statuses, settings, wipe, refused } = facts;
  return { root, statuses: statuses.map(({ of, value }) => [of, value]), settings: settings.map(({ element, value }) => [element, value]), wipe, refused };
}

const whole = {
  root: 'Provision',
  statuses: [
    ['Provision', '1'],
    ['Policy', '142'],
  ],
  settings: [['AllowCamera', '0']],
  wipe: undefined,
  refused: '',
};

test('A body of tags and text alone is read whole', () => {
  expect(read(body)).toEqual(whole);
});

test.each(body.slice(1).map((_, at) => at + 1))('A remark before line %s changes nothing, since the parser goes on where plain tags end', (at) => {
  expect(read(body.toSpliced(at, 0, '<!-- <Status>9</Status> -->'))).toEqual(whole);
});

test.each(['<Second><Status>9</Status></Second>', 'text <Status>9</Status>', '</Provision>'])(
  'What follows the end of a body (%s) is read tag by tag',
  (line) => {
    expect(read([...body, line])).toMatchObject({ root: 'Provision', settings: [['AllowCamera', '0']], refused: '' });
    expect(JSON.stringify(read([...body, line])).includes('"9"')).toBe(line.includes('9'));
  },
);
