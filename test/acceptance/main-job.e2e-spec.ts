import { hamana, Narrator, onOneDay, playMainJob, withFreshNumber, type People, type StoryIds } from '#apps/cli';
import { onEachStore } from './each-store.ts';
import { dayOf } from '#reference-data';
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
    ids = await playMainJob({
      people,
      cast,
      narrator: new Narrator((line) => told.push(line)),
      days: onOneDay(new Date().toISOString()),
    });
  });

  test('the referral travels to the office, becomes a case and comes back as an outcome', async () => {
    const timeline = await people.auditor.get(`/audit/cases/${ids.referralId}/timeline`);
    const items = timeline['items'] as readonly { type: string; stream: string }[];
    // What has to be done about a case is told beside it: processes work it off in no order among each other.
    const all = items.filter(({ stream }) => !isBeside(stream)).map(({ type }) => type);
    // The register follows the acceptance, and the owner does not wait for it.
    expect(all.indexOf('PersonalDataDisclosed')).toBeGreaterThan(all.indexOf('ReferralAccepted'));
    const events = all.filter((type) => type !== 'PersonalDataDisclosed');
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
    const standing = (then['aggregates'] as readonly { category: string; stage: string; brokenAt: unknown }[])
      .filter(({ category }) => !isBeside(`${category}-`))
      .map(({ category, stage, brokenAt }) => [category, stage, brokenAt]);
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

  test('an office that enters a request by its own word sees the company, and not how to reach its owner', async () => {
    const { intake } = await service.people('13');
    const path = `/clients/${ids.clientId}`;
    await expect(intake.row(path)).rejects.toMatchObject({ status: 404 });
    await intake.command(`${path}/establishments`, { name: '東京営業所', prefecture: '13' });
    const inTokyo = await people.consultant.until(path, ({ establishments }) =>
      (establishments as readonly { establishmentId: string; prefecture: string }[]).find(
        ({ prefecture }) => prefecture === '13',
      ),
    );
    const requested = await intake.command('/support-cases', {
      clientId: ids.clientId,
      establishmentId: inTokyo.establishmentId,
      channel: 'phone',
      circumstances: ['LAYOFF'],
      wish: '再就職の支援',
      requestedBy: hamana.owner,
    });
    const ofClient = await intake.row(path);
    const { client, withheld } = await intake.row(`/support-cases/${requested.id}`);
    expect([ofClient['name'], ofClient['owner'], ofClient['withheld']]).toEqual([
      hamana.company,
      null,
      ['owner', 'offices', 'persons', 'organisations', 'ownerKnownTo'],
    ]);
    expect([client, withheld]).toEqual([
      expect.objectContaining({ name: hamana.company, owner: null }),
      ['persons', 'client.owner'],
    ]);
  });

  test('a visit to a company that the office does not have in sight does not tell who it is', async () => {
    const { advisor } = await service.people('23');
    const visit = { clientId: ids.clientId, visitedOn: dayOf(new Date().toISOString()), notes: '訪問の記録' };
    const recorded = await advisor.command('/site-visits', { ...visit, grantQuestion: { topics: [] } });
    const ofVisit = await advisor.row(`/iesc/site-visits/${recorded.id}`);
    expect([ofVisit['client'], ofVisit['withheld']]).toEqual([{ name: null }, ['client.name']]);
    const { client } = await advisor.until(`/iesc/grant-consultations?visitId=${recorded.id}`, ({ items }) =>
      (items as readonly { client: unknown }[]).at(0),
    );
    expect(client).toEqual({ name: null });
    const [own] = await people.advisor.list(`/iesc/site-visits?caseId=${ids.caseId}`);
    expect(own!['client']).toEqual({ name: hamana.company });
  });

  test('under a consent that does not let the company be named, nothing is accepted', async () => {
    const { consultant, advisor, intake } = people;
    const terms = { purpose: 'referral', recipients: ['iesc'], method: 'written', givenBy: hamana.owner };
    const held = { from: '2025-10-22', until: '2049-12-31' };
    const { clientId } = ids;
    const { establishments } = await consultant.row(`/clients/${clientId}`);
    const [{ establishmentId }] = establishments as readonly [{ establishmentId: string }];
    const consent = await consultant.command('/consents', { clientId, items: ['headcount'], ...terms, ...held });
    const referral = await consultant.command('/referrals', {
      clientId,
      establishmentId,
      consentId: consent.id,
      circumstances: ['LAYOFF'],
      backgrounds: [],
      urgency: 'normal',
      ownersWish: '再就職先を探したい',
    });
    await intake.command(`/referrals/${referral.id}/acknowledge`);
    await advisor.command(`/referrals/${referral.id}/take`);
    await expect(advisor.command(`/referrals/${referral.id}/accept`, { consentId: consent.id })).rejects.toMatchObject({
      status: 422,
      problem: { code: 'CONSENT_DOES_NOT_NAME' },
    });
  });

  test('it is told as a story', () => {
    expect(told.filter((line) => /^ *\d+\. /.test(line)).length).toBeGreaterThanOrEqual(25);
  });
});

/** Whether a stream is of what has to be done about a case, not of the case itself. */
const isBeside = (stream: string): boolean => /^(clock|inbox|notification|task)-/.test(stream);
