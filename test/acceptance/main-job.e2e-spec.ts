import { hamana, Narrator, playMainJob, withFreshNumber, type People, type StoryIds } from '#apps/cli';
import { onEachStore } from './each-store.ts';
import type { ServiceUnderTest } from './service-under-test.ts';

onEachStore('the main job, over HTTP', (place) => {
  let service: ServiceUnderTest;
  let people: People;
  let ids: StoryIds;
  const told: string[] = [];

  beforeAll(async () => {
    ({ service } = place());
    await service.start();
    people = await service.people();
    const cast = place().isShared ? withFreshNumber(hamana, Math.random) : hamana;
    ids = await playMainJob(people, cast, new Narrator((line) => told.push(line)), new Date().toISOString());
  });

  test('the referral travels to the office, becomes a case and comes back as an outcome', async () => {
    const timeline = await people.auditor.get(`/audit/cases/${ids.referralId}/timeline`);
    const events = (timeline['items'] as readonly { type: string; stream: string }[]).map(({ type }) => type);
    expect(events.slice(events.indexOf('ClientRegistered'))).toEqual([
      'ClientRegistered',
      'EstablishmentAdded',
      'ConsentGiven',
      'ClientReferred',
      'ReferralAcknowledged',
      'ReferralTaken',
      'InformationRequested',
      'InformationSupplied',
      'ReferralAccepted',
      'PersonalDataDisclosed',
      'SupportRequested',
      'SupportCaseLinked',
      'AdvisorAssigned',
      'ContactAttempted',
      'SupportInitiated',
      'NeedsAssessed',
      'VisitConducted',
      'GrantQuestionRaised',
      'GrantConsultationOpened',
      'ConsultantRecommended',
      'PlacementEstablished',
      'CaseClosed',
      'ReferralOutcomeReported',
      'OutcomeAcknowledged',
      'ReferralClosed',
    ]);
  });

  test('each organisation reads its own view', async () => {
    const path = `/support-cases/${ids.caseId}`;
    const [consultants, iesc] = [await people.consultant.row(path), await people.advisor.row(path)];
    expect([consultants['stage'], consultants['outcome'], consultants['kind'], consultants['persons']]).toEqual([
      'closed',
      'established',
      null,
      null,
    ]);
    expect([iesc['kind'], (iesc['persons'] as readonly { name: string }[]).map(({ name }) => name)]).toEqual([
      'secondment_out',
      [...hamana.workers],
    ]);
  });

  test('another office and another consultant are told that there is no such case', async () => {
    const others = await service.people('23');
    for (const path of [`/referrals/${ids.referralId}`, `/support-cases/${ids.caseId}`, `/clients/${ids.clientId}`]) {
      await expect(others.advisor.row(path)).rejects.toMatchObject({ status: 404 });
      await expect(others.consultant.row(path)).rejects.toMatchObject({ status: 404 });
    }
  });

  test('the auditor sees each aggregate as it stood at an instant, its chain whole', async () => {
    const timeline = (await people.auditor.get(`/audit/cases/${ids.referralId}/timeline`))['items'] as readonly {
      type: string;
      recordedAt: string;
    }[];
    const { recordedAt } = timeline.find(({ type }) => type === 'ReferralTaken')!;
    const then = await people.auditor.get(`/audit/cases/${ids.referralId}?at=${recordedAt}`);
    const standing = (then['aggregates'] as readonly { category: string; stage: string; brokenAt: unknown }[]).map(
      ({ category, stage, brokenAt }) => [category, stage, brokenAt],
    );
    expect(standing.toSorted()).toEqual([
      ['client', 'registered', null],
      ['consent', 'given', null],
      ['consultant', 'active', null],
      ['referral', 'under_review', null],
    ]);
    await expect(people.advisor.get(`/audit/cases/${ids.referralId}`)).rejects.toMatchObject({ status: 403 });
  });

  test('both headquarters see it counted, too few to be told; other prefectures do not', async () => {
    for (const headquarters of [people.headquarters, people.federation]) {
      const rows = await headquarters.list('/statistics/referral-funnel?prefecture=22');
      expect(rows.filter((row) => 'counts' in row)).toEqual([]);
      expect(rows).not.toEqual([]);
      // On a server that others have filled before there may be enough to tell.
      if (place().isShared) continue;
      const [row] = rows.filter(({ referred }) => referred === null);
      expect(row).toMatchObject({ established: null, notEstablished: null, suppressed: true, withheld: [] });
    }
    const others = await service.people('23');
    expect(await others.manager.list('/statistics/referral-funnel')).toEqual([]);
    expect(await people.manager.list('/statistics/referral-funnel')).not.toEqual([]);
    await expect(people.headquarters.get('/statistics/referral-funnel?sort=referred')).rejects.toMatchObject({
      status: 400,
    });
  });

  test('it is told as a story', () => {
    expect(told.filter((line) => /^ *\d+\. /.test(line)).length).toBeGreaterThanOrEqual(25);
  });
});
