/** Everything that can be read when it is dropped in. */
import { certificateAnalyser } from './certificate/certificate-analyser.ts';
import { codeAnalyser } from './code/code-analyser.ts';
import { devicesAnalyser } from './devices/devices-analyser.ts';
import { easLogAnalyser } from './eas-log/eas-log-analyser.ts';
import type { Analyser } from './finding.ts';
import { iisLogAnalyser } from './iis-log/iis-log-analyser.ts';
import { noticeAnalyser } from './notice/notice-analyser.ts';
import { policyAnalyser } from './policy/policy-analyser.ts';
import { policyCommandAnalyser } from './policy/policy-command-analyser.ts';
import { rcaAnalyser } from './rca/rca-analyser.ts';

export const analysers: readonly Analyser[] = [
  policyAnalyser,
  policyCommandAnalyser,
  devicesAnalyser,
  easLogAnalyser,
  iisLogAnalyser,
  rcaAnalyser,
  certificateAnalyser,
  noticeAnalyser,
  codeAnalyser,
];
