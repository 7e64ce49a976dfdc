import { isCorporateNumber } from '#reference-data';
import { hamana, withFreshNumber } from './cast.ts';

test('the company of the story has a number that is valid and no real company’s', () => {
  expect(hamana.corporateNumber).toBe('7999901000001');
  expect(isCorporateNumber(hamana.corporateNumber)).toBe(true);
});

test.each([0, 0.5, 1 - Number.EPSILON])(
  'drawn at %d, another number is valid too, and of no registry office',
  (drawn) => {
    const { corporateNumber, ...others } = withFreshNumber(hamana, () => drawn);
    expect(isCorporateNumber(corporateNumber)).toBe(true);
    expect(corporateNumber.slice(1, 5)).toBe('9999');
    expect({ ...others, corporateNumber: hamana.corporateNumber }).toEqual(hamana);
  },
);
