import { maySee, proposedSharing, type FieldClass } from './sharing.ts';

const seen = (
  audience: 'iesc' | 'nasilc' | 'auditor',
  stage: 'without_consent' | 'before_acceptance' | 'after_acceptance',
) =>
  (['A_MINIMAL', 'A', 'B', 'C', 'D', 'E'] satisfies FieldClass[]).filter((fieldClass) =>
    maySee(proposedSharing, audience, stage, fieldClass),
  );

describe('who sees which fields', () => {
  test('IESC sees the client only after it accepted, and never what is confidential to the consultant', () => {
    expect(seen('iesc', 'without_consent')).toEqual(['B', 'E']);
    expect(seen('iesc', 'before_acceptance')).toEqual(['A_MINIMAL', 'B', 'E']);
    expect(seen('iesc', 'after_acceptance')).toEqual(['A_MINIMAL', 'A', 'B', 'D', 'E']);
  });

  test('NASILC never sees matching notes or workers', () => {
    expect(seen('nasilc', 'without_consent')).toEqual(['C', 'E']);
    expect(seen('nasilc', 'before_acceptance')).toEqual(['A_MINIMAL', 'A', 'C', 'E']);
    expect(seen('nasilc', 'after_acceptance')).toEqual(['A_MINIMAL', 'A', 'C', 'E']);
  });

  test('the auditor sees all', () => {
    expect(seen('auditor', 'without_consent')).toEqual(['A_MINIMAL', 'A', 'B', 'C', 'D', 'E']);
  });
});
