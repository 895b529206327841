import { readdirSync, readFileSync } from 'node:fs';
import { shippedDesk } from './support/shipped-knowledge.ts';
import { openDiagnosis } from '../diagnostics/diagnose.ts';
import { codeAnalyser } from '../diagnostics/code/code-analyser.ts';
import { noticeAnalyser } from '../diagnostics/notice/notice-analyser.ts';
import { rcaAnalyser } from '../diagnostics/rca/rca-analyser.ts';
import { certificateAnalyser } from '../diagnostics/certificate/certificate-analyser.ts';
const c = { book: shippedDesk().library.book, now: Date.parse('2026-06-01') };
for (const folder of process.argv.slice(2)) for (const name of readdirSync(`test/fixtures/dropped/${folder}`)) {
  if (name === 'expected.json') continue;
  const d = openDiagnosis([codeAnalyser, noticeAnalyser, rcaAnalyser, certificateAnalyser], c);
  d.push(readFileSync(`test/fixtures/dropped/${folder}/${name}`)); const f = d.end();
  console.log(`${name} -> ${f.kind} ${f.outcome} [${f.causes.map(x=>`${x.cause}/${x.certainty}@${x.evidence.map(e=>e.line)}`).join(', ')}] ${f.verdict} LACKS ${f.lacks.length}`);
}
