/** The shop's back end: slow on purpose, and it does one thing once for one key. */
const open = new Set(['the blue coat', 'the grey scarf']);
const done = new Map<string, { cancelled: boolean }>();

export const orders = {
  has: (item: string): boolean => open.has(item),

  async cancel(
    item: string,
    { signal, idempotencyKey }: { signal: AbortSignal; idempotencyKey: string },
  ): Promise<{ cancelled: boolean }> {
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    signal.throwIfAborted();
    const before = done.get(idempotencyKey);
    if (before !== undefined) return before;
    const outcome = { cancelled: open.delete(item) };
    done.set(idempotencyKey, outcome);
    return outcome;
  },
};
