import { isDay } from './day.ts';
import { grantCatalogue, grantOf, grantsOn } from './grant-catalogue.ts';

describe('the grant catalogue', () => {
  test('names every grant once', () => {
    expect(grantCatalogue.map(({ code }) => code)).toEqual([
      'KOCHO',
      'SANKO-SKILL',
      'SANKO-RENKEI',
      'SANKO-SAIGAI',
      'SANKO-IJI',
      'SOKI-SAISHU',
      'SOKI-YATOI',
      'SOKI-CHUTO',
      'SOKI-UIJ',
      'TOKKAI-KONNAN',
      'TOKKAI-CHUKONEN',
      'TOKKAI-HATTATSU',
      'TOKKAI-SEIHO',
      'TOKKAI-SEICHO',
      'JINKAKU-KANRI',
      'JINKAKU-GAIKOKU',
      'JINKAKU-TELE',
      'JINKAKU-DANTAI',
      'JINKAKU-KENSETSU',
      'OVER65-KEIZOKU',
      'OVER65-HYOKA',
      'OVER65-MUKI',
      'TRIAL',
      'CAREERUP',
      'CHIIKI',
    ]);
  });

  test('is dated with days that exist', () => {
    const days = grantCatalogue.flatMap(({ validFrom, validTo }) => [validFrom, validTo]).filter((day) => day !== null);
    expect(days.map(isDay)).toEqual(days.map(() => true));
  });

  test('an abolished grant is known, and is mentioned only in its time', () => {
    expect(grantOf('SANKO-IJI')?.status).toBe('abolished');
    const mentioned = (day: string) => grantsOn(day).some(({ code }) => code === 'SANKO-IJI');
    expect([mentioned('2023-10-31'), mentioned('2023-11-01')]).toEqual([true, false]);
  });

  test('a new grant is mentioned from its first day, a temporary one to its last', () => {
    const mentioned = (code: string, day: string) => grantsOn(day).some((entry) => entry.code === code);
    expect([mentioned('TOKKAI-CHUKONEN', '2025-03-31'), mentioned('TOKKAI-CHUKONEN', '2025-04-01')]).toEqual([
      false,
      true,
    ]);
    expect([
      mentioned('SANKO-SAIGAI', '2024-12-16'),
      mentioned('SANKO-SAIGAI', '2024-12-17'),
      mentioned('SANKO-SAIGAI', '2026-12-31'),
      mentioned('SANKO-SAIGAI', '2027-01-01'),
    ]).toEqual([false, true, true, false]);
  });

  test('what sources disagree on is marked', () => {
    expect(grantCatalogue.filter(({ status }) => status === 'check').map(({ code }) => code)).toEqual([
      'SOKI-UIJ',
      'TOKKAI-KONNAN',
    ]);
  });

  test('holds no amount and no verdict', () => {
    expect(Object.keys(grantOf('KOCHO') ?? {})).toEqual([
      'code',
      'labels',
      'purpose',
      'appliedForBy',
      'status',
      'validFrom',
      'validTo',
    ]);
    expect(JSON.stringify(grantCatalogue)).not.toMatch(/円|yen|%|eligib/);
  });
});
