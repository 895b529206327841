/** Of a web page only its text is read, in lines as one sees them. */
import { openPageText } from '../../diagnostics/pages/page-text.ts';
import { beginsPage } from '../../diagnostics/pages/open-page.ts';
import { longestLine } from '../../diagnostics/split-lines.ts';

function textOf(source: string): string[] {
  const lines: string[] = [];
  const page = openPageText((line) => lines.push(line));
  for (const line of source.split('\n')) page.line(line);
  page.end();
  return lines;
}

test.each<[string, string, string[]]>([
  ['blocks', '<p>a<div>b</div>c<br/>d<ul><li>e<li>f</ul>', ['a', 'b', 'c', 'd', 'e', 'f']],
  ['words inside a line', 'a <b>b</b> <a href="x">c</a><span>d</span>', ['a b cd']],
  ['line ends that mean nothing', '<p>a\nb\n\n  c</p>', ['a b c']],
  ['line ends that count', 'x<pre>a\n\n\n  b  c</pre>d\ne', ['x', '', 'a', '', '  b  c', '', 'd e']],
  ['rows', 'a<table>\n<tr>\t<th>b</th>\n<th>c d</th></tr><tr><td></td>\t<td>e</td><td></td></tr></table>f', ['a', '', 'b\tc d', '\te', '', 'f']],
  ['entities', '<p>a &amp;&lt;b&gt; &#228;&#xE4;&auml; &nosuch; &#0;&#99999999;', ['a &<b> äää &nosuch; &#0;&#99999999;']],
  ['what nobody sees', '<title>t</title><script>if (a<b) "</p>";\n</SCRIPT ><style>x{}</style>a<!-- b\n<p>c --><svg><text>d</text></svg>e', ['a e']],
  ['signs inside attributes', `<p title="a > b" data-x='"' alt=don't>c</p>`, ['c']],
  ['a tag over several lines', '<p\ntitle="x\n>y"\n>a</p\n>b', ['a', 'b']],
  ['empty elements of XHTML', '<script src="x" />a<title/>b', ['ab']],
  ['signs that begin no tag', 'a < b, 5 <6, <<p>c', ['a < b, 5 <6, <', 'c']],
  ['a declaration', '<!DOCTYPE html><?x y?>a', ['a']],
  ['what never ends', 'a<script>b', ['a']],
  ['a name that goes on', '<script>x</scripts></script>a', ['a']],
])('%s', (_what, source, lines) => {
  expect(textOf(source)).toEqual(lines);
});

test.each([
  ['<!DOCTYPE html>', true],
  ['  <html lang="en">', true],
  ['<?xml version="1.0"?><!DOCTYPE html PUBLIC "x">', true],
  ['<!-- saved from url=(1)x --><html>', true],
  ['<TABLE BORDER=0>', true],
  ['<?xml version="1.0"?><testresult status="Error">', false],
  ['<testresult status="Error">', false],
  ['<headers>', false],
  ['I see <html> on the screen', false],
])('%s is a page: %s', (head, isPage) => {
  expect(beginsPage(head)).toBe(isPage);
});

test.each([
  ['text', 'word '],
  ['tags', '<b>'],
  ['scripts', '<script></script>'],
  ['openings', '<'],
  ['quotes', '<p a="'],
  ['cells', '<td>a'],
  ['tables', '<table>'],
  ['comments', '<!--x-->'],
  ['entities', '&amp;'],
  ['unfinished entities', '&#'],
  ['openings of scripts', '<script'],
])('A megabyte of %s on long lines takes less than a tenth of a second of work, and no long line comes out', (_what, piece) => {
  const line = piece.repeat(Math.floor(longestLine / piece.length));
  const source = Array.from({ length: 16 }, () => line).join('\n');
  const times = Array.from({ length: 5 }, () => {
    const began = process.cpuUsage();
    expect(Math.max(0, ...textOf(source).map((one) => one.length))).toBeLessThanOrEqual(longestLine);
    const { user, system } = process.cpuUsage(began);
    return (user + system) / 1000;
  });
  expect(Math.min(...times)).toBeLessThan(100);
});
