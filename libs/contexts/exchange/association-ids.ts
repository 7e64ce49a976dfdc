import { nasilcBodies } from '#reference-data';

/** The 47 associations (都道府県社会保険労務士会), in the order of the prefectures. */
export const associationIds: readonly string[] = nasilcBodies
  .filter(({ kind }) => kind === 'association')
  .map(({ id }) => id);
