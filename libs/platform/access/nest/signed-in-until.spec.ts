import { SignJWT } from 'jose';
import { signedInUntil } from './signed-in-until.ts';

const token = (exp: number) => new SignJWT({ exp }).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.alloc(32));

test('a sign-in ends when its token does', async () => {
  expect(signedInUntil(`Bearer ${await token(1_000)}`, 999_999)).toBe(1_000_000);
});

test('where nobody signs in, nothing ends', () => {
  expect(signedInUntil(undefined, 0)).toBeUndefined();
});

test('a token that has expired signs nobody in for long, however the clocks differ', async () => {
  const expired = await token(1_000);
  expect(() => signedInUntil(`Bearer ${expired}`, 1_000_000)).toThrow(
    expect.objectContaining({ init: expect.objectContaining({ status: 401, code: 'TOKEN_EXPIRED' }) }),
  );
});
