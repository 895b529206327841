import { signedHeaders, verifiedId } from '../../../bot/handover/signature.ts';

const secret = Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64');
const now = 1_614_265_330_000;
const body = '{"test": 2432232314}';

function check(change: Record<string, string | undefined> = {}, content = body, at = now): string | undefined {
  return verifiedId(secret, { ...signedHeaders(secret, 'msg_1', body, now), ...change }, Buffer.from(content), at);
}

describe('A signature', () => {
  it('is the one of the published example', () => {
    const headers = signedHeaders(secret, 'msg_p5jXN8AQM9LWM0D4loKWxJek', body, now);
    expect(headers['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  });

  it('holds for what was signed, also beside others', () => {
    expect(check()).toBe('msg_1');
    expect(check({ 'webhook-signature': `v1a,xx v1,AAAA ${signedHeaders(secret, 'msg_1', body, now)['webhook-signature']}` })).toBe('msg_1');
    expect(check({}, body, now + 299_000)).toBe('msg_1');
  });

  it.each([
    ['another body', {}, `${body} `],
    ['another id', { 'webhook-id': 'msg_2' }],
    ['another time', { 'webhook-timestamp': String(now / 1000 + 1) }],
    ['a time that is no number', { 'webhook-timestamp': 'now' }],
    ['no id', { 'webhook-id': undefined }],
    ['no signature', { 'webhook-signature': undefined }],
    ['an empty signature', { 'webhook-signature': 'v1,' }],
    ['another version', { 'webhook-signature': signedHeaders(secret, 'msg_1', body, now)['webhook-signature']!.replace('v1', 'v2') }],
    ['an id that reaches into the rest', { 'webhook-id': 'msg_1.1' }],
  ])('does not hold with %s', (_what, change, content = body) => expect(check(change, content)).toBeUndefined());

  it('does not hold for another secret, and not for long', () => {
    expect(verifiedId(Buffer.from('x'.repeat(32)), signedHeaders(secret, 'm', body, now), Buffer.from(body), now)).toBeUndefined();
    expect(check({}, body, now + 301_000)).toBeUndefined();
    expect(check({}, body, now - 301_000)).toBeUndefined();
  });
});
