/** Freezes plain data at every depth and returns it: what several hold at once, none may change. */
export function deeplyFrozen<Data>(data: Data): Data {
  if (typeof data !== 'object' || data === null || Object.isFrozen(data)) return data;
  Object.freeze(data);
  for (const member of Object.values(data)) deeplyFrozen(member);
  return data;
}
