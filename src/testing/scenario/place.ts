/** Where the story stands: what came before the caller's latest line, and whether an answer to it is due. */
export class Place {
  /** Events before the caller's latest line. */
  eventsBefore = 0;
  /** Runs of tools before it. */
  toolsBefore = 0;
  lineEndedAtMs = 0;
  /** The caller waits for an answer, or for the greeting. */
  replyIsDue: boolean;

  /** @param greets The agent speaks first. */
  constructor(greets: boolean) {
    this.replyIsDue = greets;
  }

  /** The caller begins to say or to do something. */
  beginLine(events: number, tools: number): void {
    this.eventsBefore = events;
    this.toolsBefore = tools;
  }

  endLine(atMs: number): void {
    this.lineEndedAtMs = atMs;
    this.replyIsDue = true;
  }
}
