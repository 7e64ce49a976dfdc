import type { Actor } from '#platform/event-store';
import { SubjectErased } from '#platform/privacy';
import type { Decision } from './decision.ts';
import type { Loaded } from './loading.ts';
import { conflict, Refusal } from './refusal.ts';

/** Not for the role of the caller, whatever it is about: 403, before anything is looked up. */
export function forbidden({ name, by }: Decision, { role }: Actor): Refusal {
  return new Refusal('forbidden', 'ROLE_NOT_ALLOWED', {
    en: `${name} is for ${by.join(', ')}, not for ${role}`,
    ja: `${name} は ${by.join('、')} の権限です（現在: ${role}）`,
  });
}

/** What does not exist and what is another's look the same to the caller. */
export function notFound(): Refusal {
  return new Refusal('not found', 'NOT_FOUND', { en: 'There is no such thing', ja: '該当するものがありません' });
}

/** @param seen the thing, where the caller may know at which revision it is */
export function stale(seen?: Loaded): Refusal {
  return new Refusal(
    'precondition failed',
    'STALE_REVISION',
    { en: 'It was changed in the meantime: read it again', ja: '他の操作で更新されています。再読み込みしてください' },
    seen ? { currentRevision: seen.revision ?? null } : {},
  );
}

/** The same `Idempotency-Key` with something else to say: 422. What it was used for first stands. */
export function keyReused(): Refusal {
  return new Refusal('rule broken', 'IDEMPOTENCY_KEY_REUSED', {
    en: 'This Idempotency-Key was used for another body',
    ja: 'この Idempotency-Key は別の内容で使用済みです',
  });
}

/** Nothing personal can be said any more of a person who was erased, by people and processes alike: 409. */
export function erasedIsRefused(error: unknown): never {
  if (!(error instanceof SubjectErased)) throw error;
  throw conflict('SUBJECT_ERASED', {
    en: 'The person this is about was erased: nothing personal can be recorded about them any more',
    ja: '対象者のデータは消去済みのため、個人に関する内容は記録できません',
  });
}

/**
 * The thing is at another stage: 409.
 *
 * @param actions what the caller could do instead
 */
export function notAllowed({ name }: Decision, id: string, currentStage: string, actions: readonly string[]): Refusal {
  return new Refusal(
    'conflict',
    'NOT_ALLOWED',
    {
      en: `${name} is not possible at stage ${currentStage}`,
      ja: `現在の段階（${currentStage}）では ${name} はできません`,
    },
    { id, currentStage, availableActions: actions },
  );
}
