import { clip, link, markdown, plain } from '../../cards/markdown.ts';

test.each([
  ['Tap **settings**, then go on.', 'Tap **settings**, then go on.'],
  ['*now*', String.raw`\*now\*`],
  ['**a*', String.raw`\*\*a\*`],
  ['_now_ but policy_name', String.raw`\_now\_ but policy_name`],
  ['[tap](http://example.com)', String.raw`\[tap\](http://example.com)`],
  ['<b> & &lt;', String.raw`\<b> & \&lt;`],
  ['`code` ~~gone~~', '\\`code\\` \\~\\~gone\\~\\~'],
  ['# Title', String.raw`\# Title`],
  ['- item', String.raw`\- item`],
  ['2. item', String.raw`2\. item`],
  ['---', String.raw`\---`],
  [String.raw`CONTOSO\ann and \\server`, String.raw`CONTOSO\ann and \\\server`],
  ['{{DATE(2017-02-14T06:08:39Z)}}', String.raw`{\{DATE(2017-02-14T06:08:39Z)}}`],
  ['two\n  lines', 'two lines'],
])('%j is written as %j', (text, written) => {
  expect(markdown(text)).toBe(written);
});

test('bold is left out where text is spoken', () => {
  expect(plain('Tap **settings** and 2 * 3')).toBe('Tap settings and 2 * 3');
});

test('an address cannot end its link early', () => {
  expect(link('a](b', 'https://example.com/x) [y](z')).toBe(String.raw`[a\](b](https://example.com/x%29%20[y]%28z)`);
});

test('a long text is cut between characters, not within one', () => {
  expect(clip('😀😀😀', 3)).toBe('😀😀😀');
  expect(clip('😀😀😀😀', 3)).toBe('😀😀…');
});
