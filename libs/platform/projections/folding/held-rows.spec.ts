import { holdMuch } from './held-rows.ts';

test.each([
  [15_999_999, false, false],
  [16_000_000, false, true],
  [3_999_999, true, false],
  [4_000_000, true, true],
])('%i bytes held together, beside versions that serve or not (%j): much is %j', (bytes, besideOthers, isMuch) => {
  expect(holdMuch([{ held: bytes - 1000 }, { held: 1000 }], besideOthers)).toBe(isMuch);
});
