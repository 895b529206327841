import { isTimeZone, parseOfficeHours, saysHours } from '../../../dialogs/handover/office-hours.ts';

function says(hours: string, at: string, zone = 'Europe/Berlin'): string {
  return saysHours({ windows: parseOfficeHours(hours) ?? [], zone }, Date.parse(at));
}

describe('Office hours', () => {
  it.each(['Mon-Fri 08:00-17:00', 'mon-fri 08:00-12:00, Sat 09:00-24:00', 'Fri-Mon 22:00-06:00'])('are read from "%s"', (text) =>
    expect(parseOfficeHours(text)).toBeDefined(),
  );
  it.each([
    '',
    'Mon-Fri',
    '8-17',
    'Mon-Fri 8:00-17:00',
    'Foo 08:00-17:00',
    'Mon 08:00-25:00',
    'Mon 08:60-09:00',
    'Mon 08:00-08:00',
    'Mon 24:00-08:00',
    'Mon 08:00-17:00,',
  ])('are not read from "%s"', (text) => expect(parseOfficeHours(text)).toBeUndefined());

  it.each([
    // 2026-11-23 is a Monday; Berlin is an hour ahead of UTC in winter, two in summer.
    ['Mon-Fri 08:00-17:00', '2026-11-23T07:00:00Z', 'The helpdesk is open now.'],
    ['Mon-Fri 08:00-17:00', '2026-11-23T06:59:00Z', 'today at 08:00'],
    ['Mon-Fri 08:00-17:00', '2026-11-23T16:00:00Z', 'tomorrow at 08:00'],
    ['Mon-Fri 08:00-17:00', '2026-11-27T16:00:00Z', 'on Monday at 08:00'],
    ['Mon-Fri 08:00-17:00', '2026-07-20T06:00:00Z', 'The helpdesk is open now.'],
    ['Mon-Fri 08:00-17:00', '2026-07-20T15:00:00Z', 'tomorrow at 08:00'],
    ['Fri 22:00-06:00', '2026-11-27T22:30:00Z', 'The helpdesk is open now.'],
    ['Fri 22:00-06:00', '2026-11-28T04:59:00Z', 'The helpdesk is open now.'],
    ['Fri 22:00-06:00', '2026-11-28T05:00:00Z', 'on Friday at 22:00'],
    ['Sun 22:00-06:00', '2026-11-23T03:00:00Z', 'The helpdesk is open now.'],
    // The clocks go back on 25 October 2026 at 03:00 and forward on 29 March 2026 at 02:00.
    ['Sun 02:30-03:30', '2026-10-25T00:30:00Z', 'The helpdesk is open now.'],
    ['Sun 02:30-03:30', '2026-10-25T01:30:00Z', 'The helpdesk is open now.'],
    ['Sun 08:00-17:00', '2026-03-29T05:59:00Z', 'today at 08:00'],
    ['Sun 08:00-17:00', '2026-03-29T06:00:00Z', 'The helpdesk is open now.'],
  ])('%s at %s', (hours, at, expected) => expect(says(hours, at)).toContain(expected));

  it('know which time zones there are', () => {
    expect(isTimeZone('Europe/Berlin')).toBe(true);
    expect(isTimeZone('Europe/Nowhere')).toBe(false);
  });
});
