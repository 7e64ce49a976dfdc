import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsInt, Length, Matches, Max, Min, ValidateNested } from 'class-validator';
import { listNamed, type Changes, type Policy } from '#contexts/agreement';
import { IsCalendarDay, IsCode, MayBeAbsent, type RoleName } from '#contexts/kernel';
import { ruleBroken } from '#platform/decider';
import type { Actor } from '#platform/event-store';
import { dayOf } from '#reference-data';
import type { AgreementVersions, Draft } from './agreement-versions.ts';
import { policiesWith } from './logged-policy-book.ts';

/** How a version is named. */
const VERSION = /^[A-Z][A-Z0-9-]{2,31}$/;

/** Headquarters of either side record what was agreed on, and those of the other confirm it. */
export const signatories = ['iesc.hq_coordinator', 'nasilc.hq_liaison'] as const satisfies readonly RoleName[];

/** The organisation that confirms what one of them recorded. */
export const otherSide = ({ org }: Actor): string => (org === 'iesc' ? 'nasilc' : 'iesc');

/** A command about one version. */
export abstract class VersionCommand {
  @Matches(VERSION) version!: string;
}

/**
 * The draft, where it is the one that was named.
 *
 * @throws Refusal `NOT_THE_DRAFT`
 */
export function requireDraft(version: string, { version: draft }: Draft): Draft['version'] {
  if (draft.version === version) return draft;
  throw ruleBroken(
    'NOT_THE_DRAFT',
    { en: `What awaits confirmation is ${draft.version}`, ja: `確認待ちの版は${draft.version}です` },
    'version',
  );
}

/** A number of the policy by its name there. */
export class NamedValue {
  @IsCode() name!: string;
  @IsInt() @Min(0) @Max(3_660) value!: number;
}

/** A code that a list gets, or that is named anew in it. */
export class NamedCode {
  /** As pick-lists call it: `circumstances`, `reasons.decline`. */
  @IsCode() list!: string;
  @IsCode() code!: string;
  @Length(1, 100) ja!: string;
  @Length(1, 100) en!: string;
}

/** A version of the agreement, as it differs from the one before it. */
export abstract class AgreementChanges {
  /** What events that are recorded under it will call it. */
  @Matches(VERSION) version!: string;
  /** Tomorrow at the earliest, and after every version there is. */
  @IsCalendarDay() inForceFrom!: string;
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(64)
  @ValidateNested({ each: true })
  @Type(() => NamedValue)
  deadlines?: NamedValue[];
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(64)
  @ValidateNested({ each: true })
  @Type(() => NamedValue)
  limits?: NamedValue[];
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(8)
  @ValidateNested({ each: true })
  @Type(() => NamedValue)
  cadence?: NamedValue[];
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(256)
  @ValidateNested({ each: true })
  @Type(() => NamedCode)
  codes?: NamedCode[];
}

/**
 * What a version changes, checked against the newest there is.
 *
 * @throws Refusal `VERSION_EXISTS`, `NOT_BEFORE_TOMORROW`, `ANOTHER_COMES_LATER`, `UNKNOWN_NAME`, `OUT_OF_RANGE`
 */
export function checkedChanges(
  { version, inForceFrom, deadlines = [], limits = [], cadence = [], codes = [] }: AgreementChanges,
  { recorded, ended, discarded }: AgreementVersions,
  now: string,
): { readonly before: Policy; readonly changes: Changes } {
  const known = policiesWith(recorded, ended);
  const before = known.at(-1)!;
  const taken = [...known.map((policy) => policy.version), ...discarded];
  if (taken.includes(version)) throw versionExists();
  if (inForceFrom <= dayOf(now)) throw notBeforeTomorrow();
  if (inForceFrom <= before.inForceFrom) throw anotherComesLater(before);
  for (const [path, named] of Object.entries({ deadlines, limits, cadence })) {
    const names: object = before[path as 'deadlines' | 'limits' | 'cadence'];
    for (const [index, { name }] of named.entries()) {
      if (!Object.hasOwn(names, name)) throw unknownName(`${path}[${index}].name`, Object.keys(names));
    }
  }
  for (const [index, { name, value }] of limits.entries()) {
    if (name === 'cutOffHour' && (value < 1 || value > 24)) throw outOfRange(`limits[${index}].value`, 1, 24);
  }
  for (const [index, { value }] of cadence.entries()) {
    if (value < 1) throw outOfRange(`cadence[${index}].value`, 1, 120);
  }
  for (const [index, { list }] of codes.entries()) {
    if (!listNamed(before, list)) throw unknownName(`codes[${index}].list`, []);
  }
  const values = (named: readonly NamedValue[]) => named.map(({ name, value }) => ({ name, value }));
  return {
    before,
    changes: {
      deadlines: values(deadlines),
      limits: values(limits),
      cadence: values(cadence),
      codes: codes.map(({ list, code, ja, en }) => ({ list, code, ja, en })),
    },
  };
}

function versionExists() {
  return ruleBroken('VERSION_EXISTS', { en: 'There is a version of this name', ja: '同名の版があります' }, 'version');
}

function notBeforeTomorrow() {
  return ruleBroken(
    'NOT_BEFORE_TOMORROW',
    {
      en: 'A version comes into force on the day after it is recorded at the earliest: what is done today is done under what holds today',
      ja: '効力の発生は登録の翌日以降の日付を指定してください',
    },
    'inForceFrom',
  );
}

export function anotherComesLater({ version, inForceFrom }: Policy, path = 'inForceFrom') {
  return ruleBroken(
    'ANOTHER_COMES_LATER',
    {
      en: `${version} is in force from ${inForceFrom}: the next begins after it`,
      ja: `${version}（${inForceFrom}発効）より後の日付を指定してください`,
    },
    path,
  );
}

function unknownName(path: string, names: readonly string[]) {
  const known = names.join(', ');
  return ruleBroken(
    'UNKNOWN_NAME',
    {
      en: known ? `Not a name the policy has. It has: ${known}` : 'Not a list the policy has',
      ja: '協定の項目にない名称です',
    },
    path,
  );
}

function outOfRange(path: string, least: number, most: number) {
  return ruleBroken(
    'OUT_OF_RANGE',
    { en: `It is ${least} to ${most}`, ja: `${least}〜${most}で指定してください` },
    path,
  );
}
