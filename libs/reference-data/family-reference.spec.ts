import fc from 'fast-check';
import { familyReference, parseFamilyReference } from './family-reference.ts';
import { prefectures } from './prefectures.ts';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const family = fc.record({
  prefecture: fc.constantFrom(null, ...prefectures.map(({ code }) => code)),
  year: fc.integer({ min: 2021, max: 2099 }),
  id: fc.uuid(),
});
const bare = family.map((given) => familyReference(given).replaceAll('-', ''));

describe('the reference of a case family', () => {
  const id = '7b8f2c1e-0d4a-4c5b-9e6f-8a39e1a65fae';

  test('is prefecture, year, eight characters of the id, check character', () => {
    expect(familyReference({ prefecture: '22', year: 2025, id })).toBe('22-2025-77GTCQXE-X');
    expect(familyReference({ prefecture: null, year: 2025, id })).toBe('00-2025-77GTCQXE-Z');
  });

  test('is read back as written', () => {
    fc.assert(
      fc.property(family, ({ prefecture, year, id: familyId }) => {
        const reference = familyReference({ prefecture, year, id: familyId });
        expect(parseFamilyReference(reference)).toEqual({ prefecture, year, code: reference.split('-')[2], reference });
      }),
    );
  });

  test('is read as people write down what they hear', () => {
    const zeros = '00000000-0000-4000-8000-000000000021';
    const reference = familyReference({ prefecture: '01', year: 2025, id: zeros });
    expect(reference.slice(0, 16)).toBe('01-2025-00000011');
    const check = reference.at(-1) ?? '';
    for (const text of [
      `01-2025-00000011-${check}`,
      `oi2025ooooooil${check}`.toLowerCase(),
      ` O1 2O25 OOOO OOIL ${check} `,
      `０１－２０２５－００００００１１－${check}`,
      `01ー2025ー00000011ー${check}`,
      `01–2025–000000Il–${check}`,
    ]) {
      expect(parseFamilyReference(text)?.reference).toBe(reference);
    }
  });

  test('every wrong character is noticed, the check character included', () => {
    fc.assert(
      fc.property(bare, fc.nat(14), fc.constantFrom(...alphabet), (reference, place, character) => {
        const typed = reference.slice(0, place) + character + reference.slice(place + 1);
        return (parseFamilyReference(typed) !== undefined) === (character === reference[place]);
      }),
      { numRuns: 2000 },
    );
  });

  test('every swap of two characters is noticed, neighbours or not', () => {
    fc.assert(
      fc.property(bare, fc.nat(14), fc.nat(14), (reference, one, other) => {
        const characters = [...reference];
        [characters[one], characters[other]] = [reference[other] ?? '', reference[one] ?? ''];
        return (parseFamilyReference(characters.join('')) !== undefined) === (reference[one] === reference[other]);
      }),
      { numRuns: 2000 },
    );
  });

  test.each(['', '22-2025-77GTCQXE', '22-2025-77GTCQX-A', '22-2025-77GTCQXU-0', '2A-2025-77GTCQXE-0'])(
    '%j is none',
    (text) => {
      expect(parseFamilyReference(text)).toBeUndefined();
    },
  );

  test('a prefecture that does not exist is none, whatever its check character', () => {
    expect([...alphabet].map((check) => parseFamilyReference(`48-2025-77GTCQXE-${check}`))).toEqual(
      [...alphabet].map(() => undefined),
    );
  });

  test('what is no id or no year is refused', () => {
    expect(() => familyReference({ prefecture: '22', year: 2025, id: 'x' })).toThrow(new RangeError('id: not a UUID'));
    expect(() => familyReference({ prefecture: '22', year: 25, id })).toThrow(
      new RangeError('year: not of four digits'),
    );
  });
});
