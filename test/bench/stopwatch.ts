/** Operations a second of `callers` who each begin their next operation when the last one was answered. */
export async function throughput(
  operations: number,
  callers: number,
  operation: (index: number) => Promise<unknown>,
): Promise<number> {
  let next = 0;
  const call = async () => {
    for (let index = next++; index < operations; index = next++) await operation(index);
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: callers }, call));
  return (operations * 1000) / (performance.now() - began);
}
