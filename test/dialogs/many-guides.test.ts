/** A helpdesk with very many guides: each is still found by its own symptoms. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openKnowledge } from '../../bot/knowledge.ts';
import { madeUpSymptoms, writeGuides } from '../bench/made-up-guides.ts';

test.each([10, 400])('%i guides: the symptoms of each lead to it, and what is no symptom of any is turned away', async (count) => {
  const folder = mkdtempSync(join(tmpdir(), 'stepwise-guides-'));
  writeGuides(folder, count);
  const desk = await openKnowledge(folder, 'the helpdesk').finally(() => rmSync(folder, { recursive: true }));
  const symptoms = madeUpSymptoms(10);
  const found = symptoms.filter((symptom) => {
    const guide = desk.triage(symptom).guides[0]?.guide;
    return guide !== undefined && symptom.includes(guide);
  });
  const withDevice = symptoms.filter((symptom) => [...desk.library.guides.keys()].some((guide) => symptom.includes(guide)));
  expect(found).toEqual(withDevice);
  expect(withDevice.length).toBeGreaterThan(40);
  expect(desk.triage('I want a pizza with cheese')).toMatchObject({ verdict: 'out-of-scope' });
});
