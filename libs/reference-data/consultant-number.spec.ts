import { isConsultantNumber, parseConsultantNumber } from './consultant-number.ts';

describe('consultant registration number', () => {
  test('is prefecture, year, serial', () => {
    expect(parseConsultantNumber('22180042')).toEqual({
      number: '22180042',
      prefecture: '22',
      yearOfRegistration: '18',
      serial: '0042',
    });
    expect(parseConsultantNumber('１５-０９-０１２７')?.number).toBe('15090127');
  });

  test.each(['00180042', '48180042', '2218004', '221800421', '2218004a', ''])('%j is none', (text) => {
    expect([parseConsultantNumber(text), isConsultantNumber(text)]).toEqual([undefined, false]);
  });

  test.each(['01000000', '13990001', '39000001', '40000001', '47999999'])('%s is one', (text) => {
    expect([parseConsultantNumber(text)?.number, isConsultantNumber(text)]).toEqual([text, true]);
  });
});
