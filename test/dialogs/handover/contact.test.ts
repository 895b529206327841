import { maskedReach, readContact } from '../../../dialogs/handover/contact.ts';

describe('How to be reached', () => {
  it.each([
    ['+49 (30) 123-4567', { way: 'phone', value: '+49 (30) 123-4567' }],
    ['extension 4711 please', { way: 'phone', value: '4711' }],
    ['mail me: anna.b@mail.contoso.com.', { way: 'mail', value: 'anna.b@mail.contoso.com' }],
  ])('is read from "%s"', (typed, expected) => expect(readContact(typed)).toEqual(expected));

  it.each(['', 'call me', '86', 'a@b', '12345678901234567890123'])('is not read from "%s"', (typed) => expect(readContact(typed)).toBeUndefined());

  it('is masked where it need not be read', () => {
    expect(maskedReach({ way: 'phone', value: '+49 30 1234567' })).not.toContain('1234567');
    expect(maskedReach({ way: 'mail', value: 'anna@contoso.com' })).not.toContain('anna');
  });
});
