/** Everything that can be read when it is dropped in. */
import { certificateAnalyser } from './certificate/certificate-analyser.ts';
import { codeAnalyser } from './code/code-analyser.ts';
import type { Analyser } from './finding.ts';
import { noticeAnalyser } from './notice/notice-analyser.ts';

export const analysers: readonly Analyser[] = [certificateAnalyser, noticeAnalyser, codeAnalyser];
