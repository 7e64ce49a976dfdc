import type { Told } from './told.ts';

/** Area 1: a bulletin goes down to the consultants. @returns its id */
export async function inform({
  people: { headquarters, federation, association, consultant },
  narrator,
  days,
}: Told): Promise<string> {
  await days.on('2026-08-04');
  const published = await headquarters.command('/bulletins', {
    topic: 'secondment',
    title: '在籍型出向の成立状況',
    body: '第2四半期の成立は前年を上回りました。',
  });
  narrator.step('IESC headquarters publishes a bulletin on secondment', published);
  const path = `/bulletins/${published.id}`;
  narrator.step('NASILC headquarters relays it to the 47 associations', await federation.command(`${path}/relay`, {}));
  await days.on('2026-08-06');
  narrator.step('The association forwards it to its consultants', await association.command(`${path}/forward`));
  narrator.step('A consultant takes note', await consultant.command(`${path}/acknowledge`));
  narrator.sideBySide(await federation.row(path), await headquarters.row(path), [
    'stage',
    'forwardedCount',
    'acknowledgedCount',
  ]);
  return published.id;
}

/** Area 4: the two sides exchange information. @returns the id of the record */
export async function exchange({ people: { manager, association }, cast, narrator, days }: Told): Promise<string> {
  const heldOn = await days.on('2026-08-07');
  const recorded = await manager.command('/exchanges', {
    level: 'local',
    prefecture: cast.prefecture,
    heldOn,
    topics: ['operating_status', 'referrals'],
    ownContribution: '今月の成立は2件',
  });
  narrator.step('The office records an exchange with the association', recorded);
  const path = `/exchanges/${recorded.id}`;
  narrator.step('The association confirms it', await association.command(`${path}/confirm`));
  narrator.sideBySide(await association.row(path), await manager.row(path), ['stage', 'level', 'topics']);
  return recorded.id;
}
