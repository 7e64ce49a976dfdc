import { deeplyFrozen } from './frozen.ts';

describe('deeplyFrozen', () => {
  test('returns the same data, frozen at every depth', () => {
    const data = { list: [{ code: 'A' }], labels: { ja: '甲', en: 'A' } };
    expect(deeplyFrozen(data)).toBe(data);
    expect([data, data.list, data.list[0], data.labels].map((part) => Object.isFrozen(part))).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(() => data.list.push({ code: 'B' })).toThrow(TypeError);
  });

  test('leaves values that are no objects as they are', () => {
    expect([deeplyFrozen(null), deeplyFrozen('A'), deeplyFrozen(1)]).toEqual([null, 'A', 1]);
  });
});
