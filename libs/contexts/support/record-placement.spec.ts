import { PlacementEstablished } from '#events/support';
import { actor, given } from '#contexts/testing';
import { derivedId } from '#platform/decider';
import { assessed, caseId, contacted } from './support-case-story.fixture.ts';
import { recordPlacement } from './record-placement.ts';
import { supportCase } from './support-case.ts';

const by = actor('iesc.advisor');
const workerId = '0b6c1d9e-43a1-4c57-9b1f-000000000006';
const commandId = '0b6c1d9e-43a1-4c57-9b1f-0000000000bb';
const mochizuki = { workerId, name: '望月 隆', lastDayWorked: '2025-12-26', firstDay: '2026-01-05' };
const yamashita = { name: '山下 翔太', lastDayWorked: '2026-01-04', firstDay: '2026-01-05' };
const command = { caseId, crossPrefecture: true, persons: [mochizuki, yamashita] };

test('each person is placed, with the days from the last day worked to the first at the new place', async () => {
  const [recorded] = await given(supportCase, caseId, ...assessed)
    .when(recordPlacement, command, { by, commandId })
    .thenFacts(
      PlacementEstablished({
        kind: 'secondment_out',
        crossPrefecture: true,
        persons: [
          { ...mochizuki, daysBetween: 10 },
          { ...yamashita, workerId: derivedId(commandId, 'worker 1'), daysBetween: 1 },
        ],
      }),
    );
  expect(recorded!.data).toMatchObject({
    persons: [
      { name: { subjectId: `worker-${workerId}` } },
      { name: { subjectId: `worker-${derivedId(commandId, 'worker 1')}` } },
    ],
  });
});

test.each(['2025-12-26', '2025-12-25'])('nobody begins anew on %s who worked until 2025-12-26', (firstDay) =>
  given(supportCase, caseId, ...assessed)
    .when(recordPlacement, { ...command, persons: [yamashita, { ...mochizuki, firstDay }] }, { by })
    .thenRefused('FIRST_DAY_NOT_AFTER_LAST', { path: 'persons[1].firstDay' }),
);

test('nobody is placed twice at once', () =>
  given(supportCase, caseId, ...assessed)
    .when(recordPlacement, { ...command, persons: [mochizuki, yamashita, mochizuki] }, { by })
    .thenRefused('WORKER_NAMED_TWICE', { path: 'persons[2].workerId' }));

test('not before the assessment', () =>
  given(supportCase, caseId, ...contacted)
    .when(recordPlacement, command, { by })
    .thenRefused('NOT_ALLOWED', {
      currentStage: 'contacted',
      availableActions: ['HoldCase', 'RecordContactAttempt', 'RecordAssessment', 'RecordNotEstablished'],
    }));

test('not by intake', () =>
  given(supportCase, caseId, ...assessed)
    .when(recordPlacement, command, { by: actor('iesc.intake') })
    .thenRefused('ROLE_NOT_ALLOWED'));
