import { bareNumber, withOneHyphen } from './hyphens.ts';

describe('hyphens', () => {
  test('every form becomes the ASCII one, the long vowel stays', () => {
    expect(withOneHyphen('a-b‐c‑d‒e–f—g―h−i－jー')).toBe('a-b-c-d-e-f-g-h-i-jー');
  });

  test('a number loses its separators and width, nothing else', () => {
    expect(bareNumber('０５３ー１２３－４５６７')).toBe('0531234567');
    expect(bareNumber('7 9999-0100‐0001')).toBe('7999901000001');
    expect(bareNumber('T7999901000001')).toBe('T7999901000001');
  });
});
