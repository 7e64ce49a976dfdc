import { validateSync } from 'class-validator';
import {
  IsCalendarDay,
  IsCode,
  IsConsultantNumber,
  IsCorporateNumber,
  IsEstablishmentNumber,
  IsFreeText,
  IsId,
  IsNewId,
  IsIndustry,
  IsInstant,
  IsKana,
  IsPhone,
  IsPrefecture,
  IsUserId,
  MayBeAbsent,
  MayBeUnknown,
} from './index.ts';

/** The constraints that a value in a field so decorated breaks. */
function broken(decorator: PropertyDecorator | readonly PropertyDecorator[], value: unknown): readonly string[] {
  class Command {
    field = value;
  }
  for (const decorate of [decorator].flat()) decorate(Command.prototype, 'field');
  return validateSync(new Command()).flatMap(({ constraints }) => Object.keys(constraints ?? {}));
}

const id = '0b6c1d9e-43a1-4c57-9b1f-00000000000a';

test.each([
  ['an id', IsId(), [id, '0b6c1d9e-43a1-5c57-9b1f-00000000000a']],
  ['an id of something new', IsNewId(), [id, '0198c7de-43a1-7c57-9b1f-00000000000a']],
  ['a code', IsCode(), ['LAYOFF', '51-100', 'a', 'x'.repeat(64)]],
  ['a user id', IsUserId(), ['advisor-22-1', 'https://issuer/sub|1', 'x'.repeat(200)]],
  ['a day', IsCalendarDay(), ['2025-11-06', '2024-02-29']],
  ['an instant', IsInstant(), ['2025-11-06T01:15:00.000Z']],
  ['a prefecture', IsPrefecture(), ['01', '47']],
  ['a corporate number', IsCorporateNumber(), ['7999901000001']],
  ['an establishment number', IsEstablishmentNumber(), ['9922-100001-0']],
  ['a registration number', IsConsultantNumber(), ['22180042']],
  ['a reading', IsKana(), ['ハマナセイコウ', 'オオイシ ミサキ', 'ア'.repeat(200)]],
  ['a telephone number', IsPhone(), ['0530000000', '09012345678']],
  ['an industry', IsIndustry(), ['A', 'T']],
  ['free text', IsFreeText(10), ['あ', ' a ', '？', '😀', '𠮷'.repeat(10), '法人番号7999901000001'.slice(0, 10)]],
])('%s passes', (_, decorator, values) => {
  for (const value of values) expect([value, broken(decorator, value)]).toEqual([value, []]);
});

test.each([
  // An event holds ids in lower case only: a capital would be refused there, too late for a civil answer.
  ['an id', IsId(), ['', 'x', id.toUpperCase(), `${id}\n`, `{${id}}`, 7]],
  ['an id of something new', IsNewId(), ['0b6c1d9e-43a1-5c57-9b1f-00000000000a', id.toUpperCase(), 'x']],
  ['a code', IsCode(), ['', 'a b', '301+', 'x'.repeat(65), 7]],
  ['a user id', IsUserId(), ['', 'a b', '大石', 'x'.repeat(201)]],
  ['a day', IsCalendarDay(), ['2025-02-29', '2025-1-1', '2025-11-06T00:00:00Z', 20251106]],
  ['an instant', IsInstant(), ['', '2025-11-06', '2025-11-06T01:15:00Z', '2025-02-30T01:15:00.000Z', 7]],
  ['a prefecture', IsPrefecture(), ['00', '48', '1', 1]],
  ['a corporate number', IsCorporateNumber(), ['7999901000002', '799990100000', '７９９９９０１０００００１']],
  ['an establishment number', IsEstablishmentNumber(), ['99221000010', '9922-100001']],
  ['a registration number', IsConsultantNumber(), ['48180042', '2218004']],
  ['a reading', IsKana(), ['', 'はまな', 'ﾊﾏﾅ', 'ア'.repeat(201)]],
  ['a telephone number', IsPhone(), ['053-000-0000', '123']],
  ['an industry', IsIndustry(), ['U', 'e', 'E31']],
  ['free text', IsFreeText(10), ['', 'x'.repeat(11), 7]],
])('what is not %s does not', (_, decorator, values) => {
  for (const value of values) expect([value, broken(decorator, value).length > 0]).toEqual([value, true]);
});

test.each([' ', '   ', '　', '\n\t', '\u202e', '\u200b', '\ufeff', '\u00ad', '\u3164', '\u2800', ' \u200b\u3000'])(
  'nothing that can be seen is no free text: %j',
  (text) => {
    expect(broken(IsFreeText(), text)).toEqual(['isVisible']);
  },
);

test('a My Number does not pass in free text', () => {
  expect(broken(IsFreeText(), '番号は 123456789018 です')).toEqual(['hasNoMyNumber']);
  expect(broken(IsFreeText(), '法人番号は 7999901000001 です')).toEqual([]);
});

test('what may be absent may not be null; what may be unknown may be both', () => {
  expect(broken([MayBeAbsent(), IsCode()], undefined)).toEqual([]);
  expect(broken([MayBeAbsent(), IsCode()], null)).toEqual(['matches']);
  expect(broken([MayBeUnknown(), IsPrefecture()], undefined)).toEqual([]);
  expect(broken([MayBeUnknown(), IsPrefecture()], null)).toEqual([]);
  expect(broken([MayBeUnknown(), IsPrefecture()], '48')).toEqual(['isPrefecture']);
});

test('each code of a list is looked at', () => {
  expect(broken(IsCode({ each: true }), ['a', 'b'])).toEqual([]);
  expect(broken(IsCode({ each: true }), ['a', 'b c'])).toEqual(['matches']);
});
