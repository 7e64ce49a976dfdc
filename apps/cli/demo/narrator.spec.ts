import { Narrator } from './narrator.ts';

function told(tell: (narrator: Narrator) => void): readonly string[] {
  const lines: string[] = [];
  tell(new Narrator((line) => lines.push(line)));
  return lines;
}

test('steps are numbered, each with its events and their position', () => {
  const recorded = { id: 'r1', revision: 0, position: 40, events: ['ClientReferred'] };
  expect(
    told((narrator) => {
      narrator.step('A client is referred', recorded);
      narrator.note('By itself: something followed.');
      narrator.step('… and taken', { ...recorded, position: 50, events: ['ReferralTaken', 'ReferralAssigned'] });
    }),
  ).toEqual([
    '  1. A client is referred',
    '     ClientReferred @ 40',
    '     By itself: something followed.',
    '  2. … and taken',
    '     ReferralTaken, ReferralAssigned @ 50',
  ]);
});

test('both views stand side by side; what one does not see is a dash, and wide characters keep the line straight', () => {
  expect(
    told((narrator) =>
      narrator.sideBySide({ stage: 'closed', client: { name: '浜名精工' }, withheld: [] }, { stage: 'closed' }, [
        'stage',
        'client',
        'withheld',
      ]),
    ),
  ).toEqual([
    `     ${'NASILC sees'.padEnd(58)}│ IESC sees`,
    `     ${'stage: closed'.padEnd(58)}│ stage: closed`,
    `     ${'client: 浜名精工'.padEnd(54)}│ client: –`,
    `     ${'withheld: none'.padEnd(58)}│ withheld: –`,
  ]);
});
