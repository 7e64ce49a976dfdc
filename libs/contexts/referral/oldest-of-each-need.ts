/** Of referrals, the oldest first, those that a need of a later one is named by first: each once. */
export function oldestOfEachNeed<Of extends { readonly needs: readonly string[] }>(
  earlier: readonly Of[],
  needs: readonly string[],
): readonly Of[] {
  const first = new Set(needs.flatMap((need) => earlier.find((one) => one.needs.includes(need)) ?? []));
  return earlier.filter((one) => first.has(one));
}
