/**
 * Who may call from a browser: the page of this very server. Browsers let any page open a WebSocket to any
 * address and say in `Origin` where the page is from; without this, a page on the internet could phone a
 * server that listens on this machine only. Programs send no `Origin` and are not held by it.
 */

/** @param host The `Host` that the request was sent to. */
export function mayCall(origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined) return true;
  try {
    return new URL(origin).host === host?.toLowerCase();
  } catch {
    // `null`, as a sandboxed page sends it, and whatever else is no address.
    return false;
  }
}
