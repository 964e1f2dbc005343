/** Ids of this call's tool calls, each given once: models give the same ones again, and so does a process that restarts. */
export class ToolIds {
  readonly #taken = new Set<string>();

  has(toolCallId: string): boolean {
    return this.#taken.has(toolCallId);
  }

  take(toolCallId: string): void {
    this.#taken.add(toolCallId);
  }

  /** The wanted one, or the next that is free. */
  fresh(wanted: string): string {
    let toolCallId = wanted;
    for (let again = 2; this.#taken.has(toolCallId); again += 1) toolCallId = `${wanted}-${again}`;
    this.#taken.add(toolCallId);
    return toolCallId;
  }
}
