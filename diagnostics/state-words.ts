/** What came of a step of a check or a test, as it is shown: a sign for the eye, and a word for everybody. */
export const stateWords = { passed: '✓ passed', warned: '! warning', failed: '✗ failed', 'not-run': '– not done' } as const;
