/** What PowerShell printed is read as the objects it printed, however it was copied. */
import { readCommands } from '../../../diagnostics/powershell/read-commands.ts';
import { readOutput } from '../../../diagnostics/powershell/read-output.ts';

const knows = (name: string): boolean => /^(?:Name|Color|Size|Color\.\.\.)$/.test(name);
const read = (text: string): Record<string, string>[] =>
  [...readOutput(text.split('\n'), knows)].map((item) => Object.fromEntries(item.fields.map((field) => [field.name, field.value])));

const pair = [
  { Name: 'a', Color: 'red' },
  { Name: 'b', Color: 'blue' },
];

test.each([
  ['a list', 'Name  : a\nColor : red\n\nName  : b\nColor : blue'],
  ['a list that lost its blank lines', 'Name: a\nColor: red\nName: b\nColor: blue'],
  ['a list with a blank line after each line', 'Name : a\n\nColor : red\n\nName : b\n\nColor : blue'],
  ['a table', 'Name Color\n---- -----\na    red\nb    blue'],
  ['a table with tabs', 'Name\tColor\n----\t-----\na\tred\nb\tblue'],
  ['a table with a wide gap', 'Name                 Color\n----                 -----\na                    red\nb                    blue'],
  ['two tables', 'Name Color\n---- -----\na    red\n\nName Color\n---- -----\nb    blue'],
  ['CSV', '"Name","Color"\n"a","red"\n"b","blue"'],
  ['CSV with a type line and semicolons', '#TYPE X\nName;Color\na;red\nb;blue'],
  ['JSON', '[{"Name": "a", "Color": "red"}, {"Name": "b",\n"Color": "blue"}]'],
  ['JSON that was cut', '[{"Name": "a", "Color": "red"}, {"Name": "b", "Color": "blue"'],
  ['a Markdown table', '| Name | Color |\n|---|---|\n| a | red |\n| b | blue |'],
  ['a quoted list', '> Name : a\n> Color : red\n>\n> Name : b\n> Color : blue'],
  ['a list with commands before each object', '[PS] C:\\>Get-Thing a | fl\nName : a\nColor : red\n[PS] C:\\>Get-Thing b | fl\nName : b\nColor : blue'],
])('%s gives both objects', (_form, text) => {
  expect(read(text)).toEqual(pair);
});

test('a value that PowerShell cut is told from a whole one', () => {
  const [item] = readOutput(['Name : abc...', 'Color : {red, blue...}', 'Size : 5'], knows);
  expect(item?.fields.map((field) => field.cut)).toEqual([true, true, false]);
});

test('a value that goes on in the next line is one value on the line it began', () => {
  const [item] = readOutput(['', 'Name : a', 'Color : {red,', '        blue}'], knows);
  expect(item?.fields[1]).toMatchObject({ value: '{red, blue}', line: 3 });
});

test('a header over two lines is one name', () => {
  expect(read('Na Color\nme\n-- -----\na  red')).toEqual([{ Name: 'a', Color: 'red' }]);
});

test('tables with other columns are told apart, also where one of them comes again', () => {
  const [wide, narrow] = ['Name Color\n---- -----\na    red', 'Size Name\n---- ----\n5    b'];
  expect(read([wide, narrow, wide].join('\n\n'))).toEqual([
    { Name: 'a', Color: 'red' },
    { Size: '5', Name: 'b' },
    { Name: 'a', Color: 'red' },
  ]);
});

test('a text is read no further than its objects are asked for', () => {
  const asked: string[] = [];
  const items = readOutput(['Name : a', 'Name : b', '', 'Far : off'], (name) => {
    asked.push(name);
    return knows(name);
  });
  expect(items.next().value).toMatchObject({ fields: [{ value: 'a' }] });
  expect(asked).not.toContain('Far');
});

test('a sentence is no output', () => {
  expect(read('I looked at the Name and the Color, and both are fine.')).toEqual([]);
});

test('a command is read with its parameters, on the line each stands', () => {
  const [command] = readCommands(['Set-Thing `', " -Name 'it''s' `", ' -On:$true -List a, b -Quiet'], /^Set-Thing$/i);
  expect(command?.parameters).toMatchObject([
    { name: 'Name', value: "it's", line: 2 },
    { name: 'On', value: '$true', line: 3 },
    { name: 'List', value: '{a, b}' },
    { name: 'Quiet', value: '$?' },
  ]);
});

const long = `Set-Thing -Name "${'x'.repeat(50)}"`;
test.each([
  ['between a parameter and its value', ['Set-Thing -On', '$true -Off $false']],
  ['between a long line’s parameter and its value', [`${long} -On`, '$true -Off $false']],
  ['within a parameter', [`${long} -O`, 'n $true -Off $false']],
  ['within a value', [`${long} -On $tr`, 'ue -Off $false']],
  ['twice', [`${long} -O`, `n $tr`, 'ue -Off $false']],
])('a command that was wrapped %s is read whole', (_where, lines) => {
  const [command, ...more] = readCommands(lines, /^Set-Thing$/i);
  expect(more).toEqual([]);
  expect(command?.parameters.filter(({ name }) => name !== 'Name')).toMatchObject([
    { name: 'On', value: '$true' },
    { name: 'Off', value: '$false' },
  ]);
});

test('a line that sets a variable is no value of the parameter above it', () => {
  const [command] = readCommands(['Set-Thing -Name x -WhatIf', '$y = 1'], /^Set-Thing$/i);
  expect(command?.parameters.map(({ name, value }) => [name, value])).toEqual([
    ['Name', 'x'],
    ['WhatIf', '$?'],
  ]);
});

test('a table of parameters counts wherever the script makes it, and ends where it is closed', () => {
  const [command, other] = readCommands(['Set-Thing @p', '$p = @{', " Name = 'a'", '}', "$q = @{ Name = 'b' }; Set-Thing @q"], /^Set-Thing$/i);
  expect([command?.parameters, other?.parameters]).toMatchObject([[{ name: 'Name', value: 'a', line: 3 }], [{ name: 'Name', value: 'b', line: 5 }]]);
});

test('a password in a row is hidden before the row is cut into columns', () => {
  expect(JSON.stringify(read('Name           Color\n----           -----\nx password=Planted-1'))).not.toContain('Planted-1');
});
