/**
 * Gathers what is asked for in one turn of the event loop and asks once: many callers, one transaction.
 *
 * @param ask answers several distinct questions; a question without an answer is missing from the map.
 * @returns asks one question: its answer, undefined without one. All askers of a turn share a failure.
 */
export function oncePerTick<Question, Answer>(
  ask: (questions: readonly Question[]) => Promise<ReadonlyMap<Question, Answer>>,
): (question: Question) => Promise<Answer | undefined> {
  let gathering: { questions: Set<Question>; answers: Promise<ReadonlyMap<Question, Answer>> } | undefined;
  const gather = () => {
    const questions = new Set<Question>();
    const answers = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      gathering = undefined;
      return ask([...questions]);
    });
    return { questions, answers };
  };
  return async (question) => {
    gathering ??= gather();
    gathering.questions.add(question);
    return (await gathering.answers).get(question);
  };
}
