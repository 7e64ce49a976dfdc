import { validateSync } from 'class-validator';
import fc from 'fast-check';
import { IsRecommendationCode, parseRecommendationCode, recommendationCodeOf } from './recommendation-code.ts';

const id = '7b8f2c1e-0d4a-4c5b-9e6f-8a39e1a65fae';
const code = '77GTCQXE-S';
const character = fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'.match(/./g)!);

test('a code is eight characters of an id and a check character', () => {
  expect(recommendationCodeOf(id)).toBe(code);
});

test('an id that is none has no code', () => {
  expect(() => recommendationCodeOf('7b8f2c1e')).toThrow(RangeError);
});

test('every code is read back as written', () => {
  fc.assert(
    fc.property(fc.uuid(), (of) => {
      expect(parseRecommendationCode(recommendationCodeOf(of))).toBe(recommendationCodeOf(of));
    }),
  );
});

test('a code is read as people write down what they hear', () => {
  const heard = recommendationCodeOf('00000000-0000-4000-8000-000000000021');
  expect(heard.slice(0, 9)).toBe('00000011-');
  const check = heard.at(-1)!;
  for (const text of [`00000011${check}`, `oOoO oOil-${check.toLowerCase()}`, `００００－００１１\u3000${check}`]) {
    expect(parseRecommendationCode(text)).toBe(heard);
  }
});

test('every wrong character is noticed', () => {
  fc.assert(
    fc.property(fc.uuid(), fc.nat(8), character, (of, place, typedOne) => {
      const characters = recommendationCodeOf(of).replace('-', '');
      const typed = characters.slice(0, place) + typedOne + characters.slice(place + 1);
      return (parseRecommendationCode(typed) !== undefined) === (typedOne === characters[place]);
    }),
    { numRuns: 2000 },
  );
});

test('what is no code is none', () => {
  for (const text of ['', '77GTCQXE', '77GTCQXE-S-8', '77GTCQXU-8', '勧奨コード']) {
    expect(parseRecommendationCode(text)).toBeUndefined();
  }
});

class Quoting {
  @IsRecommendationCode() code!: unknown;
}

const problemsOf = (value: unknown) =>
  validateSync(Object.assign(new Quoting(), { code: value })).flatMap(({ constraints }) => Object.keys(constraints!));

test('a command may hold a code however it was written down, and nothing else', () => {
  expect(problemsOf('77gtcqxe s')).toEqual([]);
  expect(problemsOf('77GTCQXE-9')).toEqual(['isRecommendationCode']);
  expect(problemsOf(77)).toEqual(['isRecommendationCode']);
});
