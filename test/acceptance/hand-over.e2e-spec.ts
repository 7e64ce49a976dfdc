import { onEachStore } from './each-store.ts';
import { refer } from './referred-client.ts';

onEachStore('a hand-over', (place) => {
  test('killed between the request and the link, it is completed after the restart, once, though the referral was taken back', async () => {
    const { service } = place();
    await service.start();
    const { consentId: _, ...referred } = await refer(await service.people());
    await service.end();

    // The service that answers, without the processes: what it leaves behind is what a kill between the two leaves.
    await service.start({ PROJECTOR: 'apart' });
    const { intake, consultant: referrer } = await service.people();
    const ownersWish = {
      ...referred,
      channel: 'referral',
      circumstances: ['LAYOFF'],
      wish: '再就職の支援',
      requestedBy: '浜名 宏',
    };
    const requested = await intake.command('/support-cases', ownersWish);
    // Who enters it a second time, before the referral says that it has a case, meets that case.
    await expect(intake.command('/support-cases', ownersWish)).rejects.toMatchObject({
      status: 409,
      problem: { code: 'NOT_ALLOWED', currentStage: 'requested', id: requested.id },
    });
    await referrer.command(`/referrals/${referred.referralId}/withdraw`, { reason: 'need_resolved', side: 'client' });
    await service.end('SIGKILL');

    await service.start();
    const { consultant, auditor } = await service.people();
    const linked = await until(
      () => consultant.row(`/referrals/${referred.referralId}`),
      ({ stage }) => stage === 'case_linked',
    );
    expect(linked['caseId']).toBe(requested.id);
    // The consent names the company and nothing more: how to reach the owner stays closed.
    const [ofClient, ofReferral] = [
      await intake.row(`/clients/${referred.clientId}`),
      await intake.row(`/referrals/${referred.referralId}`),
    ];
    expect([ofClient['name'], ofClient['owner'], ofReferral['client']]).toEqual([
      '浜名精工',
      null,
      { name: '浜名精工', corporateNumber: null, owner: null },
    ]);

    const typesOfCase = async () => {
      const timeline = await auditor.get(`/audit/cases/${referred.referralId}/timeline`);
      return (timeline['items'] as readonly { type: string }[]).map(({ type }) => type);
    };
    await until(typesOfCase, (types) => types.includes('PersonalDataDisclosed'));

    await service.end('SIGKILL');
    await service.start();
    const types = await typesOfCase();
    expect(types.filter((type) => ['SupportCaseLinked', 'PersonalDataDisclosed'].includes(type))).toEqual([
      'SupportCaseLinked',
      'PersonalDataDisclosed',
    ]);
  });
});

/** Looks until something holds; the suite's time limit ends it. */
async function until<T>(look: () => Promise<T>, holds: (value: T) => boolean): Promise<T> {
  for (;;) {
    const value = await look();
    if (holds(value)) return value;
  }
}
